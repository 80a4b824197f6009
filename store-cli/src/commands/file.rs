//! Files of JSON lines, compressed by their ending.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use tempfile::{NamedTempFile, TempPath};

use crate::ending::Compression;

/// Opens a file to read; `-` is standard input.
pub(super) fn open(file: &Path) -> io::Result<Box<dyn BufRead + Send>> {
    if file == Path::new("-") {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let plain = File::open(file)?;
    let read: Box<dyn Read + Send> = match Compression::of(file) {
        Compression::None => Box::new(plain),
        Compression::Gzip => Box::new(MultiGzDecoder::new(BufReader::new(plain))),
        Compression::Zstd => Box::new(zstd::Decoder::new(plain)?),
    };
    Ok(Box::new(BufReader::new(read)))
}

/// A file that is there under its name when it is whole, and not before. A pipe or a device is written to as it is.
pub(super) struct Whole {
    /// Under a name of its own until it is whole, and that from then on.
    names: Option<(TempPath, PathBuf)>,
    out: Encoder,
}

enum Encoder {
    None(BufWriter<File>),
    Gzip(GzEncoder<BufWriter<File>>),
    Zstd(zstd::Encoder<'static, BufWriter<File>>),
}

impl Whole {
    pub(super) fn create(name: &Path) -> io::Result<Self> {
        let (opened, names) = if Self::has_interim_name(name) {
            // What a link points to is written over, and not the link.
            let name = fs::canonicalize(name).unwrap_or_else(|_| name.to_owned());
            let (file, partial) = partial(&name)?.into_parts();
            // Whoever may not read the one that is there may not read the new one.
            if let Ok(there) = fs::metadata(&name) {
                file.set_permissions(there.permissions())?;
            }
            (file, Some((partial, name)))
        } else {
            (File::options().write(true).open(name)?, None)
        };
        let file = BufWriter::new(opened);
        let out = match Compression::of(name) {
            Compression::None => Encoder::None(file),
            Compression::Gzip => Encoder::Gzip(GzEncoder::new(file, flate2::Compression::default())),
            Compression::Zstd => Encoder::Zstd(zstd::Encoder::new(file, zstd::DEFAULT_COMPRESSION_LEVEL)?),
        };
        Ok(Self { names, out })
    }

    /// Whether a file of this name has another one until it is whole.
    pub(super) fn has_interim_name(name: &Path) -> bool {
        fs::metadata(name).map_or(true, |there| there.is_file())
    }

    /// Gives the file its name.
    pub(super) fn finish(self) -> io::Result<()> {
        let mut file = match self.out {
            Encoder::None(file) => file,
            Encoder::Gzip(encoder) => encoder.finish()?,
            Encoder::Zstd(encoder) => encoder.finish()?,
        };
        file.flush()?;
        let Some((partial, name)) = self.names else { return Ok(()) };
        // Otherwise a power cut could leave the name without the content.
        file.get_ref().sync_all()?;
        partial.persist(name).map_err(|error| error.error)
    }
}

/// What interim names end in, after the random characters.
const PARTIAL: &str = ".partial";

/// How many random characters an interim name has.
const RANDOM: usize = 6;

/// How long a file that is being written is unchanged at most.
const QUIET: Duration = Duration::from_secs(60);

/// The folder of a file, and what the interim names of the file begin with.
fn interim(name: &Path) -> (&Path, OsString) {
    let folder = name.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut begin = name.file_name().unwrap_or_default().to_owned();
    begin.push(".");
    (folder, begin)
}

/// The files that were to become this one, by programs that were killed.
pub(super) fn leftovers(name: &Path) -> Vec<PathBuf> {
    let name = fs::canonicalize(name).unwrap_or_else(|_| name.to_owned());
    let (folder, begin) = interim(&name);
    let is_left = |entry: &fs::DirEntry| {
        let is_interim = entry
            .file_name()
            .as_encoded_bytes()
            .strip_prefix(begin.as_encoded_bytes())
            .and_then(|rest| rest.strip_suffix(PARTIAL.as_bytes()))
            .is_some_and(|random| random.len() == RANDOM && random.iter().all(u8::is_ascii_alphanumeric));
        let changed = entry.metadata().and_then(|metadata| metadata.modified());
        is_interim && changed.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > QUIET))
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(is_left).map(|entry| entry.path()).collect()
}

/// A new file in the folder of another one, under a name that no file has; it is removed unless it is given another name.
fn partial(name: &Path) -> io::Result<NamedTempFile> {
    let (folder, begin) = interim(name);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&begin).suffix(PARTIAL).rand_bytes(RANDOM);
    // Those of any file; the mask of the process takes from them.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.out {
            Encoder::None(out) => out.write(bytes),
            Encoder::Gzip(out) => out.write(bytes),
            Encoder::Zstd(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.out {
            Encoder::None(out) => out.flush(),
            Encoder::Gzip(out) => out.flush(),
            Encoder::Zstd(out) => out.flush(),
        }
    }
}
