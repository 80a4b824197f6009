//! Where links lead.

use std::path::{Component, Path};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use url::Url;

/// The host that the site is given: links to any other lead elsewhere. Nobody can register it.
const HOST: &str = "site.invalid";

/// What stands for itself in an address. Nothing else must, since the parser drops tabs and reads `\` as `/`.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Resolves references between pages the way a browser does.
///
/// The site's address is the directory's own path. So `../` out of the directory is told from a path within,
/// and so is `../docs/` out of the directory `docs` and back in.
#[derive(Debug)]
pub(crate) struct UrlSpace {
    /// The directory's path, a name each.
    root: Vec<Vec<u8>>,
}

/// A place within the site.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The names on the way to it, with `/` between them; empty for the site itself.
    pub(crate) path: String,
    /// Whether the reference ends as those to directories do.
    pub(crate) folder: bool,
}

impl UrlSpace {
    /// The addresses of the site in this directory, whose path is absolute.
    pub(crate) fn new(root: &Path) -> Self {
        let names = root.components().filter_map(|component| match component {
            Component::Normal(name) => Some(name.as_encoded_bytes().to_vec()),
            _ => None,
        });
        Self { root: names.collect() }
    }

    /// The address of a page, which the references in it are relative to.
    pub(crate) fn address(&self, page: &str) -> Option<Url> {
        let mut text = format!("http://{HOST}");
        for name in &self.root {
            text.push('/');
            text.extend(percent_encoding::percent_encode(name, PLAIN));
        }
        for name in page.split('/') {
            text.push('/');
            text.extend(utf8_percent_encode(name, PLAIN));
        }
        Url::parse(&text).ok()
    }

    /// What a reference means at an address. One that begins with a slash begins at the site's root.
    pub(crate) fn join(&self, base: &Url, reference: &str) -> Option<Url> {
        let slash = |ch: char| matches!(ch, '/' | '\\');
        let reference: String = reference.chars().filter(|ch| !matches!(ch, '\t' | '\n' | '\r')).collect();
        let reference = reference.trim_matches(|ch| ch <= ' ');
        match reference.strip_prefix(slash) {
            // With two slashes it names a host.
            Some(path) if !path.starts_with(slash) && base.host_str() == Some(HOST) => {
                // Names of a query or fragment alone would be taken for those of the site's root.
                self.address("")?.join(&format!("./{path}")).ok()
            }
            _ => base.join(reference).ok(),
        }
    }

    /// Where within the site an address is; `None` for one outside or of no file's name.
    pub(crate) fn place(&self, address: &Url) -> Option<Place> {
        if address.scheme() != "http" || address.host_str() != Some(HOST) || address.port().is_some() {
            return None;
        }
        let path = address.path();
        // File systems take several slashes for one.
        let mut names = path.split('/').filter(|name| !name.is_empty());
        for name in &self.root {
            if !percent_decode_str(names.next()?).eq(name.iter().copied()) {
                return None;
            }
        }
        let names = names.map(file_name).collect::<Option<Vec<_>>>()?;
        Some(Place { folder: names.is_empty() || path.ends_with('/'), path: names.join("/") })
    }
}

/// The file's name that a part of an address stands for: `%2F` in it must not become a way to elsewhere.
fn file_name(encoded: &str) -> Option<String> {
    let name = percent_decode_str(encoded).decode_utf8().ok()?;
    let mut components = Path::new(&*name).components();
    let alone = matches!(components.next(), Some(Component::Normal(only)) if only == &*name);
    (alone && components.next().is_none() && !name.contains('\0')).then(|| name.into_owned())
}
