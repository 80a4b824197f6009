//! The help of the program: commands in groups, and the options that all of them take only once.

use std::fmt::Write as _;

use clap::builder::{StyledStr, Styles};
use clap::{Command, CommandFactory as _, Subcommand};

use crate::args::{Args, ConnectionExt, Data, Help, Queue, SetUp};

/// The line that points to the options which all commands have in common.
const ELSEWHERE: &str = "`store --help` lists the connection and output options.";

/// The commands of a group.
pub(crate) struct Group {
    pub(crate) heading: &'static str,
    pub(crate) commands: Vec<Command>,
}

/// The groups of commands in the order in which they are shown; `help` is clap's own.
pub(crate) fn groups() -> Vec<Group> {
    fn of<T: Subcommand>(heading: &'static str) -> Group {
        let group = T::augment_subcommands(Command::new(heading));
        Group { heading, commands: group.get_subcommands().cloned().collect() }
    }
    let mut groups = vec![
        of::<SetUp>("Set-up"),
        of::<Queue>("Queue"),
        of::<ConnectionExt>("ConnectionExt"),
        of::<Data>("Data"),
        of::<Help>("Help"),
    ];
    let mut whole = Args::command();
    whole.build();
    if let (Some(last), Some(help)) = (groups.last_mut(), whole.find_subcommand("help")) {
        last.commands.push(help.clone());
    }
    groups
}

/// The command line, with the help that people read.
pub(crate) fn command() -> Command {
    let mut command = Args::command();
    let template = template(&command);
    // An option that a command has already is not given to it again, and clap has no other way to hide it there.
    let hidden: Vec<_> = command
        .get_arguments()
        .filter(|option| option.is_global_set())
        .map(|option| option.clone().hide(true))
        .collect();
    command = command.mut_subcommands(|below| refer(below.args(&hidden)));
    command.help_template(template)
}

/// Says of a command and those beneath it where the other options are.
fn refer(command: Command) -> Command {
    let mut help =
        command.get_after_help().cloned().map_or_else(String::new, |examples| format!("{examples}\n\n"));
    help.push_str(ELSEWHERE);
    command.after_help(help).mut_subcommands(refer)
}

/// What the help of the whole program consists of: clap has one list of commands, not several.
fn template(command: &Command) -> StyledStr {
    let styles = command.get_styles();
    let mut text = "{about-with-newline}\n{usage-heading} {usage}\n\n".to_owned();
    let groups = groups();
    let names = groups.iter().flat_map(|group| &group.commands).map(|command| command.get_name().len());
    let width = names.max().unwrap_or_default() + 2;
    for group in &groups {
        list(&mut text, group, width, styles);
    }
    let options = Command::new("store")
        .version(env!("CARGO_PKG_VERSION"))
        .args(command.get_arguments())
        .help_template("{all-args}")
        .render_help();
    // Whoever prints the help removes the colours where they are not wanted.
    text.push_str(options.ansi().to_string().trim_end());
    text.push_str("{after-help}");
    text.into()
}

fn list(text: &mut String, group: &Group, width: usize, styles: &Styles) {
    let (header, literal) = (styles.get_header(), styles.get_literal());
    // Writing to a text cannot fail.
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
    fn every_command_is_in_one_group() {
        let mut whole = Args::command();
        whole.build();
        let mut all: Vec<&str> = whole.get_subcommands().map(Command::get_name).collect();
        let groups = groups();
        let mut grouped: Vec<&str> =
            groups.iter().flat_map(|group| &group.commands).map(Command::get_name).collect();
        all.sort_unstable();
        grouped.sort_unstable();
        assert_eq!(grouped, all);
    }

    #[test]
    fn the_command_line_is_sound() {
        command().debug_assert();
    }
}
