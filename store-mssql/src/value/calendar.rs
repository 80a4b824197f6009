//! Converts timestamps, dates and times to and from the units of the wire (MS-TDS 2.2.5.5.1.8).

use store_core::{MAX_OFFSET, ValueError};
use tiberius::time::{Date, DateTime2, DateTimeOffset, Time};

pub(super) const MICROS_PER_SECOND: i64 = 1_000_000;
pub(super) const MICROS_PER_DAY: i64 = 86_400 * MICROS_PER_SECOND;

/// Days from 0001-01-01, the epoch of the wire, to 1970-01-01.
const DAYS_TO_1970: i64 = 719_162;
/// Days from 0001-01-01 to 9999-12-31, the last date of a column.
const LAST_DAY: i64 = 3_652_058;

/// The scale of times on the wire, as in `TIME(7)` and `DATETIME2(7)`: units of 100 ns.
const SCALE: u8 = 7;
const UNITS_PER_MICRO: u64 = 10;

fn out_of_range(what: &str) -> ValueError {
    ValueError::new(format!("the {what} is out of range for its column"))
}

/// Converts days since 1970.
pub(super) fn date(days: i32) -> Result<Date, ValueError> {
    u32::try_from(i64::from(days) + DAYS_TO_1970)
        .ok()
        .filter(|days| i64::from(*days) <= LAST_DAY)
        .map(Date::new)
        .ok_or_else(|| out_of_range("date"))
}

/// Converts microseconds since midnight.
pub(super) fn time(micros: i64) -> Result<Time, ValueError> {
    u64::try_from(micros)
        .ok()
        .filter(|_| micros < MICROS_PER_DAY)
        .map(|micros| Time::new(micros * UNITS_PER_MICRO, SCALE))
        .ok_or_else(|| out_of_range("time"))
}

/// Converts microseconds since 1970.
pub(super) fn timestamp(micros: i64) -> Result<DateTime2, ValueError> {
    let days = i32::try_from(micros.div_euclid(MICROS_PER_DAY)).map_err(|_| out_of_range("timestamp"))?;
    let date = date(days).map_err(|_| out_of_range("timestamp"))?;
    Ok(DateTime2::new(date, time(micros.rem_euclid(MICROS_PER_DAY))?))
}

/// Returns the microseconds of the local time of an instant, which a column can have.
pub(super) fn local(micros: i64, offset: i16) -> Result<i64, ValueError> {
    let local = micros.checked_add(i64::from(offset) * 60 * MICROS_PER_SECOND);
    let local = local.filter(|local| offset.unsigned_abs() <= MAX_OFFSET && timestamp(*local).is_ok());
    local.ok_or_else(|| out_of_range("timestamp"))
}

/// Converts microseconds since 1970, with the offset of the local time in minutes.
pub(super) fn offset_timestamp(micros: i64, offset: i16) -> Result<DateTimeOffset, ValueError> {
    local(micros, offset)?;
    Ok(DateTimeOffset::new(timestamp(micros)?, offset))
}

/// Returns the days since 1970.
pub(super) fn days_of(date: Date) -> Result<i32, ValueError> {
    let days = i64::from(date.days()) - DAYS_TO_1970;
    i32::try_from(days).map_err(|_| out_of_range("date"))
}

/// Returns the microseconds since midnight. Finer fractions, which other programs may have written, are truncated.
pub(super) fn micros_of(time: Time) -> Result<i64, ValueError> {
    let units = i128::from(time.increments());
    let scale = u32::from(time.scale());
    let micros = match scale {
        0..=6 => units * 10i128.pow(6 - scale),
        7..=9 => units / 10i128.pow(scale - 6),
        _ => return Err(out_of_range("time")),
    };
    i64::try_from(micros).ok().filter(|micros| *micros < MICROS_PER_DAY).ok_or_else(|| out_of_range("time"))
}

/// Returns the microseconds since 1970.
pub(super) fn timestamp_of(timestamp: DateTime2) -> Result<i64, ValueError> {
    Ok(i64::from(days_of(timestamp.date())?) * MICROS_PER_DAY + micros_of(timestamp.time())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_round_trip_up_to_their_limits() {
        let first = -62_135_596_800_000_000;
        let last = 253_402_300_799_999_999;
        for micros in [first, -1, 0, 1, 1_709_164_800_123_456, last] {
            assert_eq!(timestamp_of(timestamp(micros).unwrap()), Ok(micros));
        }
        for outside in [first - 1, last + 1, i64::MIN, i64::MAX] {
            assert!(timestamp(outside).is_err());
        }
        assert_eq!(timestamp(first).unwrap().date().days(), 0);
        assert_eq!(date(0).unwrap().days(), 719_162);
        assert!(date(i32::MIN).is_err() && date(i32::MAX).is_err());
        assert!(time(-1).is_err() && time(MICROS_PER_DAY).is_err());
    }

    #[test]
    fn times_of_every_scale_are_read() {
        let noon = 12 * 3_600;
        for scale in 0..=7u8 {
            let units = noon * 10u64.pow(u32::from(scale));
            assert_eq!(micros_of(Time::new(units, scale)), Ok(43_200_000_000), "scale {scale}");
        }
        assert_eq!(micros_of(Time::new(19, 7)), Ok(1));
        assert!(micros_of(Time::new(u64::MAX, 0)).is_err());
        assert!(micros_of(Time::new(1, 200)).is_err());
    }
}
