//! The help of the program and of its commands.

use std::process::Command;

use serde_json::Value;
use store::state::ClaimRequest;

use crate::documents::folder;
use crate::fixture::{Fixture, program, told};

const GROUPS: [&str; 5] = ["Set-up:", "Queue:", "ConnectionExt:", "Data:", "Help:"];

fn help(command: &[String]) -> String {
    told(&program().args(command).arg("--help").output().unwrap(), 0)
}

/// The lines of a help, each with the heading above it.
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

/// The commands that a help lists.
fn listed(text: &str) -> Vec<String> {
    let entry = |(heading, line): (&str, &str)| {
        let line = line.strip_prefix("  ").filter(|line| !line.starts_with(' '))?;
        let is_of_commands = heading == "Commands:" || GROUPS.contains(&heading);
        let name = line.split(' ').next().filter(|name| is_of_commands && *name != "help")?;
        Some(name.to_owned())
    };
    lines(text).filter_map(entry).collect()
}

/// Every command, those of a family by both of their names.
pub(crate) fn commands() -> Vec<Vec<String>> {
    let mut commands = Vec::new();
    for name in listed(&help(&[])) {
        let beneath = listed(&help(std::slice::from_ref(&name)));
        if beneath.is_empty() {
            commands.push(vec![name]);
        } else {
            commands.extend(beneath.into_iter().map(|below| vec![name.clone(), below]));
        }
    }
    assert!(commands.len() > 20, "the help is read wrongly: {commands:?}");
    commands
}

#[test]
fn commands_and_options_are_in_groups() {
    for flag in ["-h", "--help"] {
        let text = told(&program().arg(flag).output().unwrap(), 0);
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
        assert!(!text.contains('\u{1b}'), "colours, though nobody looks: {text:?}");
    }
}

/// Lines of a terminal of the usual width are not broken within words.
#[test]
fn the_help_is_no_wider_than_a_terminal() {
    for command in commands().into_iter().chain([Vec::new()]) {
        for line in help(&command).lines().filter(|line| !line.starts_with("  store ")) {
            assert!(line.chars().count() <= 120, "store {}: {line}", command.join(" "));
        }
    }
}

/// The help of a command is about the command: the options of all of them are in the help of the program.
#[test]
fn options_of_every_command_are_listed_once() {
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

/// Every command shows how it is called. Those examples run, but for those that need a server, which are read only.
#[test]
fn every_example_runs() {
    let (mut run, mut read) = (0, 0);
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
        // Each command on a store of its own, with what the examples before it in the same help have left.
        let fixture = folder();
        let item = if text.contains(" ITEM ") { item(&fixture) } else { String::new() };
        for example in examples {
            assert!(example.starts_with(&format!("store {name}")), "store {name}: {example}");
            if example.contains("--host") {
                read += usize::from(is_read(&fixture, example));
                continue;
            }
            let done = shell(&fixture, &example.replace("ITEM", &item));
            let output = String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned();
            // 1 where it only says what it would do.
            let allowed: &[i32] = if example.contains("--yes") { &[0] } else { &[0, 1] };
            assert!(done.status.code().is_some_and(|code| allowed.contains(&code)), "{example}: {output}");
            run += 1;
        }
    }
    assert!(run > commands.len() && read > 0, "{run} were run, {read} were read");
}

/// An item that a worker holds.
fn item(fixture: &Fixture) -> String {
    let claimed = fixture.with(async |store| store.claim(ClaimRequest::new("w")).await.unwrap());
    claimed[0].work_item_id().to_string()
}

fn shell(fixture: &Fixture, command: &str) -> std::process::Output {
    let at = fixture.folder.path();
    if command.contains("store import") {
        fixture.text(&["export", at.join("backup.jsonl.zst").to_str().unwrap()]);
    }
    let mut shell = Command::new("sh");
    shell.env_clear().env("PATH", format!("{}:/usr/bin:/bin", at.display())).current_dir(at);
    shell.args(["-c", command]).output().unwrap()
}

/// Whether all that is missing is the password.
fn is_read(fixture: &Fixture, example: &str) -> bool {
    let done = shell(fixture, &format!("{example} --json"));
    let error = String::from_utf8(done.stderr).unwrap();
    let line =
        error.lines().find(|line| line.starts_with('{')).unwrap_or_else(|| panic!("{example}: {error}"));
    let error: Value = serde_json::from_str(line).unwrap();
    assert!(error["kind"] == "config" && line.contains("SQLSERVER_PASSWORD"), "{example}: {error}");
    true
}
