//! Crawls a directory tree of HTML pages as if it were a site.
//!
//! ```text
//! cargo run --release --example crawl -- [DIR] [--backend sqlite|sqlserver] [--db FILE] [--workers N]
//!     [--max-pages N] [--every-page] [--recrawl] [--json]
//! ```
//!
//! The state store keeps the queue, the runs and the versions of pages, and its runner has the workers. One transaction
//! completes a batch of pages, stores their versions and enqueues new links, so that the program can be killed at any
//! moment and started again. The program contains no SQL, and the two backends differ only in the code that opens the
//! database.

mod args;
mod crawl_error;
mod documentation;
mod figures;
mod html;
mod output;
mod page_digest;
mod progress;
mod report;
mod runs;
mod site;
mod url_space;
mod visit;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Parser;
use store::Database;
use store::factory::{self, StateConfig, create_state_store};
use store::runner::{Runner, Shutdown};
use store::state::{StateOptions, StateStore};
use store_sqlite::{Sqlite, SqliteOptions, Synchronous};

use args::{Args, Backend};
use crawl_error::CrawlError;
use figures::Figures;
use output::{eprint_line, print_line};
use progress::PageProgress;
use report::CrawlReport;
use runs::CrawlRun;
use site::Site;
use visit::PageHandler;

/// The exit code after Ctrl-C: 128 + `SIGINT`.
const INTERRUPTED: u8 = 130;

/// The number of pages that a worker claims at once: large enough that the two transactions of a batch cost little
/// compared to its pages, and small enough that the workers share a small site.
const BATCH: u32 = 16;

#[tokio::main]
async fn main() -> ExitCode {
    match run(Args::parse()).await {
        Ok(code) => code,
        // The reader of the output has closed it, as in `crawl | head`.
        Err(CrawlError::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprint_line(&format!("error: {error}"));
            ExitCode::from(error.exit_code())
        }
    }
}

async fn run(args: Args) -> Result<ExitCode, CrawlError> {
    let site = Site::open(&args.directory()?)?;
    match args.backend {
        Backend::Sqlite => {
            let file = args.database(&site)?;
            // A power failure can lose the last pages, which are then crawled again: no need to wait for the disk.
            let options = SqliteOptions::new(&file)
                .synchronous(Synchronous::Normal)
                .busy_timeout(Duration::from_secs(30));
            let fix = format!("cannot use {}: choose another file with --db FILE", file.display());
            let with_fix = |error| CrawlError::Database { error, fix: Some(fix.clone()) };
            let database = Sqlite::open(options).await.map_err(&with_fix)?;
            let store = StateStore::open(database, StateOptions::default()).await.map_err(&with_fix)?;
            crawl(args, site, store, &file.display().to_string()).await
        }
        Backend::Sqlserver => {
            let fix = "set SQLSERVER_HOST, SQLSERVER_DATABASE, SQLSERVER_USERNAME and SQLSERVER_PASSWORD; see \
                       docs/backends/sql-server.md";
            let with_fix = |error| CrawlError::Database { error, fix: Some(fix.to_owned()) };
            let config = StateConfig::new().backend(factory::Backend::SqlServer);
            let store = create_state_store(config).await.map_err(with_fix)?;
            crawl(args, site, store, "SQL Server").await
        }
    }
}

async fn crawl<D: Database>(
    args: Args,
    site: Site,
    store: StateStore<D>,
    database_name: &str,
) -> Result<ExitCode, CrawlError> {
    let site = Arc::new(site);
    let mut seeds = site.seeds()?;
    if args.every_page {
        seeds.extend(site.pages()?);
    }
    let (workers, limit) = (args.workers(), args.limit());
    print_line(&format!("Crawling {} with {workers} workers into {database_name}", site.root().display()))?;
    if let Some(limit) = limit {
        print_line(&format!("Stopping after {limit} pages; use --max-pages 0 to crawl all pages."))?;
    }
    let crawl = CrawlRun::begin(store.clone(), &site, &seeds, args.recrawl).await?;
    print_line(&crawl.describe())?;

    let shutdown = Shutdown::on_signals();
    let requested = shutdown.clone();
    tokio::spawn(async move {
        requested.requested().await;
        eprint_line("Stopping after the pages in progress; run the program again to continue.");
    });
    let waiting = crawl.waiting().await?;
    let progress = PageProgress::start(limit.map_or(waiting, |limit| limit.min(waiting)), limit);
    let figures = Arc::new(Figures::default());
    let mut runner = Runner::new(store.clone(), args.name())
        .workers(workers)
        .batch(BATCH)
        .source(site.source())
        .in_run(crawl.run().clone())
        .shutdown(shutdown)
        .on_event({
            let (progress, figures) = (progress.clone(), Arc::clone(&figures));
            move |event| {
                progress.count(event);
                figures.count(event);
            }
        });
    if let Some(limit) = limit {
        runner = runner.limit(limit);
    }
    let started = Instant::now();
    let counts = runner.run_until_empty(PageHandler::new(Arc::clone(&site), Arc::clone(&figures))).await;
    let elapsed = started.elapsed();
    progress.finish();
    let counts = counts?;

    let waiting = crawl.end().await?;
    let digest = page_digest::of_completed(&store, &site).await?;
    store.close().await?;
    let report = CrawlReport { counts, figures, elapsed, digest, waiting, run: crawl.run().clone() };
    print_line(&report.table())?;
    if args.json {
        print_line(&report.json())?;
    }
    Ok(if counts.interrupted { ExitCode::from(INTERRUPTED) } else { ExitCode::SUCCESS })
}
