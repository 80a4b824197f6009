//! The form of names of schemas, tables, columns, indexes and constraints.

use std::fmt;

use crate::dialect::Dialect;

/// The maximum length of a name in characters, as of SQL Server's `sysname`.
pub const MAX_LEN: usize = 128;

/// The reason why a string is not a valid name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IdentError {
    /// The name is empty.
    Empty,
    /// The name has more than [`MAX_LEN`] characters; the field is the number.
    TooLong(usize),
    /// The character at this position, counted from 0, is not one of `A–Z a–z 0–9 _`, or is a leading digit.
    Character(usize, char),
    /// The word is reserved by these engines.
    Reserved(Vec<Dialect>),
}

impl fmt::Display for IdentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("name is empty: use at least one letter"),
            Self::TooLong(len) => {
                write!(f, "name has {len} characters, maximum is {MAX_LEN}: shorten it")
            }
            Self::Character(0, digit) if digit.is_ascii_digit() => {
                write!(f, "name starts with digit {digit}: start it with a letter or `_`")
            }
            Self::Character(at, ch) => write!(
                f,
                "invalid character {:?} at position {}: use only letters A-Z, digits and `_`",
                ch,
                at + 1
            ),
            Self::Reserved(engines) => {
                let products: Vec<&str> = engines.iter().map(|engine| engine.product()).collect();
                write!(f, "reserved by {}: use another name", products.join(" and "))
            }
        }
    }
}

impl std::error::Error for IdentError {}

/// Checks the form of a name: `^[A-Za-z_][A-Za-z0-9_]*$`, at most [`MAX_LEN`] characters.
pub(crate) fn check_form(name: &str) -> Result<(), IdentError> {
    if name.is_empty() {
        return Err(IdentError::Empty);
    }
    for (at, ch) in name.chars().enumerate() {
        let valid = ch == '_' || ch.is_ascii_alphabetic() || (at > 0 && ch.is_ascii_digit());
        if !valid {
            return Err(IdentError::Character(at, ch));
        }
    }
    // All characters are ASCII, so the length in bytes is the length in characters.
    if name.len() > MAX_LEN {
        return Err(IdentError::TooLong(name.len()));
    }
    Ok(())
}
