//! Reads a file or standard input.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::extension::Compression;

/// Returns whether the name is `-`, for standard input or output.
pub(crate) fn is_standard_stream(file: &Path) -> bool {
    file == Path::new("-")
}

/// Opens a file, or standard input for `-`, and decompresses what it reads.
pub(crate) fn open(file: &Path) -> io::Result<Box<dyn BufRead + Send>> {
    if is_standard_stream(file) {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let plain = File::open(file)?;
    let decoder: Box<dyn Read + Send> = match Compression::of(file) {
        Compression::None => Box::new(plain),
        Compression::Gzip => Box::new(MultiGzDecoder::new(BufReader::new(plain))),
        Compression::Zstd => Box::new(zstd::Decoder::new(plain)?),
    };
    Ok(Box::new(BufReader::new(decoder)))
}
