//! The command line.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use clap::{Parser, ValueEnum};
use sha2::{Digest, Sha256};

use crate::crawl_error::CrawlError;
use crate::documentation;
use crate::page_digest::hex;
use crate::site::Site;

/// The default limit without a directory: a first crawl takes seconds.
const DEFAULT_LIMIT: u64 = 5_000;

/// The database of the state.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Backend {
    /// A SQLite file.
    Sqlite,
    /// A SQL Server database, configured by SQLSERVER_HOST and the other SQLSERVER variables.
    Sqlserver,
}

/// Crawl a directory tree of HTML pages as if it were a web site.
///
/// The state is kept in a database: a stopped or killed crawl continues when the program is run again, and a
/// complete crawl has nothing to do.
#[derive(Debug, Parser)]
#[command(name = "crawl", version)]
pub(crate) struct Args {
    /// Directory of the site (default: the documentation of the Rust toolchain, otherwise target/doc, limited to 5,000
    /// pages unless --max-pages is given).
    #[arg(value_name = "DIR")]
    directory: Option<PathBuf>,

    /// Database of the state.
    #[arg(long, value_enum, default_value_t = Backend::Sqlite)]
    pub(crate) backend: Backend,

    /// SQLite file of the state (default: a file for each DIR, next to this program).
    #[arg(long, value_name = "FILE")]
    db: Option<PathBuf>,

    /// Name of this crawler, unique among the crawlers on the same database.
    #[arg(long, value_name = "NAME", default_value = "crawl")]
    name: String,

    /// Number of concurrent workers (default: the number of processors).
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    workers: Option<u16>,

    /// Number of pages to visit in this run; 0 for all.
    #[arg(long, value_name = "N")]
    max_pages: Option<u64>,

    /// Start from every page of the directory, including pages without a link to them.
    #[arg(long)]
    pub(crate) every_page: bool,

    /// Visit completed pages again.
    #[arg(long)]
    pub(crate) recrawl: bool,

    /// Also print the figures as a JSON object, on the last line.
    #[arg(long)]
    pub(crate) json: bool,
}

impl Args {
    /// Returns the directory to crawl.
    pub(crate) fn directory(&self) -> Result<PathBuf, CrawlError> {
        match &self.directory {
            Some(directory) => Ok(directory.clone()),
            None => documentation::find(),
        }
    }

    /// Returns the number of pages that this run may visit; `None` for all.
    pub(crate) fn limit(&self) -> Option<u64> {
        let default = if self.directory.is_some() { 0 } else { DEFAULT_LIMIT };
        Some(self.max_pages.unwrap_or(default)).filter(|limit| *limit > 0)
    }

    /// Returns the name of this crawler.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Returns the number of workers.
    pub(crate) fn workers(&self) -> usize {
        match self.workers {
            Some(workers) => workers.into(),
            None => thread::available_parallelism().map_or(2, NonZeroUsize::get),
        }
    }

    /// Returns the file of the state. The default name contains the name of the directory and a hash of its path, so that
    /// every directory has its own file.
    pub(crate) fn database(&self, site: &Site) -> Result<PathBuf, CrawlError> {
        if let Some(file) = &self.db {
            return Ok(file.clone());
        }
        let program = std::env::current_exe().map_err(|error| {
            CrawlError::Usage(format!("cannot find the path of this program ({error}): use --db FILE"))
        })?;
        let name = site.root().file_name().unwrap_or_default().to_string_lossy();
        let hash = hex(&Sha256::digest(site.root().as_os_str().as_encoded_bytes())[..6]);
        Ok(program.parent().unwrap_or(Path::new("")).join(format!("crawl-{name}-{hash}.db")))
    }
}
