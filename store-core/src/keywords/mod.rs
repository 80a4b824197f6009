//! The words that the two engines keep for themselves.

pub mod mssql;
pub mod sqlite;

/// Which engine reserves `word`, if one does; the case of the letters does not matter.
///
/// SQL Server's reserved list and all of SQLite's keywords count. Words that SQL Server's documentation
/// lists as ODBC or future keywords do not: `date` or `value` are fair names for a column.
///
/// ```
/// use store_core::keywords::reserved_by;
///
/// assert_eq!(reserved_by("Order"), Some("SQL Server and SQLite"));
/// assert_eq!(reserved_by("percent"), Some("SQL Server"));
/// assert_eq!(reserved_by("conflict"), Some("SQLite"));
/// assert_eq!(reserved_by("date"), None);
/// ```
pub fn reserved_by(word: &str) -> Option<&'static str> {
    let upper = word.to_ascii_uppercase();
    let holds = |list: &[&str]| list.binary_search(&upper.as_str()).is_ok();
    match (holds(mssql::RESERVED), holds(sqlite::KEYWORDS)) {
        (true, true) => Some("SQL Server and SQLite"),
        (true, false) => Some("SQL Server"),
        (false, true) => Some("SQLite"),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_upper_case() {
        for list in [mssql::RESERVED, mssql::ODBC, mssql::FUTURE, sqlite::KEYWORDS] {
            assert!(list.windows(2).all(|pair| pair[0] < pair[1]), "binary search needs order: {list:?}");
            assert!(list.iter().all(|word| !word.bytes().any(|b| b.is_ascii_lowercase())));
        }
    }
}
