//! The program `store`: what operators and database administrators need around the state store.
//!
//! It ends with 0 when all is well, with 1 when there are findings (what `check` found, an item that is not there), and with 2
//! when the command or the connection is wrong.

mod answer;
mod args;
mod bar;
mod commands;
mod connect;
mod escape;
mod fault;
mod seeds;
mod warnings;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};

use args::Args;
use fault::Fault;
use warnings::Named;

/// There is something to look at.
const FINDINGS: u8 = 1;

/// The command or the connection is wrong.
const WRONG: u8 = 2;

#[tokio::main]
async fn main() -> ExitCode {
    let matches = Args::command().get_matches();
    let args = match Args::from_arg_matches(&matches) {
        Ok(args) => args,
        Err(error) => error.format(&mut Args::command()).exit(),
    };
    let json = args.json;
    if !args.quiet {
        warnings::show(Named::by(&args.place, &matches));
    }
    let answered = match commands::run(args).await {
        Ok(answer) => match answer.print(json) {
            // Whoever read the output has seen enough, as in `store check | head`; what was found stays found.
            Err(Fault::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
                Ok(answer.findings)
            }
            printed => printed.map(|()| answer.findings),
        },
        Err(fault) => Err(fault),
    };
    match answered {
        Ok(false) => ExitCode::SUCCESS,
        Ok(true) => ExitCode::from(FINDINGS),
        // The same of what goes on writing, as in `store stats --watch | head`.
        Err(Fault::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(fault) => {
            // Nothing can be done when standard error is gone.
            let _ = writeln!(std::io::stderr().lock(), "error: {}", escape::line(&fault.to_string()));
            ExitCode::from(WRONG)
        }
    }
}
