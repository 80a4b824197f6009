//! What a text among the options may hold.

use store_core::Error;

use super::bad;

/// The most UTF-16 code units that a login has room for (MS-TDS 2.2.6.4).
const LONGEST: usize = 128;

/// Refuses a text that a login cannot carry. `what` names it, and its value is not shown.
pub(super) fn check(what: &str, text: &str) -> Result<(), Error> {
    check_secret(what, text)?;
    if text.encode_utf16().count() > LONGEST {
        return Err(bad(format!("{what} has more than {LONGEST} characters: shorten it")));
    }
    Ok(())
}

/// As [`check`], for a text that may be of any length.
pub(super) fn check_secret(what: &str, text: &str) -> Result<(), Error> {
    if text.trim().is_empty() {
        return Err(bad(format!("{what} is empty: give one")));
    }
    if text.chars().any(char::is_control) {
        return Err(bad(format!("{what} contains a line break or another control character: remove it")));
    }
    Ok(())
}
