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
    /// The character at this position, counted from 0, cannot be in a name in quotes: it is a quote, a bracket, a character that is
    /// not shown, a leading `#`, or a space at the start or the end.
    Quoted(usize, char),
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
            Self::Quoted(at, ch) => {
                let reason = match ch {
                    '[' | ']' | '`' | '"' | '\'' => {
                        "quotes and brackets are not supported; rename the object, or read it through a view"
                    }
                    '#' => {
                        "names that start with `#` are not supported; rename the object, or read it through a view"
                    }
                    ' ' => "a name does not start or end with a space",
                    _ => {
                        "characters that are not shown are not supported; rename the object, or read it through a view"
                    }
                };
                write!(f, "invalid character {ch:?} at position {} of a name in quotes: {reason}", at + 1)
            }
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

/// Checks the form of a name that is always in quotes: at most [`MAX_LEN`] UTF-16 code units, without characters that end the
/// quotes of an engine or that are not shown. Names of the statements themselves start with `#`.
pub(crate) fn check_quoted_form(name: &str) -> Result<(), IdentError> {
    if name.is_empty() {
        return Err(IdentError::Empty);
    }
    let last = name.chars().count() - 1;
    for (at, ch) in name.chars().enumerate() {
        let is_outer = at == 0 || at == last;
        let is_invalid = matches!(ch, '[' | ']' | '`' | '"' | '\'')
            || is_hidden(ch)
            || (is_outer && ch.is_whitespace())
            || (at == 0 && ch == '#');
        if is_invalid {
            return Err(IdentError::Quoted(at, ch));
        }
    }
    let len = name.encode_utf16().count();
    if len > MAX_LEN { Err(IdentError::TooLong(len)) } else { Ok(()) }
}

/// Returns whether a character is not shown: a control character, or one that changes the direction, the width or the form of
/// others (<https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing>).
///
/// ```
/// use store_core::derive::is_hidden;
///
/// assert!(is_hidden('\u{202e}') && is_hidden('\n'));
/// assert!(!is_hidden('ß') && !is_hidden(' '));
/// ```
pub fn is_hidden(ch: char) -> bool {
    ch.is_control()
        || matches!(
            ch,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}
