//! The program `store`: what operators and database administrators need around the state store.
//!
//! It ends with 0 when all is well, with 1 when there are findings (what `check` found, an item that is not there), and with 2
//! when the command or the connection is wrong.

mod answer;
mod args;
mod commands;
mod connect;
mod fault;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser;

use answer::Answer;
use args::Args;
use fault::Fault;

/// There is something to look at.
const FINDINGS: u8 = 1;

/// The command or the connection is wrong.
const WRONG: u8 = 2;

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    let json = args.json;
    let written = match commands::run(args).await {
        Ok(answer) => write(&answer, json),
        Err(fault) => Err(fault),
    };
    match written {
        Ok(code) => code,
        // Whoever read the output has seen enough, as in `store items list | head`.
        Err(Fault::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(fault) => {
            // Nothing can be done when standard error is gone.
            let _ = writeln!(std::io::stderr().lock(), "error: {fault}");
            ExitCode::from(WRONG)
        }
    }
}

fn write(answer: &Answer, json: bool) -> Result<ExitCode, Fault> {
    let mut out = std::io::stdout().lock();
    let text = if json { answer.json.to_string() } else { answer.text.clone() };
    writeln!(out, "{text}").and_then(|()| out.flush()).map_err(Fault::Output)?;
    Ok(if answer.findings { ExitCode::from(FINDINGS) } else { ExitCode::SUCCESS })
}
