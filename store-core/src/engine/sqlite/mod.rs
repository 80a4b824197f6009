//! SQLite.

mod advice;
mod catalog;
mod grammar;
mod introspection;
mod keywords;
mod owner;
mod repair;
mod scripts;
mod types;
mod upgrade;

pub use keywords::KEYWORDS;
pub(super) use types::{has_check, is_checked, write_fragment, write_table};

use super::Engine;
pub use grammar::name_in_file;

/// SQLite.
pub(super) struct Sqlite;

impl Engine for Sqlite {
    fn reserves_name(&self, upper: &str) -> bool {
        upper == "SQLITE" || upper.starts_with("SQLITE_") || KEYWORDS.binary_search(&upper).is_ok()
    }

    /// Returns whether the table would hide a table-valued function with its name, or have a name of SQLite's own tables.
    fn reserves_table(&self, schema: Option<&str>, name: &str) -> bool {
        let name = name_in_file(schema, name).to_ascii_lowercase();
        let is_own = |prefix| name.starts_with(prefix);
        ["json_each", "json_tree"].contains(&name.as_str()) || is_own("pragma_") || is_own("sqlite_")
    }
}

#[cfg(test)]
mod tests {
    use super::KEYWORDS;

    #[test]
    fn keywords_are_sorted_and_upper_case() {
        assert!(KEYWORDS.is_sorted_by(|left, right| left < right), "binary search needs order: {KEYWORDS:?}");
        assert!(KEYWORDS.iter().all(|word| !word.bytes().any(|byte| byte.is_ascii_lowercase())));
    }
}
