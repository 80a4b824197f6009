//! The rules for names: the form of a name, and the words that the engines reserve.

use super::{Engine, engines};
use crate::dialect::Dialect;
pub use crate::text::{IdentError, MAX_LEN};
use crate::text::{check_form, check_quoted_form};

/// Checks a name: `^[A-Za-z_][A-Za-z0-9_]*$`, 1 to 128 characters, not reserved by any engine.
///
/// The derive applies the check to every name, and a backend applies it to a schema name from the configuration.
///
/// # Errors
///
/// The first rule that the name breaks.
///
/// ```
/// use store_core::ident::{check, IdentError};
///
/// assert_eq!(check("work_items"), Ok(()));
/// assert_eq!(check("x]; DROP TABLE y"), Err(IdentError::Character(1, ']')));
/// assert_eq!(check("order").unwrap_err().to_string(), "reserved by SQL Server and SQLite: use another name");
/// ```
pub fn check(name: &str) -> Result<(), IdentError> {
    check_form(name)?;
    unreserved(reserved_by(name))
}

/// Checks the name of a table: [`check`], and the names that have a meaning in statements, such as `inserted` on SQL Server, or
/// that would hide a table-valued function of SQLite.
///
/// # Errors
///
/// The first rule that the name breaks.
///
/// ```
/// use store_core::Dialect;
/// use store_core::ident::{check_table, IdentError};
///
/// assert_eq!(check_table(Some("crawl"), "pages"), Ok(()));
/// assert_eq!(check_table(None, "inserted"), Err(IdentError::Reserved(vec![Dialect::Mssql])));
/// assert_eq!(check_table(Some("json"), "each"), Err(IdentError::Reserved(vec![Dialect::Sqlite])));
/// ```
pub fn check_table(schema: Option<&str>, name: &str) -> Result<(), IdentError> {
    schema.map_or(Ok(()), check)?;
    check(name)?;
    unreserved(reserving(|engine| engine.reserves_table(schema, name)))
}

/// Checks a name that exists and that breaks the rule of [`check`], such as a reserved word, or one with spaces. The statements write
/// it in quotes as they write every name, so it may contain any characters except quotes, brackets, and those that are not shown.
///
/// # Errors
///
/// The first rule that the name breaks.
///
/// ```
/// use store_core::ident::{check_quoted, IdentError};
///
/// assert_eq!(check_quoted("Unit Price (€)"), Ok(()));
/// assert_eq!(check_quoted("user"), Ok(()));
/// assert_eq!(check_quoted("x]; DROP TABLE y"), Err(IdentError::Quoted(1, ']')));
/// assert_eq!(check_quoted("tab\tname"), Err(IdentError::Quoted(3, '\t')));
/// ```
pub fn check_quoted(name: &str) -> Result<(), IdentError> {
    check_quoted_form(name)
}

/// Checks the name of a table as [`check_quoted`] does, and that no engine gives it a meaning of its own, as [`check_table`] does.
///
/// # Errors
///
/// The first rule that the name breaks.
///
/// ```
/// use store_core::Dialect;
/// use store_core::ident::{check_quoted_table, IdentError};
///
/// assert_eq!(check_quoted_table(None, "Order Details"), Ok(()));
/// assert_eq!(check_quoted_table(None, "sqlite_stat1"), Err(IdentError::Reserved(vec![Dialect::Sqlite])));
/// ```
pub fn check_quoted_table(schema: Option<&str>, name: &str) -> Result<(), IdentError> {
    schema.map_or(Ok(()), check)?;
    check_quoted_form(name)?;
    unreserved(reserving(|engine| engine.reserves_table(schema, name)))
}

/// Returns the engines that reserve `word`, in upper or lower case.
///
/// Reserved are the reserved keywords of SQL Server, all keywords of SQLite, and the names of the system schemas and tables of
/// both. The words that SQL Server's documentation lists as ODBC or future keywords, such as `date` and `value`, are allowed.
///
/// ```
/// use store_core::Dialect;
/// use store_core::ident::reserved_by;
///
/// assert_eq!(reserved_by("Order"), [Dialect::Mssql, Dialect::Sqlite]);
/// assert_eq!(reserved_by("percent"), [Dialect::Mssql]);
/// assert_eq!(reserved_by("conflict"), [Dialect::Sqlite]);
/// assert_eq!(reserved_by("date"), []);
/// ```
pub fn reserved_by(word: &str) -> Vec<Dialect> {
    let upper = word.to_ascii_uppercase();
    reserving(|engine| engine.reserves_name(&upper))
}

fn reserving(reserves: impl Fn(&dyn Engine) -> bool) -> Vec<Dialect> {
    engines().filter(|engine| reserves(*engine)).map(|engine| engine.dialect()).collect()
}

fn unreserved(engines: Vec<Dialect>) -> Result<(), IdentError> {
    if engines.is_empty() { Ok(()) } else { Err(IdentError::Reserved(engines)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_limited_to_128_characters() {
        assert_eq!(check(&"a".repeat(128)), Ok(()));
        assert_eq!(check(&"a".repeat(129)), Err(IdentError::TooLong(129)));
        assert_eq!(check(""), Err(IdentError::Empty));
        assert_eq!(check("SQLite_stat1"), Err(IdentError::Reserved(vec![Dialect::Sqlite])));
        assert_eq!(check("sys"), Err(IdentError::Reserved(vec![Dialect::Mssql])));
    }

    #[test]
    fn characters_other_than_ascii_are_rejected() {
        assert_eq!(check("naïve"), Err(IdentError::Character(2, 'ï')));
        assert_eq!(check("ＩＤ"), Err(IdentError::Character(0, 'Ｉ')));
        assert_eq!(check("1st"), Err(IdentError::Character(0, '1')));
        assert_eq!(check("a\0b"), Err(IdentError::Character(1, '\0')));
    }
}
