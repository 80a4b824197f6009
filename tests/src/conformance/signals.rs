//! Integers of 8 and 64 bits, enums of integers, and times with an offset and without a zone.

use std::num::NonZeroU64;

use chrono::{DateTime, FixedOffset, NaiveDate};
use jiff::civil;
use store::prelude::*;
use store::queries::RawQuery;
use store::{Batch, SchemaOverride, sql};
use time::{Date, PrimitiveDateTime};

use crate::tables::{Light, Signal};

fn no_variant() -> RawQuery<0> {
    sql!("UPDATE {Signal} SET light = 1")
}

fn out_of_range() -> RawQuery<0> {
    sql!("UPDATE {Signal} SET level = 128")
}

/// Sets the number to one more than the largest.
fn too_large() -> RawQuery<0> {
    sql!(
        mssql = "UPDATE {Signal} SET digest = 18446744073709551616",
        sqlite = "UPDATE {Signal} SET digest = '018446744073709551616'",
    )
}

fn negative() -> RawQuery<0> {
    sql!(
        mssql = "UPDATE {Signal} SET digest = -1",
        sqlite = "UPDATE {Signal} SET digest = '-99999999999999999998'",
    )
}

/// Sets the number to something else: text of the same length on SQLite, and a negative number on SQL Server.
fn no_number() -> RawQuery<0> {
    sql!(
        mssql = "UPDATE {Signal} SET digest = -2",
        sqlite = "UPDATE {Signal} SET digest = '0000000000000000000ab'",
    )
}

/// Adds the queries to an override of the schema.
pub fn in_schema(moved: SchemaOverride) -> SchemaOverride {
    moved
        .query(&no_variant())
        .query(&out_of_range())
        .query(&too_large())
        .query(&negative())
        .query(&no_number())
}

fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

pub(super) fn signal(id: i32) -> Signal {
    Signal {
        id,
        level: 7,
        light: Light::Green,
        digest: u64::try_from(id).unwrap(),
        message: None,
        changed_at: Some(at("2026-03-29T12:00:00.000001+02:00")),
        checked_at: None,
        planned: NaiveDate::from_ymd_opt(2026, 3, 29).unwrap().and_hms_opt(2, 30, 0).unwrap(),
        planned_too: Date::from_calendar_date(2026, time::Month::March, 29)
            .unwrap()
            .with_hms(2, 30, 0)
            .unwrap(),
        planned_also: Some(civil::date(2026, 3, 29).at(2, 30, 0, 0)),
    }
}

fn ids(rows: &[Signal]) -> Vec<i32> {
    rows.iter().map(|row| row.id).collect()
}

/// Returns a row with the least values, one with the greatest values, and one with NULLs.
pub(super) fn extremes() -> [Signal; 3] {
    let first = NaiveDate::from_ymd_opt(1, 1, 1).unwrap();
    let last = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap();
    let least = Signal {
        level: i8::MIN,
        light: Light::Red,
        digest: 0,
        message: Some(NonZeroU64::MIN),
        changed_at: Some(at("0001-01-01T00:00:00.000000-14:00")),
        planned: first.and_hms_opt(0, 0, 0).unwrap(),
        planned_too: Date::from_ordinal_date(1, 1).unwrap().midnight(),
        planned_also: Some(civil::date(1, 1, 1).at(0, 0, 0, 0)),
        ..signal(1)
    };
    let greatest = Signal {
        level: i8::MAX,
        light: Light::Amber,
        digest: u64::MAX,
        message: Some(NonZeroU64::MAX),
        changed_at: Some(at("9999-12-31T23:59:59.999999+14:00")),
        checked_at: Some(at("2026-03-29T12:00:00-00:30")),
        planned: last.and_hms_micro_opt(23, 59, 59, 999_999).unwrap(),
        planned_too: Date::from_ordinal_date(9999, 365).unwrap().with_hms_micro(23, 59, 59, 999_999).unwrap(),
        planned_also: Some(civil::date(9999, 12, 31).at(23, 59, 59, 999_999_000)),
        ..signal(2)
    };
    let other = Signal { message: None, changed_at: None, planned_also: None, ..signal(3) };
    [least, greatest, other]
}

/// Values are read as they were written, at the ends of their ranges too, one by one and in batches.
pub async fn round_trip(db: &mut impl Connection) {
    db.create::<Signal>().await.unwrap();
    let rows = extremes();
    db.insert(&rows[0]).await.unwrap();
    assert_eq!(
        db.upsert_many(&rows, UniqueKey::PRIMARY).await.unwrap(),
        [Outcome::Updated, Outcome::Inserted, Outcome::Inserted]
    );
    for row in &rows {
        let read = db.get::<Signal>(row.id).await.unwrap().unwrap();
        assert_eq!(&read, row);
        // Equal instants are equal values; the offset is read as well.
        let offset = |time: &Option<DateTime<FixedOffset>>| time.map(|time| *time.offset());
        assert_eq!(offset(&read.changed_at), offset(&row.changed_at));
        assert_eq!(offset(&read.checked_at), offset(&row.checked_at));
    }
}

/// Timestamps with an offset are compared by their instants, whatever their offsets.
pub async fn instants_are_compared(db: &mut impl Connection) {
    db.create::<Signal>().await.unwrap();
    let changed = |id, text: &str| Signal { changed_at: Some(at(text)), ..signal(id) };
    let rows = [
        changed(1, "2026-03-29T10:00:00+00:00"),
        changed(2, "2026-03-29T12:00:00+02:00"),
        // Its offset sorts before the others, and its key after them.
        changed(3, "2026-03-29T05:00:00-05:00"),
        changed(4, "2026-03-29T12:00:00.000001+02:00"),
        changed(5, "2026-03-29T09:59:59.999999+00:00"),
        Signal { changed_at: None, ..signal(6) },
    ];
    db.insert_many(&rows).await.unwrap();
    let noon = at("2026-03-29T20:00:00+10:00");
    let before = at("2026-03-29T09:59:59.999999-00:00");
    let after = at("2026-03-29T10:00:00.000001+00:00");
    assert_eq!(ids(&Signal::at(noon).all(db).await.unwrap()), [1, 2, 3]);
    assert_eq!(ids(&Signal::not_at(noon).all(db).await.unwrap()), [4, 5]);
    assert_eq!(ids(&Signal::within(before, noon).all(db).await.unwrap()), [5]);
    assert_eq!(ids(&Signal::within(noon, after).all(db).await.unwrap()), [1, 2, 3]);
    assert_eq!(ids(&Signal::within(before, after).all(db).await.unwrap()), [5, 1, 2, 3]);
    assert_eq!(Signal::around(before, noon).all(db).await.unwrap().len(), 3);
    assert_eq!(ids(&Signal::around(noon, after).all(db).await.unwrap()), [4]);
    assert_eq!(ids(&Signal::spanning(noon, after).all(db).await.unwrap()), [1, 2, 3, 4]);
    // Another column of the row with the same instant.
    let mut batch = Batch::new();
    let checked = batch.execute_many(&[1, 4].map(Signal::check_at));
    assert_eq!(db.batch(batch).await.unwrap().take(checked).unwrap(), [true, true]);
    assert_eq!(ids(&Signal::spanning(noon, after).all(db).await.unwrap()), [2, 3]);
}

/// Enums of integers, integers and times are parameters, constants, members of lists, groups and summaries.
pub async fn are_used_in_queries(db: &mut impl Connection) {
    db.create::<Signal>().await.unwrap();
    let rows = [
        Signal { light: Light::Red, digest: u64::MAX, ..signal(1) },
        Signal { level: -7, digest: 1 << 63, ..signal(2) },
        Signal { planned: signal(3).planned + chrono::TimeDelta::days(1), digest: 9, ..signal(3) },
        Signal { light: Light::Amber, ..signal(4) },
    ];
    db.insert_many(&rows).await.unwrap();
    assert_eq!(ids(&Signal::lit(0).all(db).await.unwrap()), [3]);
    assert_eq!(ids(&Signal::lit(i8::MIN).all(db).await.unwrap()), [2, 3]);
    let lights = [Light::Red, Light::Green, Light::Amber];
    assert_eq!(ids(&Signal::of_lights(&lights).all(db).await.unwrap()), [2, 3, 1]);
    assert_eq!(ids(&Signal::by_digest(1 << 63).all(db).await.unwrap()), [2]);
    assert_eq!(Signal::by_digest(6).all(db).await.unwrap(), []);
    assert_eq!(ids(&Signal::planned_before(rows[2].planned).all(db).await.unwrap()).len(), 3);
    let distinct: Vec<Light> = Signal::lights().all(db).await.unwrap().iter().map(|row| row.light).collect();
    assert_eq!(distinct, [Light::Red, Light::Amber, Light::Green]);
    let extremes = Signal::extremes().first(db).await.unwrap().unwrap();
    assert_eq!((extremes.least, extremes.greatest), (Some(4), Some(u64::MAX)));
    assert_eq!((extremes.first, extremes.level), (Some(rows[0].planned), Some(14)));
    let mut groups = Signal::by_light().groups(db).await.unwrap();
    groups.sort_by_key(|(light, _)| light.as_int());
    assert_eq!(groups, [(Light::Red, 1), (Light::Amber, 1), (Light::Green, 2)]);
    let groups = Signal::per_digest().groups(db).await.unwrap();
    assert_eq!((groups.len(), groups.contains(&(u64::MAX, 1))), (4, true));
    let now = at("2026-03-29T12:00:00-03:30");
    let mut batch = Batch::new();
    let turned = batch.execute(Signal::turn(1, &Light::Green, Some(now)));
    batch.expect(turned, 1);
    let read = batch.get::<Signal>(1);
    let read = db.batch(batch).await.unwrap().take(read).unwrap().unwrap();
    assert_eq!((read.light, read.level, read.changed_at), (Light::Green, 6, Some(now)));
    let raw: Option<(i8, DateTime<FixedOffset>)> =
        sql!("SELECT :level, :at", level = -3_i8, at = now).first(db).await.unwrap();
    assert_eq!(raw, Some((-3, now)));
}

/// Values that no column can hold are rejected, and numbers of no variant are not stored.
pub async fn are_checked(db: &mut impl Connection) {
    db.create::<Signal>().await.unwrap();
    let seconds = FixedOffset::east_opt(90).unwrap();
    let far = FixedOffset::east_opt(15 * 3_600).unwrap();
    let noon = at("2026-03-29T12:00:00+00:00");
    let invalid = [
        ("changed_at", Signal { changed_at: Some(noon.with_timezone(&seconds)), ..signal(1) }),
        ("changed_at", Signal { changed_at: Some(noon.with_timezone(&far)), ..signal(1) }),
        ("changed_at", Signal { changed_at: Some(at("0001-01-01T00:30:00+01:00")), ..signal(1) }),
        ("planned", Signal { planned: chrono::NaiveDateTime::MAX, ..signal(1) }),
        ("planned_too", Signal { planned_too: PrimitiveDateTime::MIN, ..signal(1) }),
        ("planned_also", Signal { planned_also: Some(civil::DateTime::MIN), ..signal(1) }),
    ];
    for (column, row) in invalid {
        let error = db.insert(&row).await.unwrap_err();
        assert_eq!((error.kind(), error.column()), (ErrorKind::InvalidValue, Some(column)), "{error}");
    }
    db.insert(&signal(1)).await.unwrap();
    let error = no_variant().execute(db).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::CheckViolation, "{error}");
    let error = out_of_range().execute(db).await.unwrap_err();
    assert_eq!((error.kind(), error.column()), (ErrorKind::OutOfRange, Some("level")), "{error}");
    for query in [too_large(), negative(), no_number()] {
        let error = query.execute(db).await.unwrap_err();
        assert_eq!((error.kind(), error.column()), (ErrorKind::OutOfRange, Some("digest")), "{error}");
    }
}
