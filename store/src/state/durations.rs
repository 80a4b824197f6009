//! Durations as the date functions of the database take them: 32-bit numbers of milliseconds or seconds.
//!
//! A duration that the program chooses is refused if it is out of range. A duration that a source asks for is capped.

use std::time::Duration;

use crate::{Error, ErrorKind};

/// Returns a lease in milliseconds.
///
/// # Errors
///
/// [`Misuse`](ErrorKind::Misuse) for a lease that would expire at once, or that SQL Server's `DATEADD` does not take.
pub(crate) fn lease_milliseconds(lease: Duration) -> Result<i32, Error> {
    match i32::try_from(lease.as_millis()) {
        Ok(milliseconds @ 1..) => Ok(milliseconds),
        _ => Err(out_of_range("lease", lease, "from 1 ms to 24 days")),
    }
}

/// Returns the age after which rows are removed, in seconds.
///
/// # Errors
///
/// [`Misuse`](ErrorKind::Misuse) for an age that SQL Server's `DATEADD` does not take.
pub(super) fn age_seconds(age: Duration) -> Result<i32, Error> {
    i32::try_from(age.as_secs()).map_err(|_| out_of_range("age", age, "at most 68 years"))
}

/// Returns the error for a duration out of its range.
pub(crate) fn out_of_range(what: &str, duration: Duration, range: &str) -> Error {
    Error::new(ErrorKind::Misuse, format!("{what} out of range ({duration:?}): choose {range}"))
}

/// Returns whether a delay has at most the 24 days that a 32-bit number of milliseconds holds.
pub(super) fn fits_milliseconds(delay: Duration) -> bool {
    i32::try_from(delay.as_millis()).is_ok()
}

/// Returns a delay in milliseconds, capped at 24 days.
pub(super) fn capped_milliseconds(delay: Duration) -> i32 {
    i32::try_from(delay.as_millis()).unwrap_or(i32::MAX)
}

/// Returns a period in whole seconds, capped at 68 years.
pub(super) fn capped_seconds(period: Duration) -> i32 {
    i32::try_from(period.as_secs()).unwrap_or(i32::MAX)
}
