//! What the user asks for.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use clap::{Parser, ValueEnum};
use sha2::{Digest, Sha256};

use crate::digest::hex;
use crate::documentation;
use crate::fault::Fault;
use crate::site::Site;

/// After how many pages a crawl ends that names neither a directory nor a limit: a first look takes seconds.
const FIRST_LOOK: u64 = 5_000;

/// Where the state is kept.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Backend {
    /// In a SQLite file.
    Sqlite,
    /// In the SQL Server database that the variables `SQLSERVER_HOST` and so on name.
    Sqlserver,
}

/// Crawls a directory tree of HTML pages as if it were a site.
///
/// The state is kept in a database: stopped or killed, the crawl goes on where it was when it is started
/// again, and a crawl that is complete finds nothing to do.
#[derive(Debug, Parser)]
#[command(name = "crawl", version)]
pub(crate) struct Args {
    /// The directory of the site. Without it, the documentation of the Rust toolchain, or else target/doc, of
    /// which 5,000 pages are taken unless --max-pages says otherwise.
    #[arg(value_name = "DIR")]
    directory: Option<PathBuf>,

    /// Where the state is kept.
    #[arg(long, value_enum, default_value_t = Backend::Sqlite)]
    pub(crate) backend: Backend,

    /// The SQLite file that keeps the state; by default one for each DIR, beside this program.
    #[arg(long, value_name = "FILE")]
    db: Option<PathBuf>,

    /// The name of this crawler, to be told from others that work on the same database at the same time.
    #[arg(long, value_name = "NAME", default_value = "crawl")]
    name: String,

    /// How many workers crawl at the same time; by default as many as there are processors.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    workers: Option<u16>,

    /// How many pages to visit in this run; 0 for all.
    #[arg(long, value_name = "N")]
    max_pages: Option<u64>,

    /// Begin at every page of the directory, so that those are visited too that no link leads to.
    #[arg(long)]
    pub(crate) every_page: bool,

    /// Visit the completed pages again.
    #[arg(long)]
    pub(crate) recrawl: bool,

    /// Print the figures as a JSON object too, on the last line.
    #[arg(long)]
    pub(crate) json: bool,
}

impl Args {
    /// The directory to crawl.
    pub(crate) fn directory(&self) -> Result<PathBuf, Fault> {
        match &self.directory {
            Some(directory) => Ok(directory.clone()),
            None => documentation::find(),
        }
    }

    /// How many pages this run may visit; `None` for all.
    pub(crate) fn limit(&self) -> Option<u64> {
        let default = if self.directory.is_some() { 0 } else { FIRST_LOOK };
        Some(self.max_pages.unwrap_or(default)).filter(|limit| *limit > 0)
    }

    /// The name of this crawler.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// How many workers there are to be.
    pub(crate) fn workers(&self) -> usize {
        match self.workers {
            Some(workers) => workers.into(),
            None => thread::available_parallelism().map_or(2, NonZeroUsize::get),
        }
    }

    /// The file of the state. The default has the directory's name and a hash of its path, so that every
    /// directory has its own and finds it again.
    pub(crate) fn database(&self, site: &Site) -> Result<PathBuf, Fault> {
        if let Some(file) = &self.db {
            return Ok(file.clone());
        }
        let program = std::env::current_exe()
            .map_err(|error| Fault::Usage(format!("this program has no place ({error}): give --db FILE")))?;
        let name = site.root().file_name().unwrap_or_default().to_string_lossy();
        let hash = hex(&Sha256::digest(site.root().as_os_str().as_encoded_bytes())[..6]);
        Ok(program.parent().unwrap_or(Path::new("")).join(format!("crawl-{name}-{hash}.db")))
    }
}
