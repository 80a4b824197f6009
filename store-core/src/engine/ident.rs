//! The rules for names: their form, and the words that no engine reserves.

use super::engines;
use crate::dialect::Dialect;
use crate::name::check_form;
pub use crate::name::{IdentError, MAX_LEN};

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
/// assert_eq!(check("order"), Err(IdentError::Reserved("SQL Server and SQLite")));
/// ```
pub fn check(name: &str) -> Result<(), IdentError> {
    check_form(name)?;
    reserved_by(name).map_or(Ok(()), |engine| Err(IdentError::Reserved(engine)))
}

/// Checks the name of a table: [`check`], and the names that have a meaning in statements, such as `inserted` on SQL Server, or
/// that would hide a table-valued function of SQLite.
///
/// # Errors
///
/// The first rule that the name breaks.
///
/// ```
/// use store_core::ident::{check_table, IdentError};
///
/// assert_eq!(check_table(Some("crawl"), "pages"), Ok(()));
/// assert_eq!(check_table(None, "inserted"), Err(IdentError::Reserved("SQL Server")));
/// assert_eq!(check_table(Some("json"), "each"), Err(IdentError::Reserved("SQLite")));
/// ```
pub fn check_table(schema: Option<&str>, name: &str) -> Result<(), IdentError> {
    schema.map_or(Ok(()), check)?;
    check(name)?;
    match engines().find(|engine| engine.reserves_table(schema, name)) {
        Some(engine) => Err(IdentError::Reserved(engine.dialect().product())),
        None => Ok(()),
    }
}

/// Returns the names of the engines that reserve `word`, in upper or lower case; `None` if none does.
///
/// Reserved are SQL Server's reserved keywords and all of SQLite's keywords, and the names of the engines' own schemas and
/// tables. The words that SQL Server's documentation lists as ODBC or future keywords, such as `date` and `value`, are not.
///
/// ```
/// use store_core::ident::reserved_by;
///
/// assert_eq!(reserved_by("Order"), Some("SQL Server and SQLite"));
/// assert_eq!(reserved_by("percent"), Some("SQL Server"));
/// assert_eq!(reserved_by("conflict"), Some("SQLite"));
/// assert_eq!(reserved_by("date"), None);
/// ```
pub fn reserved_by(word: &str) -> Option<&'static str> {
    let upper = word.to_ascii_uppercase();
    let mut reserving =
        engines().filter(|engine| engine.reserves_name(&upper)).map(|engine| engine.dialect());
    let first = reserving.next()?;
    Some(if reserving.next().is_some() { ALL_PRODUCTS } else { first.product() })
}

/// The names of all engines.
const ALL_PRODUCTS: &str = "SQL Server and SQLite";

const _: () = assert!(
    Dialect::ALL.len() == 2,
    "with a third engine, `reserved_by` must list those that reserve the word"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_limited_to_128_characters() {
        assert_eq!(check(&"a".repeat(128)), Ok(()));
        assert_eq!(check(&"a".repeat(129)), Err(IdentError::TooLong(129)));
        assert_eq!(check(""), Err(IdentError::Empty));
        assert_eq!(check("SQLite_stat1"), Err(IdentError::Reserved("SQLite")));
        assert_eq!(check("sys"), Err(IdentError::Reserved("SQL Server")));
    }

    #[test]
    fn characters_other_than_ascii_are_rejected() {
        assert_eq!(check("naïve"), Err(IdentError::Character(2, 'ï')));
        assert_eq!(check("ＩＤ"), Err(IdentError::Character(0, 'Ｉ')));
        assert_eq!(check("1st"), Err(IdentError::Character(0, '1')));
        assert_eq!(check("a\0b"), Err(IdentError::Character(1, '\0')));
    }
}
