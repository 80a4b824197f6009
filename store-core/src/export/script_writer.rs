//! The trait that an engine implements for scripts.

use super::{ScriptRecord, Scripts, TakenName};
use crate::render::Grammar;
use crate::schema::TableModel;

/// The messages of a script that stops because the schema has another version.
pub(crate) const NEWER: &str = "the schema is newer than this script";
pub(crate) const OLDER: &str = "the schema is older than this script: run the upgrade script first";

/// The scripts of an engine.
pub(crate) trait ScriptWriter: Grammar {
    /// Returns the sections of the scripts that create, in order.
    fn sections(&self, scripts: &Scripts) -> Vec<ScriptSection>;

    /// Returns the statements that drop everything the scripts create.
    fn drop_statements(&self, scripts: &Scripts) -> Vec<String>;

    /// Returns the statements that stop a script if the newest version in `table` is not `version`: they report [`NEWER`] or [`OLDER`].
    fn refuse_other_versions(&self, table: &str, version: i32) -> Vec<String>;

    /// Returns the statements that record a script.
    fn record(&self, record: &ScriptRecord<'_>) -> Vec<String>;

    /// Returns the statement that ends what [`refuse_other_versions`](Self::refuse_other_versions) began, if any.
    fn after_record(&self) -> Option<&'static str>;

    /// Returns the lines that precede a script for the command-line tool of the engine.
    fn shell_head(&self) -> &'static str;

    /// Returns how the tools of the engine separate statements.
    fn frame(&self) -> ScriptFrame;

    /// Returns the names that a table occupies in the namespaces of the engine.
    fn taken_names(&self, table: &TableModel<'_>) -> Vec<TakenName>;
}

/// A section of the scripts, which is one file.
pub(crate) struct ScriptSection {
    /// The name of the file.
    pub(crate) name: &'static str,
    /// The purpose, in words.
    pub(crate) purpose: &'static str,
    /// The effect on existing objects, in words.
    pub(crate) rerun: &'static str,
    /// The statements that precede the check of the version of the schema.
    pub(crate) first: Vec<String>,
    pub(crate) statements: Vec<String>,
}

impl ScriptSection {
    /// For a script that does not change existing objects.
    pub(crate) const KEEPS: &'static str = "Safe to run again: existing objects are not changed.";

    /// Returns all statements.
    pub(crate) fn all(&self) -> impl Iterator<Item = &String> {
        self.first.iter().chain(&self.statements)
    }

    /// For a script that replaces existing objects, which contain no rows.
    pub(crate) const REPLACES: &'static str = "Safe to run again: existing objects are replaced.";
}

/// The statements and separators around the statements of a script.
pub(crate) struct ScriptFrame {
    /// The first statement.
    pub(crate) first: &'static str,
    /// The last statement, if any.
    pub(crate) last: Option<&'static str>,
    /// The separator after each statement.
    pub(crate) separator: &'static str,
}

/// Returns statements as one script.
pub(crate) fn script_of<'s>(
    writer: &dyn ScriptWriter,
    statements: impl IntoIterator<Item = &'s str>,
) -> String {
    let ScriptFrame { first, last, separator } = writer.frame();
    let mut script = String::new();
    for statement in std::iter::once(first).chain(statements).chain(last) {
        script.push_str(statement);
        script.push_str(separator);
    }
    script.truncate(script.trim_end().len());
    script + "\n"
}
