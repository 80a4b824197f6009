//! What the ending of a file name says of the content; capitals say the same as small letters.

use std::path::Path;

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compression {
    None,
    Gzip,
    Zstd,
}

impl Compression {
    pub(crate) fn of(file: &Path) -> Self {
        match last(file).as_deref() {
            Some("gz") => Self::Gzip,
            Some("zst") => Self::Zstd,
            _ => Self::None,
        }
    }
}

/// The ending of what is in a file, which may be compressed: `jsonl` of `seeds.JSONL.GZ`.
pub(crate) fn of_content(file: &Path) -> Option<String> {
    match (Compression::of(file), file.file_stem()) {
        (Compression::None, _) => last(file),
        (_, Some(stem)) => last(Path::new(stem)),
        (_, None) => None,
    }
}

fn last(file: &Path) -> Option<String> {
    Some(file.extension()?.to_str()?.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_say_the_same() {
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
                (Compression::of(file), of_content(file).as_deref()),
                (compression, content),
                "{name}"
            );
        }
    }
}
