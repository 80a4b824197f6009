//! The commands, links and tables in the documents are correct.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics to fail")]

#[path = "documents/configuration.rs"]
mod configuration;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use store::state::TRANSITIONS;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn documents() -> Vec<PathBuf> {
    let mut documents =
        vec![root().join("README.md"), root().join("CONTRIBUTING.md"), root().join("sql/README.md")];
    documents.extend(pages());
    documents
}

/// Returns the pages in `docs/` and its subfolders.
fn pages() -> Vec<PathBuf> {
    let mut folders = vec![root().join("docs")];
    let mut pages = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == "md") {
                pages.push(path);
            }
        }
    }
    pages
}

/// Returns the lines of the code blocks with this opening fence.
fn blocks(text: &str, fence: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line == fence;
        } else if inside && !line.trim().is_empty() {
            lines.push(line.split(" #").next().unwrap_or(line).trim().to_owned());
        }
    }
    lines
}

#[test]
fn the_checks_run_every_command() {
    let checks = fs::read_to_string(root().join(".ci/run")).unwrap();
    for document in documents() {
        for command in blocks(&fs::read_to_string(&document).unwrap(), "```sh") {
            let is_run = command == ".ci/run" || checks.contains(&command);
            assert!(is_run, "{}: .ci/run does not run `{command}`", document.display());
        }
    }
}

#[test]
fn every_linked_file_exists() {
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = link.split('#').next().unwrap_or(link);
            if path.is_empty() || path.starts_with("http") {
                continue;
            }
            let target = document.parent().unwrap().join(path);
            assert!(target.exists(), "{}: the link {link} has no target", document.display());
        }
    }
}

/// Returns the anchor of a heading: lower-case letters, digits, `-` and `_`, with a `-` for each space.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|ch| ch.is_alphanumeric() || matches!(ch, ' ' | '-' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

#[test]
fn every_linked_heading_exists() {
    let mut followed = 0;
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let Some((path, wanted)) = link.split_once('#').filter(|(path, _)| !path.starts_with("http"))
            else {
                continue;
            };
            let target =
                if path.is_empty() { document.clone() } else { document.parent().unwrap().join(path) };
            let target = fs::read_to_string(target).unwrap();
            let mut headings = target.lines().filter(|line| line.starts_with('#'));
            let found = headings.any(|line| anchor(line.trim_start_matches('#').trim()) == wanted);
            assert!(found, "{}: the link {link} names no heading", document.display());
            followed += 1;
        }
    }
    assert!(followed > 5, "the search finds only {followed} links to headings");
}

/// Returns the files that a document links to.
fn targets(document: &Path) -> Vec<PathBuf> {
    let text = fs::read_to_string(document).unwrap();
    let links = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
    let files = links.filter(|link| !link.is_empty() && !link.starts_with("http"));
    files.filter_map(|link| document.parent().unwrap().join(link).canonicalize().ok()).collect()
}

#[test]
fn every_page_is_linked_from_a_list() {
    let lists = [root().join("README.md"), root().join("docs/README.md")];
    let found: Vec<PathBuf> = lists.iter().flat_map(|list| targets(list)).collect();
    for page in pages() {
        let page = page.canonicalize().unwrap();
        assert!(found.contains(&page), "{}: no link in README.md or docs/README.md", page.display());
    }
}

/// The page on the state store lists the transitions of the code, with a row for each operation, target status and condition.
#[test]
fn the_documented_transitions_are_those_of_the_code() {
    let mut ways: BTreeMap<(usize, String), Vec<String>> = BTreeMap::new();
    for (at, way) in TRANSITIONS.iter().enumerate() {
        let from = way.from.map_or_else(|| "(none)".to_owned(), |status| format!("{status:?}"));
        let first = TRANSITIONS
            .iter()
            .position(|other| (other.verb, other.when, other.to) == (way.verb, way.when, way.to));
        let row = format!("| `{}` | {{}} | {:?} | {} |", way.verb, way.to, way.when);
        ways.entry((first.unwrap_or(at), row)).or_default().push(from);
    }
    let expected: Vec<String> =
        ways.into_iter().map(|((_, row), from)| row.replace("{}", &from.join(", "))).collect();
    let page = fs::read_to_string(root().join("docs/state-store.md")).unwrap();
    let section = page.split("\n## ").find(|section| section.starts_with("The states of an item")).unwrap();
    let found: Vec<&str> = section.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(found, expected, "the rows must be:\n{}", expected.join("\n"));
}

/// The front page of `store` has a row for each feature, and says of each whether it is on by default.
#[test]
fn the_front_page_lists_every_feature() {
    let manifest = fs::read_to_string(root().join("store/Cargo.toml")).unwrap();
    let section = manifest.split_once("[features]\n").unwrap().1.split_once("\n[").unwrap().0;
    let lines = section.lines().filter_map(|line| line.split_once(" = "));
    let (default, features): (Vec<_>, Vec<_>) = lines.partition(|(name, _)| *name == "default");
    let members = |list: &str| list.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    // A feature of the default ones can turn on another.
    let mut on = members(default[0].1);
    let mut at = 0;
    while at < on.len() {
        let more =
            features.iter().find(|(name, _)| *name == on[at]).map_or(Vec::new(), |(_, list)| members(list));
        on.extend(more.into_iter().filter(|member| features.iter().any(|(name, _)| name == member)));
        at += 1;
    }
    let expected: BTreeMap<&str, &str> = features
        .iter()
        .map(|(name, _)| (*name, if on.iter().any(|one| one == name) { "yes" } else { "no" }))
        .collect();
    let page = fs::read_to_string(root().join("store/src/lib.rs")).unwrap();
    let rows = page.lines().filter_map(|line| line.strip_prefix("//! | `"));
    let found: BTreeMap<&str, &str> = rows
        .map(|row| row.split_once("` | ").unwrap())
        .map(|(name, rest)| (name, rest.split(' ').next().unwrap()))
        .collect();
    assert_eq!(found, expected);
}
