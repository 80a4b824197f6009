//! The crates of the workspace: their source files and dependencies.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A crate of the workspace.
pub(crate) struct Crate {
    pub(crate) name: String,
    /// The folder of its source, from the root of the repository: `store-core/src`.
    pub(crate) source: String,
    /// The root module's file, from the root of the repository.
    pub(crate) root_file: String,
    /// The source files by their path from the root of the repository.
    pub(crate) files: BTreeMap<String, String>,
    /// The names of the crates that it depends on, for its own build and not only for its tests.
    pub(crate) dependencies: Vec<String>,
}

/// Returns the root of the repository.
pub(crate) fn root() -> PathBuf {
    // Read at run time, so that a compiled test can check another copy of the repository.
    let tests = env::var_os("CARGO_MANIFEST_DIR").unwrap();
    Path::new(&tests).join("..").canonicalize().unwrap()
}

/// Reads the crates of the workspace.
pub(crate) fn workspace() -> Vec<Crate> {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&cargo.stdout).unwrap();
    metadata["packages"].as_array().unwrap().iter().map(read).collect()
}

fn read(package: &serde_json::Value) -> Crate {
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let root = root();
    let relative = |path: &Path| path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
    let manifest = PathBuf::from(text(&package["manifest_path"]));
    let folder = manifest.parent().unwrap().join("src");
    let root_file =
        ["lib.rs", "main.rs"].map(|name| folder.join(name)).into_iter().find(|file| file.exists());
    let dependencies = package["dependencies"].as_array().unwrap().iter();
    Crate {
        name: text(&package["name"]),
        source: relative(&folder),
        root_file: relative(&root_file.unwrap()),
        files: files(&folder)
            .into_iter()
            .map(|path| (relative(&path), fs::read_to_string(&path).unwrap()))
            .collect(),
        dependencies: dependencies
            .filter(|dependency| dependency["kind"] != "dev")
            .map(|dependency| text(&dependency["name"]))
            .collect(),
    }
}

/// Returns the Rust files of a folder and its subfolders, sorted.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}
