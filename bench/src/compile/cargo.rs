//! Packages outside the workspace, and the CPU time of building them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::peers::{cargo, root};

/// A package in a folder of its own.
#[derive(Debug)]
pub(crate) struct Package {
    folder: PathBuf,
    target: PathBuf,
}

impl Package {
    /// Writes the manifest of a package. Its target folder is `target`, below `target/bench-compile` of the repository.
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub(crate) fn new(name: &str, dependencies: &str, target: &str) -> Result<Self> {
        let all = root().canonicalize()?.join("target/bench-compile");
        let folder = all.join(name);
        fs::create_dir_all(folder.join("src"))?;
        let dependencies = dependencies.replace("{root}", &root().canonicalize()?.display().to_string());
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [dependencies]\n{dependencies}\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        // The versions of this workspace, where it has the same crates.
        fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(Self { folder, target: all.join(target) })
    }

    /// Writes a file of the source.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub(crate) fn write(&self, file: &str, source: &str) -> Result<()> {
        Ok(fs::write(self.folder.join("src").join(file), source)?)
    }

    /// Deletes everything that was built.
    ///
    /// # Errors
    ///
    /// When the folder cannot be deleted.
    pub(crate) fn clean(&self) -> Result<()> {
        if self.target.exists() { Ok(fs::remove_dir_all(&self.target)?) } else { Ok(()) }
    }

    /// Runs a command of cargo, and returns the seconds of CPU time of it and all processes that it started.
    ///
    /// # Errors
    ///
    /// When the command fails.
    pub(crate) fn cargo(&self, command: &str) -> Result<f64> {
        let before = children()?;
        let status = cargo()
            .args([command, "--quiet", "--manifest-path"])
            .arg(self.folder.join("Cargo.toml"))
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TARGET_DIR", &self.target)
            .status()?;
        if !status.success() {
            return Err(format!("`cargo {command}` failed in {}", self.folder.display()).into());
        }
        Ok(children()? - before)
    }
}

/// Returns the seconds of CPU time of all processes that have ended, in steps of 10 ms.
fn children() -> Result<f64> {
    let stat = fs::read_to_string(Path::new("/proc/self/stat"))?;
    // The name of the program, in parentheses, may contain blanks; the
    // times are the 16th and 17th field of the line, which has the state as the third.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = fields
        .iter()
        .skip(13)
        .take(2)
        .map(|field| field.parse::<u32>())
        .sum::<std::result::Result<u32, _>>()?;
    Ok(f64::from(ticks) / 100.0)
}
