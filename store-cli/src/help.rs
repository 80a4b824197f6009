//! The help of the program, which lists the commands in groups and the options of all commands once.

use std::fmt::Write as _;

use clap::builder::{StyledStr, Styles};
use clap::{Command, CommandFactory as _, Subcommand};

use crate::cli::Cli;
use crate::commands::{DataCommand, HelpCommand, OperationsCommand, QueueCommand, SetupCommand};

/// The last line of each command's help.
const SEE_ALSO: &str = "`store --help` lists the connection and output options.";

/// A group of commands.
pub(crate) struct Group {
    pub(crate) heading: &'static str,
    pub(crate) commands: Vec<Command>,
}

/// Returns the groups in the order of the help; clap's own command `help` is the last.
pub(crate) fn groups() -> Vec<Group> {
    fn group<T: Subcommand>(heading: &'static str) -> Group {
        let command = T::augment_subcommands(Command::new(heading));
        Group { heading, commands: command.get_subcommands().cloned().collect() }
    }
    let mut groups = vec![
        group::<SetupCommand>("Set-up"),
        group::<QueueCommand>("Queue"),
        group::<OperationsCommand>("Operations"),
        group::<DataCommand>("Data"),
        group::<HelpCommand>("Help"),
    ];
    let mut program = Cli::command();
    program.build();
    if let (Some(last), Some(help)) = (groups.last_mut(), program.find_subcommand("help")) {
        last.commands.push(help.clone());
    }
    groups
}

/// Returns the command line with its help.
pub(crate) fn command() -> Command {
    let mut command = Cli::command();
    let template = template(&command);
    // clap adds the global options to every command, except those that a command defines itself: hidden copies hide them there.
    let hidden: Vec<_> = command
        .get_arguments()
        .filter(|option| option.is_global_set())
        .map(|option| option.clone().hide(true))
        .collect();
    command = command.mut_subcommands(|subcommand| add_see_also(subcommand.args(&hidden)));
    command.help_template(template)
}

/// Adds the last line to the help of a command and of its subcommands.
fn add_see_also(command: Command) -> Command {
    let mut help =
        command.get_after_help().cloned().map_or_else(String::new, |examples| format!("{examples}\n\n"));
    help.push_str(SEE_ALSO);
    command.after_help(help).mut_subcommands(add_see_also)
}

/// Returns the template of the program's help, with the groups: clap itself has a single list of commands.
fn template(command: &Command) -> StyledStr {
    let styles = command.get_styles();
    let mut text = "{about-with-newline}\n{usage-heading} {usage}\n\n".to_owned();
    let groups = groups();
    let names = groups.iter().flat_map(|group| &group.commands).map(|command| command.get_name().len());
    let width = names.max().unwrap_or_default() + 2;
    for group in &groups {
        write_group(&mut text, group, width, styles);
    }
    let options = Command::new("store")
        .version(env!("CARGO_PKG_VERSION"))
        .args(command.get_arguments())
        .help_template("{all-args}")
        .render_help();
    // clap removes the colors when it prints the help to a file or a pipe.
    text.push_str(options.ansi().to_string().trim_end());
    text.push_str("{after-help}");
    text.into()
}

fn write_group(text: &mut String, group: &Group, width: usize, styles: &Styles) {
    let (header, literal) = (styles.get_header(), styles.get_literal());
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{header}{}:{header:#}", group.heading);
    for command in &group.commands {
        let about = command.get_about().cloned().unwrap_or_default();
        let _ = writeln!(text, "  {literal}{:width$}{literal:#}{about}", command.get_name());
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_in_exactly_one_group() {
        let mut program = Cli::command();
        program.build();
        let mut all: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
        let groups = groups();
        let mut grouped: Vec<&str> =
            groups.iter().flat_map(|group| &group.commands).map(Command::get_name).collect();
        all.sort_unstable();
        grouped.sort_unstable();
        assert_eq!(grouped, all);
    }

    #[test]
    fn clap_accepts_the_command_line() {
        command().debug_assert();
    }
}
