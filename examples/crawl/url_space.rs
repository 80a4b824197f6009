//! Resolving links.

use std::path::{Component, Path};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use url::Url;

/// The host of the site; links to other hosts leave the site. The top-level domain `.invalid` cannot be registered.
const HOST: &str = "site.invalid";

/// The characters that need no encoding in a URL. All others are encoded, since the parser drops tabs and reads `\` as `/`.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Resolves references between pages the way a browser does.
///
/// The path of the site's URL is the path of the directory. A reference such as `../` that leaves the directory is
/// therefore recognized, and so is `../docs/`, which leaves the directory `docs` and enters it again.
#[derive(Debug)]
pub(crate) struct UrlSpace {
    /// The names of the directory's path.
    root: Vec<Vec<u8>>,
}

/// A path within the site.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SitePath {
    /// The path relative to the directory; empty for the directory itself.
    pub(crate) path: String,
    /// Whether the URL ends like that of a directory.
    pub(crate) is_folder: bool,
}

impl UrlSpace {
    /// Creates the URLs of the site in a directory, whose path is absolute.
    pub(crate) fn new(root: &Path) -> Self {
        let names = root.components().filter_map(|component| match component {
            Component::Normal(name) => Some(name.as_encoded_bytes().to_vec()),
            _ => None,
        });
        Self { root: names.collect() }
    }

    /// Returns the URL of a page.
    pub(crate) fn page_url(&self, page: &str) -> Option<Url> {
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

    /// Resolves a reference at a URL. A leading slash is the root of the site.
    pub(crate) fn join(&self, base: &Url, reference: &str) -> Option<Url> {
        let slash = |ch: char| matches!(ch, '/' | '\\');
        let reference: String = reference.chars().filter(|ch| !matches!(ch, '\t' | '\n' | '\r')).collect();
        let reference = reference.trim_matches(|ch| ch <= ' ');
        match reference.strip_prefix(slash) {
            // Two slashes are followed by a host.
            Some(path) if !path.starts_with(slash) && base.host_str() == Some(HOST) => {
                // The prefix keeps a path that starts with `?` or `#` from being read as a query or fragment.
                self.page_url("")?.join(&format!("./{path}")).ok()
            }
            _ => base.join(reference).ok(),
        }
    }

    /// Returns the path of a URL within the site, or `None` for a URL outside of it or without a file name.
    pub(crate) fn resolve(&self, url: &Url) -> Option<SitePath> {
        if url.scheme() != "http" || url.host_str() != Some(HOST) || url.port().is_some() {
            return None;
        }
        let path = url.path();
        // File systems treat several slashes as one.
        let mut names = path.split('/').filter(|name| !name.is_empty());
        for name in &self.root {
            if !percent_decode_str(names.next()?).eq(name.iter().copied()) {
                return None;
            }
        }
        let names = names.map(file_name).collect::<Option<Vec<_>>>()?;
        Some(SitePath { is_folder: names.is_empty() || path.ends_with('/'), path: names.join("/") })
    }
}

/// Returns the file name of a part of a URL. An encoded `/` (`%2F`) must not change the path.
fn file_name(encoded: &str) -> Option<String> {
    let name = percent_decode_str(encoded).decode_utf8().ok()?;
    let mut components = Path::new(&*name).components();
    let alone = matches!(components.next(), Some(Component::Normal(only)) if only == &*name);
    (alone && components.next().is_none() && !name.contains('\0')).then(|| name.into_owned())
}
