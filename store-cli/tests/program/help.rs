//! The help of the program and of its commands.

use std::process::Command;

use serde_json::Value;
use store::state::ClaimRequest;

use crate::doc_commands::folder;
use crate::fixture::{Fixture, program, stdout};

const GROUPS: [&str; 5] = ["Set-up:", "Queue:", "Operations:", "Data:", "Help:"];

fn help(command: &[String]) -> String {
    stdout(&program().args(command).arg("--help").output().unwrap(), 0)
}

/// Returns the lines of a help text, each with the heading above it.
fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut heading = "";
    text.lines().filter_map(move |line| {
        if line.ends_with(':') && !line.starts_with(' ') {
            heading = line;
            return None;
        }
        Some((heading, line))
    })
}

/// Returns the commands that a help text lists.
fn listed(text: &str) -> Vec<String> {
    let entry = |(heading, line): (&str, &str)| {
        let line = line.strip_prefix("  ").filter(|line| !line.starts_with(' '))?;
        let is_command = heading == "Commands:" || GROUPS.contains(&heading);
        let name = line.split(' ').next().filter(|name| is_command && *name != "help")?;
        Some(name.to_owned())
    };
    lines(text).filter_map(entry).collect()
}

/// Returns every command; subcommands of `items` with both of their names.
pub(crate) fn commands() -> Vec<Vec<String>> {
    let mut commands = Vec::new();
    for name in listed(&help(&[])) {
        let subcommands = listed(&help(std::slice::from_ref(&name)));
        if subcommands.is_empty() {
            commands.push(vec![name]);
        } else {
            commands.extend(subcommands.into_iter().map(|subcommand| vec![name.clone(), subcommand]));
        }
    }
    assert!(commands.len() > 20, "the help was not parsed: {commands:?}");
    commands
}

#[test]
fn commands_and_options_are_in_groups() {
    for flag in ["-h", "--help"] {
        let text = stdout(&program().arg(flag).output().unwrap(), 0);
        let headings: Vec<&str> =
            text.lines().filter(|line| line.ends_with(':') && !line.starts_with(' ')).collect();
        let options = ["Options:", "Connection options:", "Output options:", "Exit codes:"];
        assert_eq!(headings, [&GROUPS[..], &options[..]].concat(), "{text}");
        let of = |heading: &str, part: &str| {
            let mut lines = lines(&text).filter(|(above, _)| *above == heading);
            assert!(lines.any(|(_, line)| line.trim_start().starts_with(part)), "{heading} {part}: {text}");
        };
        of("Set-up:", "check  ");
        of("Queue:", "items  ");
        of("Help:", "help  ");
        of("Connection options:", "--db <FILE>");
        of("Output options:", "--json");
        assert!(!text.contains('\u{1b}'), "colors although the output is no terminal: {text:?}");
    }
}

#[test]
fn the_help_fits_the_width_of_a_terminal() {
    for command in commands().into_iter().chain([Vec::new()]) {
        for line in help(&command).lines().filter(|line| !line.starts_with("  store ")) {
            assert!(line.chars().count() <= 120, "store {}: {line}", command.join(" "));
        }
    }
}

#[test]
fn global_options_are_listed_in_the_help_of_the_program_only() {
    for command in commands().into_iter().chain([vec!["items".to_owned()]]) {
        let text = help(&command);
        let name = command.join(" ");
        for option in
            ["--backend <", "--db <", "--config <", "--host <", "--schema <", "--json\n", "--quiet\n"]
        {
            assert!(!text.contains(option), "store {name}: {option}: {text}");
        }
        assert!(
            text.trim_end().ends_with("`store --help` lists the connection and output options."),
            "{text}"
        );
    }
}

/// Examples that need a server are only parsed.
#[test]
fn every_command_has_examples_that_run() {
    let (mut run, mut parsed) = (0, 0);
    let mut commands = commands();
    commands.push(vec!["items".to_owned()]);
    for command in &commands {
        let name = command.join(" ");
        let text = help(command);
        let examples: Vec<&str> = lines(&text)
            .filter(|(heading, _)| *heading == "Examples:")
            .filter_map(|(_, line)| line.strip_prefix("  "))
            .collect();
        assert!((1..=2).contains(&examples.len()), "store {name}: {text}");
        // The examples of a command share a store.
        let fixture = folder();
        let item = if text.contains(" ITEM ") { item(&fixture) } else { String::new() };
        for example in examples {
            assert!(example.starts_with(&format!("store {name}")), "store {name}: {example}");
            if example.contains("--host") {
                assert_only_password_is_missing(&fixture, example);
                parsed += 1;
                continue;
            }
            let done = shell(&fixture, &example.replace("ITEM", &item));
            let output = String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned();
            // A dry run that needs --yes exits with 1.
            let allowed: &[i32] = if example.contains("--yes") { &[0] } else { &[0, 1] };
            assert!(done.status.code().is_some_and(|code| allowed.contains(&code)), "{example}: {output}");
            run += 1;
        }
    }
    assert!(run > commands.len() && parsed > 0, "{run} were run, {parsed} were parsed");
}

/// Returns the id of an item that a worker holds.
fn item(fixture: &Fixture) -> String {
    let claimed = fixture.with(async |store| store.claim(ClaimRequest::new("w")).await.unwrap());
    claimed[0].work_item_id().to_string()
}

fn shell(fixture: &Fixture, command: &str) -> std::process::Output {
    let at = fixture.folder.path();
    if command.contains("store import ") {
        fixture.text(&["export", at.join("backup.jsonl.zst").to_str().unwrap()]);
    }
    let mut shell = Command::new("sh");
    shell.env_clear().env("PATH", format!("{}:/usr/bin:/bin", at.display())).current_dir(at);
    shell.args(["-c", command]).output().unwrap()
}

fn assert_only_password_is_missing(fixture: &Fixture, example: &str) {
    let done = shell(fixture, &format!("{example} --json"));
    let error = String::from_utf8(done.stderr).unwrap();
    let line =
        error.lines().find(|line| line.starts_with('{')).unwrap_or_else(|| panic!("{example}: {error}"));
    let error: Value = serde_json::from_str(line).unwrap();
    assert!(error["kind"] == "config" && line.contains("SQLSERVER_PASSWORD"), "{example}: {error}");
}
