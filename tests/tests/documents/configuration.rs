//! The page on configuration lists exactly what the code reads.

use std::collections::BTreeSet;
use std::fs;

use store::factory::{Backend, SETTINGS, StateConfig, create_state_store};

use super::root;

/// Returns the parts of a text in backticks.
fn in_backticks(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Returns the part of a page below a heading, up to the next heading of the same or a higher level.
fn section<'t>(page: &'t str, heading: &str) -> &'t str {
    let rank = heading.split(' ').next().unwrap();
    let start = page.find(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no heading {heading:?}"));
    let rest = &page[start + heading.len() + 2..];
    let ends = (1..=rank.len()).filter_map(|marks| rest.find(&format!("\n{} ", "#".repeat(marks))));
    &rest[..ends.min().unwrap_or(rest.len())]
}

#[test]
fn every_variable_is_documented() {
    let is_name = |ch: char| ch.is_ascii_uppercase() || ch == '_';
    let names = SETTINGS.iter().flat_map(|info| info.variables.iter().chain(&info.fallback_variable));
    let expected: BTreeSet<String> = names.map(|name| (*name).to_owned()).collect();
    let page = fs::read_to_string(root().join("docs/configuration.md")).unwrap();
    let settings = section(&page, "## Settings");
    let table = settings.lines().filter(|line| line.starts_with("| "));
    let found: BTreeSet<String> = table
        .flat_map(in_backticks)
        .filter(|word| word.contains('_') && word.chars().all(is_name))
        .map(str::to_owned)
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn every_key_of_the_file_is_documented() {
    let expected: BTreeSet<String> = SETTINGS.iter().filter_map(|info| info.key.map(str::to_owned)).collect();
    let page = fs::read_to_string(root().join("docs/configuration.md")).unwrap();
    let settings = section(&page, "## Settings");
    let found = in_backticks(settings).filter(|word| word.starts_with("state.")).map(str::to_owned);
    assert_eq!(found.collect::<BTreeSet<String>>(), expected);
}

#[test]
fn every_keyword_of_a_connection_string_is_documented() {
    let source = fs::read_to_string(root().join("store-mssql/src/options/keyword.rs")).unwrap();
    let list = source.split_once("const KEYWORDS").unwrap().1.split_once("\n];").unwrap().0;
    // In an entry of several lines, the keyword has its own line.
    let entries = list.lines().map(|line| line.trim().trim_start_matches('('));
    let expected: BTreeSet<String> = entries
        .filter_map(|line| line.strip_prefix('"')?.split_once("\",").map(|(keyword, _)| keyword.to_owned()))
        .collect();
    assert!(expected.len() > 50, "found only these keywords: {expected:?}");
    let page = fs::read_to_string(root().join("docs/configuration.md")).unwrap();
    let text = section(&page, "## Connection strings");
    let normal = |word: &str| word.replace(' ', "").to_lowercase();
    let listed: BTreeSet<String> = in_backticks(text).map(normal).collect();
    let missing: Vec<&String> = expected.difference(&listed).collect();
    assert!(missing.is_empty(), "docs/configuration.md lacks {missing:?}");
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    let names = rows.flat_map(|row| row.split('|').skip(1).take(2).flat_map(in_backticks));
    for name in names {
        assert!(
            expected.contains(&normal(name)),
            "docs/configuration.md lists {name:?}, which is not a keyword"
        );
    }
}

#[test]
fn the_example_files_are_valid() {
    let folder = tempfile::tempdir().unwrap();
    let page = fs::read_to_string(root().join("docs/configuration.md")).unwrap();
    let files: Vec<&str> =
        page.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(files.len(), 2);
    for (number, file) in files.iter().enumerate() {
        let path = folder.path().join(format!("{number}.yaml"));
        fs::write(&path, file.replace("${DB_PASSWORD}", "${DB_PASSWORD:-secret}")).unwrap();
        let config = StateConfig::new()
            .file(path)
            .backend(Backend::Sqlite)
            .db_path(folder.path().join("state.db"))
            .auto_init(true);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(create_state_store(config)).unwrap();
    }
}
