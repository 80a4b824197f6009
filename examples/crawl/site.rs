//! The directory as a site.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use store::state::{Identity, Source};
use store::utf16_len;
use url::Url;
use walkdir::WalkDir;

use crate::digest::hex;
use crate::fault::Fault;
use crate::url_space::UrlSpace;

/// The page that a directory stands for.
const INDEX: &str = "index.html";

/// The kind of system that a directory is.
const SYSTEM: &str = "directory";

/// The longest name of a source that a work item takes.
const LONGEST_SOURCE: usize = 100;

/// A directory tree of HTML pages as a site.
///
/// A page is known by its path from the directory: the names as the file system has them, `/` between them.
#[derive(Debug)]
pub(crate) struct Site {
    root: PathBuf,
    urls: UrlSpace,
    source: String,
}

/// The bytes of a page.
#[derive(Debug)]
pub(crate) struct Content {
    /// What is in the file.
    pub(crate) bytes: Vec<u8>,
    /// The page's address, without the symbolic links on the way: a link to a directory above would make a site
    /// without end.
    pub(crate) address: Option<Url>,
}

impl Site {
    /// The site in this directory.
    pub(crate) fn open(directory: &Path) -> Result<Self, Fault> {
        let refuse = |why: &str| {
            Fault::Usage(format!("{}: {why}: name a directory of HTML pages", directory.display()))
        };
        let root = fs::canonicalize(directory).map_err(|error| refuse(&reason(&error)))?;
        if !root.is_dir() {
            return Err(refuse("this is a file"));
        }
        Ok(Self { urls: UrlSpace::new(&root), source: source_name(&root), root })
    }

    /// The directory, an absolute path without symbolic links.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where to begin: at the index page. Without one, as in `target/doc`, at all pages that are at the top and
    /// the index pages of the directories there.
    pub(crate) fn seeds(&self) -> Result<BTreeSet<String>, Fault> {
        let index = self.root.join(INDEX);
        if index.exists() {
            fs::File::open(&index).map_err(|error| {
                let why = reason(&error);
                Fault::Usage(format!("{}: {why}: the crawl begins there, make it readable", index.display()))
            })?;
            return Ok(BTreeSet::from([INDEX.to_owned()]));
        }
        let root = self.root.display();
        let refuse = |why: &str| Fault::Usage(format!("{root}: {why}"));
        let entries = fs::read_dir(&self.root).map_err(|error| refuse(&reason(&error)))?;
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let seeds: BTreeSet<String> = names
            .map(|name| if self.is_folder(&name) { format!("{name}/{INDEX}") } else { name })
            .filter(|page| is_html(page) && self.root.join(page).is_file())
            .collect();
        if seeds.is_empty() {
            let why = "no index.html, nor any other HTML page at the top or in the directories there: name a \
                       directory of HTML pages, as `cargo doc` makes them in target/doc";
            return Err(refuse(why));
        }
        Ok(seeds)
    }

    /// All pages of the directory, those in directories behind symbolic links excepted.
    pub(crate) fn pages(&self) -> Result<BTreeSet<String>, Fault> {
        let mut pages = BTreeSet::new();
        for entry in WalkDir::new(&self.root).sort_by_file_name() {
            let entry = entry.map_err(|error| Fault::Usage(format!("{error}: make it readable")))?;
            let names =
                entry.path().strip_prefix(&self.root).ok().map(|path| path.iter().map(|name| name.to_str()));
            // As everywhere here, what is no text is no page.
            let Some(page) = names.and_then(|names| names.collect::<Option<Vec<_>>>()) else { continue };
            let page = page.join("/");
            if is_html(&page) && !entry.file_type().is_dir() {
                pages.insert(page);
            }
        }
        Ok(pages)
    }

    /// What the queue knows a page by.
    pub(crate) fn identity<'a>(&'a self, page: &'a str) -> Identity<'a> {
        Identity::new(SYSTEM, &self.source, "page", page)
    }

    /// What the queue knows the site by.
    pub(crate) fn source(&self) -> Source {
        Source::new(SYSTEM, &self.source)
    }

    /// The address that a page is fetched from.
    pub(crate) fn file_url(&self, page: &str) -> Option<Url> {
        Url::from_file_path(self.root.join(page)).ok()
    }

    /// Reads a page, or tells why that is not possible.
    pub(crate) fn read(&self, page: &str) -> Result<Content, String> {
        let path = fs::canonicalize(self.root.join(page)).map_err(|error| reason(&error))?;
        let Ok(inside) = path.strip_prefix(&self.root) else {
            return Err("a symbolic link leads out of the directory".to_owned());
        };
        // To open a pipe would wait for someone to write into it.
        if !fs::metadata(&path).map_err(|error| reason(&error))?.is_file() {
            return Err("this is not a file".to_owned());
        }
        let bytes = fs::read(&path).map_err(|error| reason(&error))?;
        let names: Option<Vec<&str>> = inside.iter().map(|name| name.to_str()).collect();
        let address = match names {
            Some(names) => self.urls.address(&names.join("/")),
            None => self.urls.address(page),
        };
        Ok(Content { bytes, address })
    }

    /// What a reference means at an address.
    pub(crate) fn join(&self, base: &Url, reference: &str) -> Option<Url> {
        self.urls.join(base, reference)
    }

    /// The page at an address; `None` for one that is no page of the site.
    pub(crate) fn page_at(&self, address: &Url) -> Option<String> {
        let place = self.urls.place(address)?;
        if place.path.is_empty() {
            Some(INDEX.to_owned())
        } else if place.folder {
            Some(format!("{}/{INDEX}", place.path))
        } else if is_html(&place.path) {
            Some(place.path)
        } else {
            // As web servers do with a directory's name without a slash behind.
            self.is_folder(&place.path).then(|| format!("{}/{INDEX}", place.path))
        }
    }

    fn is_folder(&self, path: &str) -> bool {
        self.root.join(path).is_dir()
    }
}

/// Whether a file with this path holds HTML, as far as its name tells.
fn is_html(path: &str) -> bool {
    let extension = Path::new(path).extension().unwrap_or_default();
    ["html", "htm", "xhtml"].iter().any(|html| extension.eq_ignore_ascii_case(html))
}

/// The directory's path; of one that is too long or no text, the end and a hash of the whole.
fn source_name(root: &Path) -> String {
    match root.to_str() {
        Some(path) if utf16_len(path) <= LONGEST_SOURCE => path.to_owned(),
        _ => {
            let name: String =
                root.file_name().unwrap_or_default().to_string_lossy().chars().take(20).collect();
            format!("{name}#{}", hex(&Sha256::digest(root.as_os_str().as_encoded_bytes())[..16]))
        }
    }
}

/// The same words for the same fault on every system, where it is a common one.
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file or directory".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}
