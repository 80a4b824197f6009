//! The program `store`, the command line of the state store for operators and database administrators.
//!
//! The exit code is 0 for success, 1 for findings (such as drift, or an item that does not exist) and 2 for an error.

mod cli;
mod commands;
mod connection_args;
mod error;
mod escape;
mod files;
mod filters;
mod help;
mod output;
mod progress;
#[cfg(test)]
mod reference;
mod warnings;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};

use cli::{Cli, Command};
use commands::HelpCommand;
use error::CliError;
use output::Output;

const FINDINGS: u8 = 1;
const ERROR: u8 = 2;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = match parse() {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() && asks_for_json() => {
            return print_error(&CliError::from_clap(&error), true);
        }
        Err(error) => return print_help_or_error(&error),
    };
    let json = cli.json;
    if cli.quiet {
        warnings::hide();
    } else {
        warnings::show(cli.suppressed_warnings());
    }
    match run(cli).await {
        Ok(output) => match output.print(json) {
            // A reader such as `head` has seen enough; the findings still count.
            Err(error) if !error.is_closed_pipe() => print_error(&error, json),
            _ if output.findings => ExitCode::from(FINDINGS),
            _ => ExitCode::SUCCESS,
        },
        // The same for a command that prints more than once, as in `store stats --watch | head`.
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => print_error(&error, json),
    }
}

async fn run(cli: Cli) -> Result<Output, CliError> {
    let Cli { connection, json, .. } = cli;
    match cli.command {
        Command::Setup(command) => command.run(&connection).await,
        Command::Queue(command) => command.run(&connection, json).await,
        Command::Operations(command) => command.run(&connection, json).await,
        Command::Data(command) => command.run(&connection).await,
        Command::Help(HelpCommand::Completions(args)) => Ok(args.run(Cli::command())),
        Command::Help(HelpCommand::Man(args)) => args.run(help::command()),
    }
}

fn parse() -> Result<Cli, clap::Error> {
    let mut command = help::command();
    let matches = command.try_get_matches_from_mut(std::env::args_os())?;
    Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// Returns whether a command line that cannot be parsed has `--json`.
fn asks_for_json() -> bool {
    std::env::args_os().skip(1).take_while(|arg| arg != "--").any(|arg| arg == "--json")
}

/// Prints the help, the version or an error of the command line, all of which clap returns as errors.
fn print_help_or_error(error: &clap::Error) -> ExitCode {
    let printed = error.print().and_then(|()| io::stdout().flush());
    match printed {
        // If standard error is closed, the error has nowhere to go.
        _ if error.use_stderr() => ExitCode::from(ERROR),
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            print_error(&CliError::Stdout(error), asks_for_json())
        }
        _ => ExitCode::SUCCESS,
    }
}

fn print_error(error: &CliError, json: bool) -> ExitCode {
    let text =
        if json { error.json().to_string() } else { format!("error: {}", escape::line(&error.to_string())) };
    // If standard error is closed, the error has nowhere to go.
    let _ = writeln!(io::stderr().lock(), "{text}");
    ExitCode::from(ERROR)
}
