//! The program `store`: what operators and database administrators need around the state store.
//!
//! It ends with 0 when all is well, with 1 when there are findings (what `check` found, an item that is not there), and with 2
//! when the command or the connection is wrong.

mod answer;
mod args;
mod bar;
mod commands;
mod connect;
mod ending;
mod escape;
mod fault;
mod help;
#[cfg(test)]
mod reference;
mod seeds;
mod warnings;
mod yaml;

use std::io::Write as _;
use std::process::ExitCode;

use clap::FromArgMatches as _;

use args::Args;
use fault::Fault;
use warnings::Named;

/// There is something to look at.
const FINDINGS: u8 = 1;

/// The command or the connection is wrong.
const WRONG: u8 = 2;

#[tokio::main]
async fn main() -> ExitCode {
    let (args, named) = match read() {
        Ok(read) => read,
        Err(error) if error.use_stderr() && asks_for_json() => {
            return refused(&Fault::of_command_line(&error), true);
        }
        Err(error) => return shown(&error),
    };
    let json = args.json;
    if args.quiet {
        warnings::hide();
    } else {
        warnings::show(named);
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
        Err(fault) => refused(&fault, json),
    }
}

/// Prints the help or the version, or what is wrong with the command line.
fn shown(text: &clap::Error) -> ExitCode {
    let printed = text.print().and_then(|()| std::io::stdout().flush());
    match printed {
        // Nothing can be done when standard error is gone.
        _ if text.use_stderr() => ExitCode::from(WRONG),
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            refused(&Fault::Output(error), asks_for_json())
        }
        _ => ExitCode::SUCCESS,
    }
}

/// The command line, and what it names.
fn read() -> Result<(Args, Named), clap::Error> {
    let mut command = help::command();
    let matches = command.try_get_matches_from_mut(std::env::args_os())?;
    let args = Args::from_arg_matches(&matches).map_err(|error| error.format(&mut command))?;
    let named = Named::by(&args.place, &matches);
    Ok((args, named))
}

/// Whether a command line that cannot be read asks for JSON.
fn asks_for_json() -> bool {
    std::env::args_os().skip(1).take_while(|word| word != "--").any(|word| word == "--json")
}

/// Tells why a command cannot be done.
fn refused(fault: &Fault, json: bool) -> ExitCode {
    let text =
        if json { fault.json().to_string() } else { format!("error: {}", escape::line(&fault.to_string())) };
    // Nothing can be done when standard error is gone.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
    ExitCode::from(WRONG)
}
