//! Timestamps, dates and times as text.
//!
//! The form that this crate writes is parsed by hand, since chrono's general parser is slower.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

const MICROS_PER_SECOND: i64 = 1_000_000;
const MICROS_PER_DAY: i64 = 86_400 * MICROS_PER_SECOND;

/// Writes `YYYY-MM-DDTHH:MM:SS.ffffffZ`, whose fixed width makes strings sort like instants. Returns the length, or `None`
/// outside the years 1 to 9999.
pub(super) fn write_timestamp(micros: i64, out: &mut [u8]) -> Option<usize> {
    let days = i32::try_from(micros.div_euclid(MICROS_PER_DAY)).ok()?;
    let at = write_date(days, out)?;
    out[at] = b'T';
    let end = at + 1 + write_time(micros.rem_euclid(MICROS_PER_DAY), &mut out[at + 1..])?;
    out[end] = b'Z';
    Some(end + 1)
}

/// Writes `YYYY-MM-DD`. Returns the length, or `None` outside the years 1 to 9999.
pub(super) fn write_date(days: i32, out: &mut [u8]) -> Option<usize> {
    let date = NaiveDate::from_epoch_days(days)?;
    let year = u32::try_from(date.year()).ok().filter(|year| (1..=9999).contains(year))?;
    digits(&mut out[0..4], year);
    out[4] = b'-';
    digits(&mut out[5..7], date.month());
    out[7] = b'-';
    digits(&mut out[8..10], date.day());
    Some(10)
}

/// Writes `HH:MM:SS.ffffff`. Returns the length, or `None` for a number that is not within a day.
pub(super) fn write_time(micros: i64, out: &mut [u8]) -> Option<usize> {
    if !(0..MICROS_PER_DAY).contains(&micros) {
        return None;
    }
    let seconds = u32::try_from(micros / MICROS_PER_SECOND).ok()?;
    digits(&mut out[0..2], seconds / 3600);
    out[2] = b':';
    digits(&mut out[3..5], seconds / 60 % 60);
    out[5] = b':';
    digits(&mut out[6..8], seconds % 60);
    out[8] = b'.';
    digits(&mut out[9..15], u32::try_from(micros % MICROS_PER_SECOND).ok()?);
    Some(15)
}

fn digits(out: &mut [u8], mut number: u32) {
    for byte in out.iter_mut().rev() {
        *byte = b"0123456789"[(number % 10) as usize];
        number /= 10;
    }
}

/// Parses a timestamp, to microseconds since 1970.
///
/// In addition to the form of [`write_timestamp`], other ISO 8601 forms that programs write are accepted: with an offset,
/// another number of digits, or a space before the time. A timestamp without an offset is in UTC.
pub(super) fn read_timestamp(text: &str) -> Option<i64> {
    fast_timestamp(text.as_bytes()).or_else(|| slow_timestamp(text))
}

fn fast_timestamp(bytes: &[u8]) -> Option<i64> {
    if bytes.len() != 27 || bytes[10] != b'T' || bytes[26] != b'Z' {
        return None;
    }
    let days = i64::from(fast_date(&bytes[..10])?);
    Some(days * MICROS_PER_DAY + fast_time(&bytes[11..26])?)
}

fn slow_timestamp(text: &str) -> Option<i64> {
    let aware = DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%#z"))
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f%#z"));
    let (instant, year) = match aware {
        Ok(instant) => (instant.naive_utc(), instant.to_utc().year()),
        Err(_) => {
            let parse = |format| NaiveDateTime::parse_from_str(text, format);
            let naive = parse("%Y-%m-%dT%H:%M:%S%.f")
                .or_else(|_| parse("%Y-%m-%d %H:%M:%S%.f"))
                .or_else(|_| parse("%Y-%m-%dT%H:%M"))
                .or_else(|_| parse("%Y-%m-%d %H:%M"))
                .ok()?;
            (naive, naive.year())
        }
    };
    let fits = (1..=9999).contains(&year) && !is_leap_second(&instant);
    fits.then(|| instant.and_utc().timestamp_micros())
}

/// Parses `YYYY-MM-DD`, to days since 1970.
pub(super) fn read_date(text: &str) -> Option<i32> {
    fast_date(text.as_bytes())
}

fn fast_date(bytes: &[u8]) -> Option<i32> {
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let year = i32::try_from(number(&bytes[0..4])?).ok().filter(|year| *year >= 1)?;
    Some(NaiveDate::from_ymd_opt(year, number(&bytes[5..7])?, number(&bytes[8..10])?)?.to_epoch_days())
}

/// Parses `HH:MM:SS` with or without a fraction, to microseconds since midnight.
pub(super) fn read_time(text: &str) -> Option<i64> {
    fast_time(text.as_bytes()).or_else(|| {
        let time = NaiveTime::parse_from_str(text, "%H:%M:%S%.f").ok()?;
        let micros = i64::from(time.nanosecond() / 1_000);
        (!is_leap_second(&time))
            .then(|| i64::from(time.num_seconds_from_midnight()) * MICROS_PER_SECOND + micros)
    })
}

/// chrono represents a leap second as a fraction of more than a second; columns have no leap seconds.
fn is_leap_second(time: &impl Timelike) -> bool {
    time.nanosecond() >= 1_000_000_000
}

fn fast_time(bytes: &[u8]) -> Option<i64> {
    if bytes.len() != 15 || bytes[2] != b':' || bytes[5] != b':' || bytes[8] != b'.' {
        return None;
    }
    let (hours, minutes) = (number(&bytes[0..2])?, number(&bytes[3..5])?);
    let (seconds, micros) = (number(&bytes[6..8])?, number(&bytes[9..15])?);
    let valid = hours < 24 && minutes < 60 && seconds < 60;
    valid.then(|| i64::from(hours * 3600 + minutes * 60 + seconds) * MICROS_PER_SECOND + i64::from(micros))
}

fn number(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0u32, |number, byte| {
        let digit = byte.checked_sub(b'0').filter(|digit| *digit <= 9)?;
        Some(number * 10 + u32::from(digit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timestamp(micros: i64) -> Option<String> {
        let mut out = [0; 36];
        let len = write_timestamp(micros, &mut out)?;
        Some(String::from_utf8(out[..len].to_vec()).unwrap())
    }

    #[test]
    fn timestamps_round_trip_at_the_limits() {
        let first = -62_135_596_800_000_000;
        let last = 253_402_300_799_999_999;
        for (micros, text) in [
            (0, "1970-01-01T00:00:00.000000Z"),
            (-1, "1969-12-31T23:59:59.999999Z"),
            (1_709_164_800_123_456, "2024-02-29T00:00:00.123456Z"),
            (first, "0001-01-01T00:00:00.000000Z"),
            (last, "9999-12-31T23:59:59.999999Z"),
        ] {
            assert_eq!(timestamp(micros).as_deref(), Some(text));
            assert_eq!(read_timestamp(text), Some(micros), "{text}");
        }
        for outside in [first - 1, last + 1, i64::MIN, i64::MAX] {
            assert_eq!(timestamp(outside), None);
        }
    }

    #[test]
    fn other_forms_of_iso_8601_are_read() {
        let noon = 1_709_208_000_000_000;
        for text in [
            "2024-02-29T12:00:00Z",
            "2024-02-29 12:00:00",
            "2024-02-29T12:00:00",
            "2024-02-29T12:00",
            "2024-02-29T12:00:00.000",
            "2024-02-29T12:00:00.0000000Z",
            "2024-02-29T12:00:00+00:00",
            "2024-02-29 13:30:00.000+01:30",
            "2024-02-29T11:00:00-0100",
            "2024-02-29t12:00:00z",
        ] {
            assert_eq!(read_timestamp(text), Some(noon), "{text}");
        }
        for text in [
            "",
            "now",
            "2024-02-30T12:00:00Z",
            "2023-02-29T12:00:00.000000Z",
            "2024-02-29T24:00:00.000000Z",
            "0000-01-01T00:00:00.000000Z",
            "0001-01-01T00:00:00+01:00",
            "+10000-01-01T00:00:00Z",
            "2024-02-29",
            "1709208000",
            "2024-02-29T12:00:00.00000éZ",
            "2016-12-31T23:59:60.000000Z",
            "2016-12-31T23:59:60Z",
            "2016-12-31 23:59:60.5",
            "2017-01-01T00:59:60+01:00",
        ] {
            assert_eq!(read_timestamp(text), None, "{text}");
        }
    }

    #[test]
    fn dates_and_times_round_trip() {
        let mut out = [0; 36];
        for days in [-719_162, -1, 0, 19_782, 2_932_896] {
            let len = write_date(days, &mut out).unwrap();
            assert_eq!(read_date(std::str::from_utf8(&out[..len]).unwrap()), Some(days));
        }
        assert_eq!(write_date(-719_163, &mut out), None);
        assert_eq!(write_date(2_932_897, &mut out), None);
        for micros in [0, 1, MICROS_PER_DAY - 1] {
            let len = write_time(micros, &mut out).unwrap();
            assert_eq!(read_time(std::str::from_utf8(&out[..len]).unwrap()), Some(micros));
        }
        assert_eq!(write_time(MICROS_PER_DAY, &mut out), None);
        assert_eq!(write_time(-1, &mut out), None);
        assert_eq!(read_time("12:00:00"), Some(43_200_000_000));
        assert_eq!(read_time("12:00:00.5"), Some(43_200_500_000));
        for text in ["24:00:00.000000", "12:60:00.000000", "23:59:60", "noon", ""] {
            assert_eq!(read_time(text), None, "{text}");
        }
    }
}
