//! A directory as a web site.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use store::state::{Identity, Source};
use store::utf16_len;
use url::Url;
use walkdir::WalkDir;

use crate::crawl_error::CrawlError;
use crate::page_digest::hex;
use crate::url_space::UrlSpace;

/// The page of a directory.
const INDEX: &str = "index.html";

/// The kind of the source system.
const SYSTEM: &str = "directory";

/// The maximum length of the name of a source.
const MAX_SOURCE_LEN: usize = 100;

/// A directory tree of HTML pages as a web site.
///
/// The id of a page is its path relative to the directory: the names of the file system, separated by `/`.
#[derive(Debug)]
pub(crate) struct Site {
    root: PathBuf,
    urls: UrlSpace,
    source: String,
}

/// The content of a page.
#[derive(Debug)]
pub(crate) struct PageContent {
    /// The bytes of the file.
    pub(crate) bytes: Vec<u8>,
    /// The URL of the page, with symbolic links resolved: a link to a parent directory would make an infinite site.
    pub(crate) url: Option<Url>,
}

impl Site {
    /// Opens the site of a directory.
    pub(crate) fn open(directory: &Path) -> Result<Self, CrawlError> {
        let refuse = |why: &str| {
            CrawlError::Usage(format!("{}: {why}: choose a directory of HTML pages", directory.display()))
        };
        let root = fs::canonicalize(directory).map_err(|error| refuse(&reason(&error)))?;
        if !root.is_dir() {
            return Err(refuse("not a directory"));
        }
        Ok(Self { urls: UrlSpace::new(&root), source: source_name(&root), root })
    }

    /// Returns the directory, as an absolute path without symbolic links.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the pages to start from: the index page. Without one, as in `target/doc`, all pages at the top level and the
    /// index pages of the directories there.
    pub(crate) fn seeds(&self) -> Result<BTreeSet<String>, CrawlError> {
        let index = self.root.join(INDEX);
        if index.exists() {
            fs::File::open(&index).map_err(|error| {
                let why = reason(&error);
                CrawlError::Usage(format!(
                    "{}: {why}: the crawl starts there; make the file readable",
                    index.display()
                ))
            })?;
            return Ok(BTreeSet::from([INDEX.to_owned()]));
        }
        let root = self.root.display();
        let refuse = |why: &str| CrawlError::Usage(format!("{root}: {why}"));
        let entries = fs::read_dir(&self.root).map_err(|error| refuse(&reason(&error)))?;
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let seeds: BTreeSet<String> = names
            .map(|name| if self.is_folder(&name) { format!("{name}/{INDEX}") } else { name })
            .filter(|page| is_html(page) && self.root.join(page).is_file())
            .collect();
        if seeds.is_empty() {
            let why = "no index.html, and no other HTML page at the top level or in the directories there: choose a \
                       directory of HTML pages, such as target/doc after `cargo doc`";
            return Err(refuse(why));
        }
        Ok(seeds)
    }

    /// Returns all pages of the directory, except those in directories that symbolic links lead to.
    pub(crate) fn pages(&self) -> Result<BTreeSet<String>, CrawlError> {
        let mut pages = BTreeSet::new();
        for entry in WalkDir::new(&self.root).sort_by_file_name() {
            let entry =
                entry.map_err(|error| CrawlError::Usage(format!("{error}: make the file readable")))?;
            let names =
                entry.path().strip_prefix(&self.root).ok().map(|path| path.iter().map(|name| name.to_str()));
            // A path that is not UTF-8 is not a page.
            let Some(page) = names.and_then(|names| names.collect::<Option<Vec<_>>>()) else { continue };
            let page = page.join("/");
            if is_html(&page) && !entry.file_type().is_dir() {
                pages.insert(page);
            }
        }
        Ok(pages)
    }

    /// Returns the identity of a page.
    pub(crate) fn identity<'a>(&'a self, page: &'a str) -> Identity<'a> {
        Identity::new(SYSTEM, &self.source, "page", page)
    }

    /// Returns the source of the site.
    pub(crate) fn source(&self) -> Source {
        Source::new(SYSTEM, &self.source)
    }

    /// Returns the `file` URL of a page.
    pub(crate) fn file_url(&self, page: &str) -> Option<Url> {
        Url::from_file_path(self.root.join(page)).ok()
    }

    /// Reads a page, or returns the reason why it cannot be read.
    pub(crate) fn read(&self, page: &str) -> Result<PageContent, String> {
        let path = fs::canonicalize(self.root.join(page)).map_err(|error| reason(&error))?;
        let Ok(inside) = path.strip_prefix(&self.root) else {
            return Err("a symbolic link leads out of the directory".to_owned());
        };
        // Opening a named pipe would wait for a writer.
        if !fs::metadata(&path).map_err(|error| reason(&error))?.is_file() {
            return Err("not a regular file".to_owned());
        }
        let bytes = fs::read(&path).map_err(|error| reason(&error))?;
        let names: Option<Vec<&str>> = inside.iter().map(|name| name.to_str()).collect();
        let url = match names {
            Some(names) => self.urls.page_url(&names.join("/")),
            None => self.urls.page_url(page),
        };
        Ok(PageContent { bytes, url })
    }

    /// Resolves a reference at a URL.
    pub(crate) fn join(&self, base: &Url, reference: &str) -> Option<Url> {
        self.urls.join(base, reference)
    }

    /// Returns the page at a URL, or `None` if the URL is no page of the site.
    pub(crate) fn page_at(&self, url: &Url) -> Option<String> {
        let target = self.urls.resolve(url)?;
        if target.path.is_empty() {
            Some(INDEX.to_owned())
        } else if target.is_folder {
            Some(format!("{}/{INDEX}", target.path))
        } else if is_html(&target.path) {
            Some(target.path)
        } else {
            // A web server treats the name of a directory without a trailing slash like this.
            self.is_folder(&target.path).then(|| format!("{}/{INDEX}", target.path))
        }
    }

    fn is_folder(&self, path: &str) -> bool {
        self.root.join(path).is_dir()
    }
}

/// Returns whether the extension of a path is one of HTML.
fn is_html(path: &str) -> bool {
    let extension = Path::new(path).extension().unwrap_or_default();
    ["html", "htm", "xhtml"].iter().any(|html| extension.eq_ignore_ascii_case(html))
}

/// Returns the path of the directory; for a path that is too long or not UTF-8, its last name and a hash of the path.
fn source_name(root: &Path) -> String {
    match root.to_str() {
        Some(path) if utf16_len(path) <= MAX_SOURCE_LEN => path.to_owned(),
        _ => {
            let name: String =
                root.file_name().unwrap_or_default().to_string_lossy().chars().take(20).collect();
            format!("{name}#{}", hex(&Sha256::digest(root.as_os_str().as_encoded_bytes())[..16]))
        }
    }
}

/// Returns the reason of an error. Common errors have the same message on every system.
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file or directory".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}
