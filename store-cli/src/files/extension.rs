//! File extensions, compared without regard to case.

use std::path::Path;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compression {
    None,
    Gzip,
    Zstd,
}

impl Compression {
    /// Returns the compression of a file, by its extension.
    pub(super) fn of(file: &Path) -> Self {
        match extension(file).as_deref() {
            Some("gz") => Self::Gzip,
            Some("zst") => Self::Zstd,
            _ => Self::None,
        }
    }
}

/// Returns the extension of the content of a file that may be compressed: `jsonl` for `seeds.JSONL.GZ`.
pub(crate) fn content_extension(file: &Path) -> Option<String> {
    match (Compression::of(file), file.file_stem()) {
        (Compression::None, _) => extension(file),
        (_, Some(stem)) => extension(Path::new(stem)),
        (_, None) => None,
    }
}

fn extension(file: &Path) -> Option<String> {
    Some(file.extension()?.to_str()?.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_case_of_an_extension_is_ignored() {
        for (name, compression, content) in [
            ("a.jsonl", Compression::None, Some("jsonl")),
            ("a.JSONL.GZ", Compression::Gzip, Some("jsonl")),
            ("a.b.Yaml", Compression::None, Some("yaml")),
            ("A.YML.Zst", Compression::Zstd, Some("yml")),
            ("a.gz", Compression::Gzip, None),
            ("gz", Compression::None, None),
            (".gz", Compression::None, None),
        ] {
            let file = Path::new(name);
            assert_eq!(
                (Compression::of(file), content_extension(file).as_deref()),
                (compression, content),
                "{name}"
            );
        }
    }
}
