//! Timestamps as the Python framework wrote them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

/// Reads a timestamp in one of the forms of ISO 8601. A timestamp without an offset is in UTC, as Python's `utcnow`
/// writes it.
pub(super) fn parse_timestamp(text: &str) -> Option<DateTime<Utc>> {
    // Python's `str` writes a space in place of the T.
    let text = text.replacen(' ', "T", usize::from(text.as_bytes().get(10) == Some(&b' ')));
    let with_offset = || DateTime::parse_from_rfc3339(&text).ok();
    let without_colon = || DateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f%z").ok();
    let minute = || NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M").ok();
    let without_offset = || text.parse::<NaiveDateTime>().ok().or_else(minute);
    let day = || Some(text.parse::<NaiveDate>().ok()?.and_time(NaiveTime::MIN));
    let in_utc = || without_offset().or_else(day).map(|time| time.and_utc());
    with_offset().or_else(without_colon).map(|time| time.to_utc()).or_else(in_utc)
}
