//! Crawls a directory tree of HTML pages as if it were a site.
//!
//! ```text
//! cargo run --release --example crawl -- [DIR] [--db FILE] [--workers N] [--max-pages N] [--every-page]
//!     [--recrawl] [--json]
//! ```
//!
//! The queue is store's table of work items in a SQLite file: a worker claims pages, and one transaction
//! completes them, keeps their hashes and enqueues the links that are new. So the program can be killed at any
//! moment and started again. There is no SQL in it; all statements come from the derives of
//! [`WorkItem`](store::state::WorkItem) and [`Page`](page::Page).

mod args;
mod budget;
mod crawl;
mod digest;
mod documentation;
mod fault;
mod html;
mod output;
mod page;
mod progress;
mod queue;
mod report;
mod site;
mod stop;
mod tally;
mod tracker;
mod url_space;
mod visit;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use clap::Parser;

use args::Args;
use crawl::Crawl;
use fault::Fault;
use output::{explain, say};
use progress::Progress;
use queue::Queue;
use report::Report;
use site::Site;
use stop::Stop;

/// The exit code of programs that Ctrl-C ends.
const INTERRUPTED: u8 = 130;

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
    let directory = args.directory()?;
    let site = Arc::new(Site::open(&directory)?);
    let mut seeds = site.seeds()?;
    if args.every_page {
        seeds.extend(site.pages()?);
    }
    let file = args.database(&site)?;
    let (workers, limit) = (args.workers(), args.limit());
    say(&format!("Crawling {} with {workers} workers into {}", site.root().display(), file.display()))?;
    if let Some(limit) = limit {
        say(&format!("Stops after {limit} pages; --max-pages 0 takes them all."))?;
    }

    let queue = Queue::open(&file).await?;
    let waiting = queue.prepare(&site, &seeds, args.recrawl).await?;
    if waiting == 0 {
        say("Nothing to do: every page known was visited before; --recrawl visits them again.")?;
    }
    let stop = Stop::on_interrupt();
    let progress = Progress::start(limit.map_or(waiting, |limit| limit.min(waiting)), limit);
    let started = Instant::now();
    let crawled = Crawl::new(site, queue.clone(), limit, stop.clone(), progress.clone()).run(workers).await;
    let elapsed = started.elapsed();
    progress.finish();
    let tally = crawled?;

    let digest = digest::of_completed(&queue).await?;
    let waiting = queue.waiting().await?;
    queue.close().await?;
    let report = Report { tally, elapsed, digest, waiting };
    say(&report.table())?;
    if args.json {
        say(&report.json())?;
    }
    Ok(if stop.is_asked() { ExitCode::from(INTERRUPTED) } else { ExitCode::SUCCESS })
}
