//! The attribute reference of the derives: a text and a sample for every attribute.
//!
//! `tests/tests/reference.rs` writes the pages in `store-macros/reference` from it. Each sample is a compiled struct between
//! the lines `// sample Name` and `// end`; a page shows its source and the statements of its table.

mod column;
mod field;
mod from_row;
mod query;
mod sql_enum;
mod table;
mod view;

use store::{Dialect, TableSql};

/// The section of the reference about one or more words of an attribute.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// The attribute: `table`, `column`, `query`, `sql_enum`, `field`, `from_row` or `view`.
    pub attribute: &'static str,
    /// The words that the section describes.
    pub words: &'static [&'static str],
    /// The syntax, which is the heading.
    pub heading: &'static str,
    /// The description.
    pub text: &'static str,
    /// The name of the sample.
    pub sample: &'static str,
    /// The source of the file with the sample.
    pub file: &'static str,
    /// All statements of the sample's table.
    pub sql: &'static TableSql,
    /// The names of the statements that the attribute changes.
    pub shown: &'static [&'static str],
}

impl Section {
    /// Returns the source of the sample; `None` if the file does not mark it.
    pub fn source(&self) -> Option<&'static str> {
        let (_, from) = self.file.split_once(&format!("// sample {}\n", self.sample))?;
        from.split_once("// end\n").map(|(source, _)| source)
    }

    /// Returns the `use` items that the sample needs.
    pub fn imports(&self) -> impl Iterator<Item = &'static str> {
        self.file.lines().filter(|line| line.starts_with("use ") && !line.contains("super::"))
    }

    /// Returns the shown statements for an engine with their names.
    pub fn statements(&self, dialect: Dialect) -> Vec<(String, &'static str)> {
        let all = self.sql.of(dialect).statements();
        all.filter(|(name, _)| self.shown.contains(&name.as_str())).collect()
    }
}

/// Builds a section with a sample of the invoking file.
macro_rules! section {
    ($attribute:literal, $words:expr, $heading:literal, $text:literal, $sample:ident in $file:literal, $shown:expr) => {
        $crate::reference::Section {
            attribute: $attribute,
            words: &$words,
            heading: $heading,
            text: $text,
            sample: stringify!($sample),
            file: include_str!($file),
            sql: <$sample as ::store::Relation>::STATEMENTS,
            shown: &$shown,
        }
    };
}
use section;

/// Returns all sections in the order of the pages.
pub fn sections() -> Vec<Section> {
    [
        table::SECTIONS,
        column::SECTIONS,
        query::SECTIONS,
        sql_enum::SECTIONS,
        field::SECTIONS,
        from_row::SECTIONS,
        view::SECTIONS,
    ]
    .concat()
}
