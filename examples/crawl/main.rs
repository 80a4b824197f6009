//! Crawls a directory tree of HTML pages as if it were a site.
//!
//! ```text
//! cargo run --release --example crawl -- [DIR] [--backend sqlite|sqlserver] [--db FILE] [--workers N]
//!     [--max-pages N] [--every-page] [--recrawl] [--json]
//! ```
//!
//! The queue, the runs and the versions of pages are those of store's state store, and the workers those of its
//! runner: one transaction completes a batch of pages, keeps their versions and enqueues the links that are new. So
//! the program can be killed at any moment and started again. There is no SQL in it, and the two backends differ in the
//! line that opens them.

mod args;
mod digest;
mod documentation;
mod fault;
mod figures;
mod html;
mod output;
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
use fault::Fault;
use figures::Figures;
use output::{explain, say};
use progress::Progress;
use report::Report;
use runs::Crawl;
use site::Site;
use visit::Reader;

/// The exit code of programs that Ctrl-C ends.
const INTERRUPTED: u8 = 130;

/// How many pages a worker takes at once: enough that the two transactions a batch takes cost little beside its
/// pages, and few enough that the workers share a small site.
const BATCH: u32 = 16;

#[tokio::main]
async fn main() -> ExitCode {
    match run(Args::parse()).await {
        Ok(code) => code,
        // Whoever read the output has seen enough, as in `crawl | head`.
        Err(Fault::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(fault) => {
            explain(&format!("error: {fault}"));
            ExitCode::from(fault.exit_code())
        }
    }
}

async fn run(args: Args) -> Result<ExitCode, Fault> {
    let site = Site::open(&args.directory()?)?;
    match args.backend {
        Backend::Sqlite => {
            let file = args.database(&site)?;
            // A power cut may undo the last pages, which are then crawled again: no need to wait for the disk.
            let options = SqliteOptions::new(&file)
                .synchronous(Synchronous::Normal)
                .busy_timeout(Duration::from_secs(30));
            let fix = format!("{} cannot be used: choose another file with --db FILE", file.display());
            let refuse = |error| Fault::Database { error, fix: Some(fix.clone()) };
            let database = Sqlite::open(options).await.map_err(&refuse)?;
            let store = StateStore::open(database, StateOptions::default()).await.map_err(&refuse)?;
            crawl(args, site, store, &file.display().to_string()).await
        }
        Backend::Sqlserver => {
            let fix = "set SQLSERVER_HOST, SQLSERVER_DATABASE, SQLSERVER_USERNAME and SQLSERVER_PASSWORD; see \
                       docs/backends/sql-server.md";
            let refuse = |error| Fault::Database { error, fix: Some(fix.to_owned()) };
            let config = StateConfig::new().backend(factory::Backend::SqlServer);
            let store = create_state_store(config).await.map_err(refuse)?;
            crawl(args, site, store, "SQL Server").await
        }
    }
}

async fn crawl<D: Database>(
    args: Args,
    site: Site,
    store: StateStore<D>,
    place: &str,
) -> Result<ExitCode, Fault> {
    let site = Arc::new(site);
    let mut seeds = site.seeds()?;
    if args.every_page {
        seeds.extend(site.pages()?);
    }
    let (workers, limit) = (args.workers(), args.limit());
    say(&format!("Crawling {} with {workers} workers into {place}", site.root().display()))?;
    if let Some(limit) = limit {
        say(&format!("Stops after {limit} pages; --max-pages 0 takes them all."))?;
    }
    let crawl = Crawl::begin(store.clone(), &site, &seeds, args.recrawl).await?;
    say(&crawl.describe())?;

    let shutdown = Shutdown::on_signals();
    let asked = shutdown.clone();
    tokio::spawn(async move {
        asked.requested().await;
        explain("Stopping after the pages at hand; start it again to go on.");
    });
    let waiting = crawl.waiting().await?;
    let progress = Progress::start(limit.map_or(waiting, |limit| limit.min(waiting)), limit);
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
                progress.note(event);
                figures.note(event);
            }
        });
    if let Some(limit) = limit {
        runner = runner.limit(limit);
    }
    let started = Instant::now();
    let done = runner.run_until_empty(Reader::new(Arc::clone(&site), Arc::clone(&figures))).await;
    let elapsed = started.elapsed();
    progress.finish();
    let done = done?;

    let waiting = crawl.end().await?;
    let digest = digest::of_completed(&store, &site).await?;
    store.close().await?;
    let report = Report { done, figures, elapsed, digest, waiting, run: crawl.run().clone() };
    say(&report.table())?;
    if args.json {
        say(&report.json())?;
    }
    Ok(if done.interrupted { ExitCode::from(INTERRUPTED) } else { ExitCode::SUCCESS })
}
