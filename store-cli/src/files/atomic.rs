//! Writes a file that appears under its name only when it is complete.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use flate2::write::GzEncoder;
use tempfile::{NamedTempFile, TempPath};

use super::extension::Compression;

/// A file with a temporary name until it is complete. A pipe or a device is written to directly.
pub(crate) struct AtomicFile {
    /// The temporary name and the final name.
    names: Option<(TempPath, PathBuf)>,
    encoder: Encoder,
}

enum Encoder {
    None(BufWriter<File>),
    Gzip(GzEncoder<BufWriter<File>>),
    Zstd(zstd::Encoder<'static, BufWriter<File>>),
}

impl AtomicFile {
    pub(crate) fn create(name: &Path) -> io::Result<Self> {
        let (opened, names) = if Self::has_temporary_name(name) {
            // A link stays a link: the file that it points to is replaced.
            let name = fs::canonicalize(name).unwrap_or_else(|_| name.to_owned());
            let (file, temporary) = create_temporary(&name)?.into_parts();
            // Nobody may read the new file who could not read the file that it replaces.
            if let Ok(replaced) = fs::metadata(&name) {
                file.set_permissions(replaced.permissions())?;
            }
            (file, Some((temporary, name)))
        } else {
            (File::options().write(true).open(name)?, None)
        };
        let file = BufWriter::new(opened);
        let encoder = match Compression::of(name) {
            Compression::None => Encoder::None(file),
            Compression::Gzip => Encoder::Gzip(GzEncoder::new(file, flate2::Compression::default())),
            Compression::Zstd => Encoder::Zstd(zstd::Encoder::new(file, zstd::DEFAULT_COMPRESSION_LEVEL)?),
        };
        Ok(Self { names, encoder })
    }

    /// Returns whether the file gets a temporary name, which pipes and devices do not.
    pub(crate) fn has_temporary_name(name: &Path) -> bool {
        fs::metadata(name).map_or(true, |metadata| metadata.is_file())
    }

    /// Completes the file and gives it its final name.
    pub(crate) fn finish(self) -> io::Result<()> {
        let mut file = match self.encoder {
            Encoder::None(file) => file,
            Encoder::Gzip(encoder) => encoder.finish()?,
            Encoder::Zstd(encoder) => encoder.finish()?,
        };
        file.flush()?;
        let Some((temporary, name)) = self.names else { return Ok(()) };
        // Otherwise a power failure could leave the name without the content.
        file.get_ref().sync_all()?;
        temporary.persist(name).map_err(|error| error.error)
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.encoder {
            Encoder::None(out) => out.write(bytes),
            Encoder::Gzip(out) => out.write(bytes),
            Encoder::Zstd(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.encoder {
            Encoder::None(out) => out.flush(),
            Encoder::Gzip(out) => out.flush(),
            Encoder::Zstd(out) => out.flush(),
        }
    }
}

/// Suffix of temporary names, after the random characters.
const PARTIAL: &str = ".partial";

/// Number of random characters in a temporary name.
const RANDOM: usize = 6;

/// Age from which an unchanged temporary file is taken for a leftover.
const STALE_AFTER: Duration = Duration::from_secs(60);

/// Returns the folder of a file, and the prefix of its temporary names.
fn folder_and_prefix(name: &Path) -> (&Path, OsString) {
    let folder = name.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut prefix = name.file_name().unwrap_or_default().to_owned();
    prefix.push(".");
    (folder, prefix)
}

fn create_temporary(name: &Path) -> io::Result<NamedTempFile> {
    let (folder, prefix) = folder_and_prefix(name);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(PARTIAL).rand_bytes(RANDOM);
    // The permissions of an ordinary new file; the umask of the process is subtracted from them.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Returns the temporary files that killed programs left when they wrote this file.
pub(crate) fn leftovers(name: &Path) -> Vec<PathBuf> {
    let name = fs::canonicalize(name).unwrap_or_else(|_| name.to_owned());
    let (folder, prefix) = folder_and_prefix(&name);
    let is_leftover = |entry: &fs::DirEntry| {
        let is_temporary = entry
            .file_name()
            .as_encoded_bytes()
            .strip_prefix(prefix.as_encoded_bytes())
            .and_then(|rest| rest.strip_suffix(PARTIAL.as_bytes()))
            .is_some_and(|random| random.len() == RANDOM && random.iter().all(u8::is_ascii_alphanumeric));
        let changed = entry.metadata().and_then(|metadata| metadata.modified());
        is_temporary && changed.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > STALE_AFTER))
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(is_leftover).map(|entry| entry.path()).collect()
}
