//! The commands in the documents, run from top to bottom.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::fixture::Fixture;
use crate::transfer::old_file;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(pages(&path));
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The lines of `console` blocks that begin with `$`, each with the code that it ends with.
fn commands(text: &str) -> Vec<(String, i32)> {
    let mut found = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| inside) {
            let (command, code) = command.split_once(" # exit ").unwrap_or((command, "0"));
            found.push((command.trim().to_owned(), code.trim().parse().unwrap()));
        }
    }
    found
}

/// A folder with what the pages take for granted: the program, `state.db` with a few items, `old.db` of the Python framework,
/// and seeds.
fn folder() -> Fixture {
    let fixture = Fixture::new();
    let folder = fixture.folder.path();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_store"), folder.join("store")).unwrap();
    old_file(&folder.join("old.db"), 50);
    std::fs::write(folder.join("urls.txt"), "https://docs.example/\nhttps://docs.example/start\n").unwrap();
    std::fs::write(folder.join("seeds.yaml"), "seeds:\n- https://docs.example/about\n").unwrap();
    std::fs::write(folder.join("seeds.jsonl"), "{\"uri\":\"https://docs.example/api\",\"priority\":5}\n")
        .unwrap();
    fixture.change("UPDATE ingest_worker_heartbeats SET status = 'stopped'");
    fixture
}

#[test]
fn every_command_does_what_the_page_says() {
    let mut run = 0;
    let pages = pages(&root().join("docs"));
    for page in pages.into_iter().chain(["README.md", "sql/README.md"].map(|page| root().join(page))) {
        let commands = commands(&std::fs::read_to_string(&page).unwrap());
        if commands.is_empty() {
            continue;
        }
        let fixture = folder();
        let at = fixture.folder.path();
        for (command, code) in commands {
            let mut shell = Command::new("sh");
            shell.env_clear().env("PATH", format!("{}:/usr/bin:/bin", at.display())).current_dir(at);
            let done = shell.args(["-c", &command]).output().unwrap();
            let output = [done.stdout, done.stderr].concat();
            let output = String::from_utf8_lossy(&output);
            assert_eq!(done.status.code(), Some(code), "{}: `{command}`: {output}", page.display());
            run += 1;
        }
    }
    assert!(run > 20, "only {run} commands were found");
}

#[test]
fn every_command_stands_in_a_page() {
    let all: Vec<(String, i32)> = pages(&root().join("docs"))
        .iter()
        .flat_map(|page| commands(&std::fs::read_to_string(page).unwrap()))
        .collect();
    let help = Command::new(env!("CARGO_BIN_EXE_store")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let listed = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names =
        listed.lines().filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    for name in names {
        let shown = all.iter().any(|(command, _)| command.contains(&format!("store {name}")));
        assert!(shown, "no page shows `store {name}` in use");
    }
}
