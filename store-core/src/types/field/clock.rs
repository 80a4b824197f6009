//! Instants and times of day in microseconds, for the types of any crate.

use crate::types::ValueError;

/// The first and the last microsecond of the years 1 to 9999, since 1970.
const YEARS: std::ops::RangeInclusive<i128> = -62_135_596_800_000_000..=253_402_300_799_999_999;

/// Returns the microseconds of an instant in nanoseconds since 1970.
pub(super) fn instant_micros(nanos: i128) -> Result<i64, ValueError> {
    let micros = nanos.div_euclid(1_000);
    let in_range = i64::try_from(micros).ok().filter(|_| YEARS.contains(&micros));
    in_range.ok_or_else(|| ValueError::new("year is outside the range 1 to 9999"))
}

/// Returns the microseconds of a time of day.
pub(super) fn day_micros(hour: u8, minute: u8, second: u8, nanos: u32) -> i64 {
    let seconds = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
    seconds * 1_000_000 + i64::from(nanos / 1_000)
}

/// Returns the hour, the minute, the second and the nanoseconds of a time of day.
pub(super) fn split_micros(micros: i64) -> Result<(u8, u8, u8, u32), ValueError> {
    let seconds = micros.div_euclid(1_000_000);
    let part = |part: i64| u8::try_from(part).map_err(|_| ValueError::new("stored time is not within a day"));
    let nanos = u32::try_from(micros.rem_euclid(1_000_000) * 1_000).unwrap_or_default();
    Ok((part(seconds.div_euclid(3_600))?, part(seconds / 60 % 60)?, part(seconds % 60)?, nanos))
}
