//! The derive's reference is written from its samples, has every word that the derive knows, and is fresh.
//!
//! `STORE_WRITE_REFERENCE=1 cargo test -p store-tests --test reference` writes it anew.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics to fail")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use store::schema::QueryKind;
use store::Dialect;
use store_tests::reference::{Section, sections};

const HEAD: &str = "\
<!-- Generated from tests/src/reference by tests/tests/reference.rs; do not edit. -->

# The derives' reference

Every attribute of the derives with a sample and the SQL that it gives on both engines. Of each sample the statements are shown that
the attribute is about; all of them stand in `Struct::SQL`. [derive.md](derive.md) is the guide: types, conditions and what a query's
function looks like.

The samples are compiled, and a test holds this page to the statements that they give. `STORE_WRITE_REFERENCE=1` has it written anew.
";

/// The attributes in the order of the page, with their headings.
const ATTRIBUTES: [(&str, &str); 5] = [
    ("table", "On the struct: `#[table(…)]`"),
    ("column", "On a field: `#[column(…)]`"),
    ("query", "Queries: `#[query(…)]`"),
    ("sql_enum", "`#[derive(SqlEnum)]`: `#[sql_enum(…)]`"),
    ("field", "`#[derive(Field)]`: `#[field(…)]`"),
];

/// Where the derive reads each attribute.
const PARSERS: [(&str, &str); 6] = [
    ("table", "attr/table.rs"),
    ("column", "attr/column.rs"),
    ("query", "attr/query.rs"),
    // What conditions have in common stands with the queries.
    ("query", "attr/condition.rs"),
    ("sql_enum", "sql_enum.rs"),
    ("field", "newtype.rs"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn engine(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Mssql => "SQL Server",
        Dialect::Sqlite => "SQLite",
    }
}

fn source(section: &Section) -> &'static str {
    section.source().unwrap_or_else(|| panic!("no `// sample {}` with its `// end`", section.sample))
}

/// A text in lines that a reader of the file can take in.
fn wrapped(text: &str) -> String {
    const WIDTH: usize = 120;
    let mut lines = String::new();
    let mut width = 0;
    for word in text.split(' ') {
        let len = word.chars().count();
        let fits = width + 1 + len <= WIDTH;
        lines.push_str(if width == 0 {
            ""
        } else if fits {
            " "
        } else {
            "\n"
        });
        width = if width > 0 && fits { width + 1 + len } else { len };
        lines.push_str(word);
    }
    lines
}

fn write(page: &mut String, section: &Section) {
    let (heading, text) = (section.heading, wrapped(section.text));
    writeln!(page, "\n### `{heading}`\n\n{text}\n\n```rust\n{}```", source(section)).unwrap();
    if section.shown.is_empty() {
        writeln!(page, "\nIt changes no statement.").unwrap();
        return;
    }
    for dialect in Dialect::ALL {
        let statements = section.statements(dialect);
        let several = section.shown.len() > 1;
        let texts: Vec<String> = statements
            .iter()
            .map(|(name, sql)| if several { format!("-- {name}\n{sql}\n") } else { format!("{sql}\n") })
            .collect();
        writeln!(page, "\n{}:\n\n```sql\n{}```", engine(dialect), texts.join("\n")).unwrap();
    }
}

fn page() -> String {
    let sections = sections();
    let mut page = HEAD.to_owned();
    for (attribute, heading) in ATTRIBUTES {
        writeln!(page, "\n## {heading}").unwrap();
        sections
            .iter()
            .filter(|section| section.attribute == attribute)
            .for_each(|section| write(&mut page, section));
    }
    page
}

#[test]
fn the_committed_page_is_fresh() {
    let path = root().join("docs/derive-reference.md");
    let page = page();
    if env::var_os("STORE_WRITE_REFERENCE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let differs = committed.lines().zip(page.lines()).find(|(old, new)| old != new);
    assert!(
        committed == page,
        "docs/derive-reference.md is stale, first at {differs:?}: run STORE_WRITE_REFERENCE=1 cargo test -p store-tests --test reference"
    );
}

#[test]
fn every_section_shows_statements_that_are_there() {
    for section in sections() {
        let attributes = ATTRIBUTES.map(|(attribute, _)| attribute);
        assert!(attributes.contains(&section.attribute), "{}: no such attribute", section.heading);
        for shown in section.shown {
            let is_of = |dialect| section.sql.of(dialect).statements().any(|(name, _)| name == *shown);
            assert!(Dialect::ALL.into_iter().any(is_of), "{}: no statement {shown}", section.heading);
        }
        for word in section.words {
            let text = source(&section);
            assert!(has_word(text, word), "{}: the sample does not say `{word}`:\n{text}", section.heading);
        }
    }
}

#[test]
fn every_word_of_the_derive_has_a_section() {
    let sections = sections();
    for (attribute, file) in PARSERS {
        let path = root().join("store-macros/src").join(file);
        let mut known = words(&fs::read_to_string(&path).unwrap());
        if attribute == "query" {
            known.extend(QueryKind::ALL.map(|kind| kind.name().to_owned()));
        }
        assert!(known.len() >= 4, "{file}: the words are written in another way: {known:?}");
        let told: BTreeSet<&str> = sections
            .iter()
            .filter(|section| section.attribute == attribute)
            .flat_map(|section| section.words.iter().copied())
            .collect();
        let missing: Vec<&String> = known.iter().filter(|word| !told.contains(word.as_str())).collect();
        assert!(missing.is_empty(), "`#[{attribute}(…)]`: no section of tests/src/reference has {missing:?}");
    }
}

fn has_word(text: &str, wanted: &str) -> bool {
    let mut words = text.split(|ch: char| !ch.is_ascii_alphanumeric() && ch != '_');
    words.any(|word| word == wanted)
}

/// The words that a parser of the derive knows: those that it compares with, and those that its messages list.
fn words(source: &str) -> BTreeSet<String> {
    let code: String = source
        .lines()
        .take_while(|line| !line.starts_with("#[cfg(test)]"))
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(|line| line.replace("\\\"", "") + "\n")
        .collect();
    let parts: Vec<&str> = code.split('"').collect();
    let mut words = BTreeSet::new();
    for at in (1..parts.len() - 1).step_by(2) {
        let (before, word, behind) = (parts[at - 1].trim_end(), parts[at], parts[at + 1].trim_start());
        let is_word = !word.is_empty() && word.chars().all(|ch| ch.is_ascii_lowercase() || ch == '_');
        let is_arm = behind.starts_with("=>") && !before.ends_with('|');
        let is_compared = before.ends_with("==") || before.ends_with("!=") || before.ends_with("Ok(");
        let is_listed = before.ends_with(['[', ',']) && behind.starts_with([',', ']']);
        if is_word && (is_arm || is_compared || is_listed) {
            words.insert(word.to_owned());
        }
    }
    words
}

#[test]
fn words_are_found_in_code() {
    let code = "// \"comment\" =>\nconst WORDS: [&str; 2] = [\"a\", \"b\"];\nmatch word { \"c\" => 1, \"d\" | \"e\" => 2 }\n\
                [\"f\"]; if name != \"g\" { bad(\"no \\\"h\\\" here\", \"other text\") }";
    assert_eq!(words(code), ["a", "b", "c", "f", "g"].map(str::to_owned).into());
}
