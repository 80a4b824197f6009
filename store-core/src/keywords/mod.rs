//! The reserved words of the two engines.

pub mod mssql;
pub mod sqlite;

/// Returns the names of the engines that reserve `word`, in upper or lower case, or `None` if neither does.
///
/// SQL Server's reserved words and all of SQLite's keywords are reserved. The words that SQL Server's documentation
/// lists as ODBC or future keywords, such as `date` and `value`, are not.
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
        for list in [mssql::RESERVED, sqlite::KEYWORDS] {
            assert!(list.windows(2).all(|pair| pair[0] < pair[1]), "binary search needs order: {list:?}");
            assert!(list.iter().all(|word| !word.bytes().any(|b| b.is_ascii_lowercase())));
        }
    }
}
