//! The benchmark of store: every library in a process of its own, in interleaved rounds.
//!
//! `docs/performance.md` says what is measured and how to run it.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a benchmark prints its results and fails at the first error"
)]

mod args;
mod error;
mod jobs;
mod libraries;
mod machine;
mod peers;
mod results;
mod samples;
mod suites;
mod table;
mod work;
mod worker;

use std::fs;
use std::process::ExitCode;

use clap::{Parser as _, ValueEnum as _};

use args::{Args, Internal, Suite};
use error::Result;
use machine::Machine;
use results::Results;

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
    let sizes = args.sizes.resolved();
    let suites = if args.suites.is_empty() { Suite::value_variants() } else { &args.suites };
    let mut results = Results { machine: Machine::detect(), suites: Vec::new() };
    for suite in suites {
        results.suites.push(suites::run(*suite, sizes)?);
    }
    println!("{}", results.machine.line());
    for suite in &results.suites {
        println!("\n## {}\n", suite.name);
        suite.settings.iter().chain(&suite.notes).for_each(|line| println!("- {line}"));
        table::tables(suite).iter().for_each(|table| println!("\n{table}"));
    }
    if let Some(file) = args.json {
        fs::write(file, serde_json::to_string_pretty(&results)?)?;
    }
    Ok(())
}
