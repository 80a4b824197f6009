//! Timestamps, dates and times as text.
//!
//! The form that this crate writes is parsed by hand, since chrono's general parser is slower.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use store_core::MAX_OFFSET;

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

/// Writes `YYYY-MM-DDTHH:MM:SS.ffffff`. Returns the length, or `None` outside the years 1 to 9999.
pub(super) fn write_date_time(micros: i64, out: &mut [u8]) -> Option<usize> {
    write_timestamp(micros, out).map(|len| len - 1)
}

const MICROS_PER_MINUTE: i64 = 60 * MICROS_PER_SECOND;

/// Writes `YYYY-MM-DDTHH:MM:SS.ffffffZ+HH:MM`: the instant in UTC and then the offset of the local time, so that strings sort like
/// instants. Returns the length, or `None` if the instant or the local time is outside the years 1 to 9999, or the offset is greater
/// than 14 hours.
pub(super) fn write_offset_timestamp(micros: i64, offset: i16, out: &mut [u8]) -> Option<usize> {
    let minutes = u32::from(offset.unsigned_abs());
    let local = micros.checked_add(i64::from(offset) * MICROS_PER_MINUTE)?;
    if offset.unsigned_abs() > MAX_OFFSET || write_timestamp(local, out).is_none() {
        return None;
    }
    let at = write_timestamp(micros, out)?;
    out[at] = if offset < 0 { b'-' } else { b'+' };
    digits(&mut out[at + 1..at + 3], minutes / 60);
    out[at + 3] = b':';
    digits(&mut out[at + 4..at + 6], minutes % 60);
    Some(at + 6)
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

/// Parses the form of [`write_offset_timestamp`], or RFC 3339 as other programs write it: the local time and its offset. Returns the
/// microseconds since 1970, and the offset in minutes.
pub(super) fn read_offset_timestamp(text: &str) -> Option<(i64, i16)> {
    fast_offset_timestamp(text.as_bytes()).or_else(|| {
        let parse = |format| DateTime::parse_from_str(text, format);
        let local = DateTime::parse_from_rfc3339(text)
            .or_else(|_| parse("%Y-%m-%d %H:%M:%S%.f %#z"))
            .or_else(|_| parse("%Y-%m-%d %H:%M:%S%.f%#z"))
            .ok()?;
        let seconds = local.offset().local_minus_utc();
        let offset = i16::try_from(seconds / 60).ok().filter(|_| seconds % 60 == 0)?;
        let in_range = |year| (1..=9999).contains(&year);
        let fits = in_range(local.year()) && in_range(local.to_utc().year()) && !is_leap_second(&local);
        (fits && offset.unsigned_abs() <= MAX_OFFSET).then(|| (local.timestamp_micros(), offset))
    })
}

fn fast_offset_timestamp(bytes: &[u8]) -> Option<(i64, i16)> {
    if bytes.len() != 33 || bytes[30] != b':' {
        return None;
    }
    let micros = fast_timestamp(&bytes[..27])?;
    let (hours, minutes) = (number(&bytes[28..30])?, number(&bytes[31..33])?);
    let offset =
        u16::try_from(hours * 60 + minutes).ok().filter(|offset| minutes < 60 && *offset <= MAX_OFFSET)?;
    let offset = i16::try_from(offset).ok()?;
    match bytes[27] {
        b'+' => Some((micros, offset)),
        b'-' => Some((micros, -offset)),
        _ => None,
    }
}

/// Parses a date and time without a time zone, to microseconds since 1970.
pub(super) fn read_date_time(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    if bytes.len() == 26 && bytes[10] == b'T' {
        return Some(i64::from(fast_date(&bytes[..10])?) * MICROS_PER_DAY + fast_time(&bytes[11..])?);
    }
    let local = without_zone(text)?;
    let fits = (1..=9999).contains(&local.year()) && !is_leap_second(&local);
    fits.then(|| local.and_utc().timestamp_micros())
}

/// Parses the forms of a date and time without a time zone that other programs write.
fn without_zone(text: &str) -> Option<NaiveDateTime> {
    let parse = |format| NaiveDateTime::parse_from_str(text, format);
    parse("%Y-%m-%dT%H:%M:%S%.f")
        .or_else(|_| parse("%Y-%m-%d %H:%M:%S%.f"))
        .or_else(|_| parse("%Y-%m-%dT%H:%M"))
        .or_else(|_| parse("%Y-%m-%d %H:%M"))
        .ok()
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
            let naive = without_zone(text)?;
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
    fn timestamps_with_an_offset_round_trip_and_sort_by_their_instants() {
        let text = |micros, offset| {
            let mut out = [0; 36];
            let len = write_offset_timestamp(micros, offset, &mut out).unwrap();
            String::from_utf8(out[..len].to_vec()).unwrap()
        };
        let noon = 1_709_208_000_000_000;
        for (micros, offset) in [(0, 0), (-1, -840), (noon, 90), (noon + 1, 840), (noon, -1)] {
            assert_eq!(read_offset_timestamp(&text(micros, offset)), Some((micros, offset)));
        }
        assert!(text(noon, 840) < text(noon + 1, -840));
        for (form, offset) in [
            ("2024-02-29T13:30:00+01:30", 90),
            ("2024-02-29 07:00:00.0000000 -05:00", -300),
            ("2024-02-29T12:00:00Z", 0),
        ] {
            assert_eq!(read_offset_timestamp(form), Some((noon, offset)), "{form}");
        }
        for form in [
            "",
            "2024-02-29T12:00:00",
            "2024-02-29T12:00:00.000000Z",
            "2024-02-29T12:00:00.000000Z+14:01",
            "2024-02-29T12:00:00.000000Z+01:60",
            "2024-02-29T12:00:00.000000Z*01:00",
            "2024-02-29T12:00:00+01:00:30",
            "0001-01-01T00:30:00+01:00",
            "2024-02-29T23:59:60+01:00",
        ] {
            let is_plain_utc = form == "2024-02-29T12:00:00.000000Z";
            assert_eq!(read_offset_timestamp(form), is_plain_utc.then_some((noon, 0)), "{form}");
        }
    }

    #[test]
    fn date_times_have_no_zone() {
        let noon = 1_709_208_000_000_000;
        let mut out = [0; 36];
        let len = write_date_time(noon, &mut out).unwrap();
        assert_eq!(&out[..len], b"2024-02-29T12:00:00.000000");
        for form in ["2024-02-29T12:00:00.000000", "2024-02-29 12:00:00", "2024-02-29T12:00"] {
            assert_eq!(read_date_time(form), Some(noon), "{form}");
        }
        for form in ["", "2024-02-29T12:00:00Z", "2024-02-29T12:00:00+01:00", "0000-01-01T00:00:00.000000"] {
            assert_eq!(read_date_time(form), None, "{form}");
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
