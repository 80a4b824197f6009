//! The benchmark of store: every library in a process of its own, in interleaved rounds.
//!
//! `docs/performance.md` says what is measured and how to run it.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a benchmark prints its results and fails at the first error"
)]

mod allocations;
mod args;
mod compare;
mod compile;
mod error;
mod format;
mod goals;
mod jobs;
mod libraries;
mod machine;
mod page;
mod peers;
mod plot;
mod proxy;
mod results;
mod samples;
mod suites;
mod table;
mod work;
mod worker;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser as _;

use args::{Args, Internal};
use error::Result;
use machine::Machine;
use results::{Results, SuiteResults};

fn main() -> ExitCode {
    match run(Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: Args) -> Result<()> {
    if let Some(Internal::Worker { library, job }) = args.command {
        return work::work(&library, &job);
    }
    let sizes = args.resolved_sizes();
    let earlier = args.compare.as_deref().map(read).transpose()?;
    let mut results = Results { machine: Machine::detect(), suites: Vec::new() };
    println!("{}", results.machine.line());
    // Each suite is written when it ends, since the next one may take long or fail.
    let mut done = |suite: SuiteResults| {
        report(&suite);
        suite.check()?;
        if let Some(folder) = &args.plot {
            plot::plots(&suite, folder)?;
        }
        if let Some(page) = &args.page {
            page::write(&results.machine, &suite, page)?;
        }
        results.suites.push(suite);
        match &args.json {
            Some(file) => Ok(fs::write(file, serde_json::to_string_pretty(&results)?)?),
            None => Ok(()),
        }
    };
    args.suites.iter().try_for_each(|suite| suites::run(*suite, sizes, &mut done))?;
    if let Some(earlier) = earlier {
        compare(&earlier, &results);
    }
    Ok(())
}

/// Reads the figures of an earlier run.
fn read(file: &Path) -> Result<Results> {
    let invalid = |error| format!("cannot read the figures in {}: {error}", file.display());
    let json = fs::read(file).map_err(|error| invalid(error.to_string()))?;
    Ok(serde_json::from_slice(&json).map_err(|error| invalid(error.to_string()))?)
}

/// Prints the tables of a suite.
fn report(suite: &SuiteResults) {
    println!("\n## {}\n", suite.name);
    suite.settings.iter().chain(&suite.notes).for_each(|line| println!("- {line}"));
    table::tables(suite).iter().chain(&table::goals(suite)).for_each(|table| println!("\n{table}"));
}

/// Prints the figures next to those of an earlier run.
fn compare(earlier: &Results, results: &Results) {
    println!("\nbefore: {}", earlier.machine.line());
    for after in &results.suites {
        if let Some(before) = earlier.suites.iter().find(|suite| suite.name == after.name) {
            println!("\n## {}, before and after\n\n{}", after.name, table::comparison(before, after));
        }
    }
}
