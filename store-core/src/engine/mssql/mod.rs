//! SQL Server.

mod advice;
mod batch;
mod bulk_insert;
mod catalog;
mod conversion;
mod existing;
mod grammar;
mod hints;
mod introspection;
mod keywords;
pub mod limits;
mod repair;
mod row_params;
mod scripts;
mod types;
mod upgrade;

pub(super) use types::{has_check, is_checked, write_fragment, write_table};

use super::Engine;

/// The resource of the application lock under which programs and scripts change tables.
pub const SCHEMA_LOCK: &str = "store.define";

/// SQL Server.
pub(super) struct Mssql;

impl Engine for Mssql {
    fn reserves_name(&self, upper: &str) -> bool {
        ["SYS", "INFORMATION_SCHEMA"].contains(&upper) || keywords::RESERVED.binary_search(&upper).is_ok()
    }

    /// Returns whether the name is `inserted` or `deleted`, by which statements refer to the rows that they change.
    fn reserves_table(&self, _schema: Option<&str>, name: &str) -> bool {
        ["inserted", "deleted"].iter().any(|reserved| name.eq_ignore_ascii_case(reserved))
    }
}

#[cfg(test)]
mod tests {
    use super::keywords::RESERVED;

    #[test]
    fn keywords_are_sorted_and_upper_case() {
        assert!(RESERVED.is_sorted_by(|left, right| left < right), "binary search needs order: {RESERVED:?}");
        assert!(RESERVED.iter().all(|word| !word.bytes().any(|byte| byte.is_ascii_lowercase())));
    }
}
