//! A sample of every attribute, from which the derive's reference is written: `docs/derive-reference.md`.
//!
//! Each sample is a struct that is compiled, between a line `// sample Name` and a line `// end`; what the page shows of it is its
//! source and the statements of its table.

mod column;
mod field;
mod query;
mod sql_enum;
mod table;

use store::{Dialect, TableSql};

/// What the reference says of an attribute, or of a part of one.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// The attribute: `table`, `column`, `query`, `sql_enum` or `field`.
    pub attribute: &'static str,
    /// The words of the attribute that the section is about.
    pub words: &'static [&'static str],
    /// How it is written.
    pub heading: &'static str,
    /// What it does.
    pub text: &'static str,
    /// The name of the sample.
    pub sample: &'static str,
    /// The text of the file that has it.
    pub file: &'static str,
    /// The statements of the sample's table.
    pub sql: &'static TableSql,
    /// Those that the attribute changes.
    pub shown: &'static [&'static str],
}

impl Section {
    /// The source of the sample; `None` when the file does not mark it.
    pub fn source(&self) -> Option<&'static str> {
        let (_, from) = self.file.split_once(&format!("// sample {}\n", self.sample))?;
        from.split_once("// end\n").map(|(source, _)| source)
    }

    /// The statements that are shown for an engine.
    pub fn statements(&self, dialect: Dialect) -> Vec<(String, &'static str)> {
        let all = self.sql.of(dialect).statements();
        all.filter(|(name, _)| self.shown.contains(&name.as_str())).collect()
    }
}

/// A section about words of an attribute, with a sample of this file.
macro_rules! section {
    ($attribute:literal, $words:expr, $heading:literal, $text:literal, $sample:ident in $file:literal, $shown:expr) => {
        $crate::reference::Section {
            attribute: $attribute,
            words: &$words,
            heading: $heading,
            text: $text,
            sample: stringify!($sample),
            file: include_str!($file),
            sql: <$sample as ::store::Table>::SQL,
            shown: &$shown,
        }
    };
}
use section;

/// Every section, in the order of the page.
pub fn sections() -> Vec<Section> {
    [table::SECTIONS, column::SECTIONS, query::SECTIONS, sql_enum::SECTIONS, field::SECTIONS].concat()
}
