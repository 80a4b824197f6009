//! The rule for names: what may stand as a schema, table, column, index or constraint.

use std::fmt;

use crate::dialect::in_file;
use crate::keywords;

/// Longest name, in characters: the limit of SQL Server's `sysname`.
pub const MAX_LEN: usize = 128;

/// Why a text may not be a name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IdentError {
    /// The name has no character at all.
    Empty,
    /// The name has more than [`MAX_LEN`] characters; the field holds how many.
    TooLong(usize),
    /// The character at this place (counted from 0) is not one of `A–Z a–z 0–9 _`, or leads and is a digit.
    Character(usize, char),
    /// An engine keeps the word for itself; the field names the engine.
    Reserved(&'static str),
}

impl fmt::Display for IdentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "a name needs at least one character"),
            Self::TooLong(len) => {
                write!(f, "the name has {len} characters, more than {MAX_LEN}: shorten it")
            }
            Self::Character(0, digit) if digit.is_ascii_digit() => {
                write!(f, "a name cannot begin with the digit {digit}: begin it with a letter or `_`")
            }
            Self::Character(at, ch) => write!(
                f,
                "character {:?} at position {} cannot stand in a name: use letters A-Z, digits and `_` only",
                ch,
                at + 1
            ),
            Self::Reserved(engine) => write!(f, "the word is reserved by {engine}: choose another name"),
        }
    }
}

impl std::error::Error for IdentError {}

/// Checks a name: `^[A-Za-z_][A-Za-z0-9_]*$`, 1 to 128 characters, not a reserved word of either engine.
///
/// The derive applies it to every name while the program compiles, and a backend applies it to a schema
/// name that comes from configuration.
///
/// # Errors
///
/// Tells the first rule that is broken.
///
/// ```
/// use store_core::ident::{check, IdentError};
///
/// assert_eq!(check("work_items"), Ok(()));
/// assert_eq!(check("x]; DROP TABLE y"), Err(IdentError::Character(1, ']')));
/// assert_eq!(check("order"), Err(IdentError::Reserved("SQL Server and SQLite")));
/// ```
pub fn check(name: &str) -> Result<(), IdentError> {
    if name.is_empty() {
        return Err(IdentError::Empty);
    }
    for (at, ch) in name.chars().enumerate() {
        let fits = ch == '_' || ch.is_ascii_alphabetic() || (at > 0 && ch.is_ascii_digit());
        if !fits {
            return Err(IdentError::Character(at, ch));
        }
    }
    // Only ASCII is left, so that bytes are characters.
    if name.len() > MAX_LEN {
        return Err(IdentError::TooLong(name.len()));
    }
    // Names of the engines' own schemas and tables.
    if name.eq_ignore_ascii_case("sqlite")
        || name.get(..7).is_some_and(|head| head.eq_ignore_ascii_case("sqlite_"))
    {
        return Err(IdentError::Reserved("SQLite"));
    }
    if ["sys", "information_schema"].iter().any(|own| name.eq_ignore_ascii_case(own)) {
        return Err(IdentError::Reserved("SQL Server"));
    }
    match keywords::reserved_by(name) {
        Some(engine) => Err(IdentError::Reserved(engine)),
        None => Ok(()),
    }
}

/// Checks the name of a table, which is held to [`check`] and to what the statements themselves and the engines name so:
/// `inserted` and `deleted` are the rows of a statement on SQL Server, and on SQLite a table hides the function of its name that
/// gives rows.
///
/// # Errors
///
/// Returns the first rule that is broken.
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
    if ["inserted", "deleted"].iter().any(|own| name.eq_ignore_ascii_case(own)) {
        return Err(IdentError::Reserved("SQL Server"));
    }
    let name = in_file(schema, name);
    let head = |head: &str| name.get(..head.len()).is_some_and(|own| own.eq_ignore_ascii_case(head));
    if ["json_each", "json_tree"].iter().any(|own| name.eq_ignore_ascii_case(own)) || head("pragma_") {
        return Err(IdentError::Reserved("SQLite"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_held_to_the_character() {
        assert_eq!(check(&"a".repeat(128)), Ok(()));
        assert_eq!(check(&"a".repeat(129)), Err(IdentError::TooLong(129)));
        assert_eq!(check(""), Err(IdentError::Empty));
        assert_eq!(check("SQLite_stat1"), Err(IdentError::Reserved("SQLite")));
        assert_eq!(check("sys"), Err(IdentError::Reserved("SQL Server")));
    }

    #[test]
    fn what_is_not_ascii_is_refused() {
        assert_eq!(check("naïve"), Err(IdentError::Character(2, 'ï')));
        assert_eq!(check("ＩＤ"), Err(IdentError::Character(0, 'Ｉ')));
        assert_eq!(check("1st"), Err(IdentError::Character(0, '1')));
        assert_eq!(check("a\0b"), Err(IdentError::Character(1, '\0')));
    }
}
