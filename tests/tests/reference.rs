//! The attribute reference of the derives is generated from samples, covers every word of the attributes, and is fresh.
//!
//! `STORE_WRITE_REFERENCE=1 cargo test -p store-tests --test reference` writes the pages in `store-macros/reference`,
//! which are the rustdoc of the derives.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics to fail")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use store::Dialect;
use store::schema::QueryKind;
use store_tests::reference::{Section, sections};

const HEAD: &str = "<!-- Generated from tests/src/reference by tests/tests/reference.rs; do not edit. -->\n";

/// A page: its file name, and the attributes of the derive with the headings of their parts.
type Page = (&'static str, &'static [(&'static str, &'static str)]);

/// The page of each derive.
const PAGES: [Page; 5] = [
    (
        "table.md",
        &[
            ("table", "Attributes of the struct: `#[table(…)]`"),
            ("column", "Attributes of a field: `#[column(…)]`"),
            ("query", "Queries: `#[query(…)]`"),
        ],
    ),
    ("field.md", &[("field", "Attributes: `#[field(…)]`")]),
    ("from_row.md", &[("from_row", "Attributes: `#[from_row(…)]` and `#[column(…)]`")]),
    ("view.md", &[("view", "Attributes: `#[view(…)]` and `#[column(…)]`")]),
    ("sql_enum.md", &[("sql_enum", "Attributes: `#[sql_enum(…)]`")]),
];

/// The source file of the derive that parses each attribute.
const PARSERS: [(&str, &str); 10] = [
    ("table", "attr/table.rs"),
    ("column", "attr/column.rs"),
    ("query", "attr/query.rs"),
    // Conditions occur in tables too; the reference describes them with the queries.
    ("query", "attr/condition.rs"),
    ("query", "attr/expr.rs"),
    ("query", "attr/output.rs"),
    ("from_row", "attr/from_row.rs"),
    ("view", "attr/view.rs"),
    ("sql_enum", "attr/sql_enum.rs"),
    ("field", "attr/field.rs"),
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
    section.source().unwrap_or_else(|| panic!("no `// sample {}` followed by `// end`", section.sample))
}

/// Breaks a paragraph into lines.
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
    let sample = source(section);
    // rustdoc compiles the sample with the imports and does not show them.
    let imports = section.imports().filter(|line| imported(line).any(|name| has_word(sample, name)));
    let imports: String = imports.map(|line| format!("# {line}\n")).collect();
    writeln!(page, "\n## `{heading}`\n\n{text}\n\n```rust\n{imports}{sample}```").unwrap();
    if section.shown.is_empty() {
        writeln!(page, "\nThe statements are unchanged.").unwrap();
        return;
    }
    for dialect in Dialect::ALL {
        let statements = section.statements(dialect);
        let several = section.shown.len() > 1;
        let blocks: Vec<String> = statements
            .iter()
            .map(|(name, sql)| if several { format!("-- {name}\n{sql}\n") } else { format!("{sql}\n") })
            .collect();
        writeln!(page, "\n{}:\n\n```sql\n{}```", engine(dialect), blocks.join("\n")).unwrap();
    }
}

fn text_of((_, attributes): &Page) -> String {
    let sections = sections();
    let mut page = HEAD.to_owned();
    for (attribute, heading) in *attributes {
        writeln!(page, "\n# {heading}").unwrap();
        sections
            .iter()
            .filter(|section| section.attribute == *attribute)
            .for_each(|section| write(&mut page, section));
    }
    page
}

#[test]
fn committed_pages_are_fresh() {
    for page in &PAGES {
        let name = format!("store-macros/reference/{}", page.0);
        let path = root().join(&name);
        let text = text_of(page);
        if env::var_os("STORE_WRITE_REFERENCE").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &text).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        let differs = committed.lines().zip(text.lines()).find(|(old, new)| old != new);
        assert!(
            committed == text,
            "{name} is stale, first at {differs:?}: run STORE_WRITE_REFERENCE=1 cargo test -p store-tests --test reference"
        );
    }
}

#[test]
fn every_section_shows_existing_statements_and_its_words() {
    for section in sections() {
        let mut attributes = PAGES.iter().flat_map(|(_, attributes)| attributes.iter());
        let is_known = attributes.any(|(attribute, _)| *attribute == section.attribute);
        assert!(is_known, "{}: no page has the attribute `{}`", section.heading, section.attribute);
        for shown in section.shown {
            let is_of = |dialect| section.sql.of(dialect).statements().any(|(name, _)| name == *shown);
            assert!(Dialect::ALL.into_iter().any(is_of), "{}: no statement {shown}", section.heading);
        }
        for word in section.words {
            let sample = source(&section);
            assert!(
                has_word(sample, word),
                "{}: the sample does not use `{word}`:\n{sample}",
                section.heading
            );
        }
    }
}

#[test]
fn every_word_of_the_attributes_has_a_section() {
    let sections = sections();
    for (attribute, file) in PARSERS {
        let path = root().join("store-macros/src").join(file);
        let mut known = words(&fs::read_to_string(&path).unwrap());
        if attribute == "query" {
            known.extend(QueryKind::ALL.map(|kind| kind.name().to_owned()));
        }
        assert!(known.len() >= 4, "{file}: `words` finds only {known:?}");
        let covered: BTreeSet<&str> = sections
            .iter()
            .filter(|section| section.attribute == attribute)
            .flat_map(|section| section.words.iter().copied())
            .collect();
        let missing: Vec<&String> = known.iter().filter(|word| !covered.contains(word.as_str())).collect();
        assert!(missing.is_empty(), "`#[{attribute}(…)]`: no section of tests/src/reference has {missing:?}");
    }
}

/// Returns the names that a `use` item imports.
fn imported(line: &str) -> impl Iterator<Item = &str> {
    let words = line.split(|ch: char| !ch.is_ascii_alphanumeric() && ch != '_');
    words.filter(|word| word.starts_with(|ch: char| ch.is_ascii_uppercase()))
}

/// Whether a text has a word, and not only as a part of another.
fn has_word(text: &str, wanted: &str) -> bool {
    let mut words = text.split(|ch: char| !ch.is_ascii_alphanumeric() && ch != '_');
    words.any(|word| word == wanted)
}

/// Returns the words that the source of a parser accepts: string literals in comparisons, match arms and lists.
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
        let (before, word, after) = (parts[at - 1].trim_end(), parts[at], parts[at + 1].trim_start());
        let is_word = !word.is_empty() && word.chars().all(|ch| ch.is_ascii_lowercase() || ch == '_');
        let is_arm = after.starts_with("=>") && !before.ends_with('|');
        let is_compared = before.ends_with("==") || before.ends_with("!=") || before.ends_with("Ok(");
        let is_listed = before.ends_with(['[', ',']) && after.starts_with([',', ']']);
        if is_word && (is_arm || is_compared || is_listed) {
            words.insert(word.to_owned());
        }
    }
    words
}

#[test]
fn words_of_a_parser_are_found() {
    let code = "// \"comment\" =>\nconst WORDS: [&str; 2] = [\"a\", \"b\"];\nmatch word { \"c\" => 1, \"d\" | \"e\" => 2 }\n\
                [\"f\"]; if name != \"g\" { bad(\"no \\\"h\\\" here\", \"other text\") }";
    assert_eq!(words(code), ["a", "b", "c", "f", "g"].map(str::to_owned).into());
}
