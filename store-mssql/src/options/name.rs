//! Checks of names and secrets among the options.

use store_core::Error;

use super::invalid;

/// The maximum length of a name in a login, in UTF-16 code units (MS-TDS 2.2.6.4).
const MAX_LENGTH: usize = 128;

/// Rejects a name or password that a login cannot contain. The error names `what` and does not show the value.
pub(super) fn check(what: &str, value: &str) -> Result<(), Error> {
    check_any_length(what, value)?;
    if value.encode_utf16().count() > MAX_LENGTH {
        return Err(invalid(format!("{what} is longer than {MAX_LENGTH} characters: shorten it")));
    }
    Ok(())
}

/// Rejects an empty value and control characters.
pub(super) fn check_any_length(what: &str, value: &str) -> Result<(), Error> {
    if value.trim().is_empty() {
        return Err(invalid(format!("{what} is empty: set it")));
    }
    if value.chars().any(char::is_control) {
        return Err(invalid(format!("{what} contains a line break or another control character: remove it")));
    }
    Ok(())
}
