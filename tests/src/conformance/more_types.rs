//! Types of the standard library, `time` and `jiff`.

use std::num::{NonZeroI64, NonZeroU16};
use std::time::Duration;

use jiff::civil;
use store::prelude::*;
use time::{Date, OffsetDateTime, Time, UtcDateTime, UtcOffset};

use crate::tables::Shipment;

fn id(id: i64) -> NonZeroI64 {
    NonZeroI64::new(id).unwrap()
}

fn shipment(number: i64) -> Shipment {
    Shipment {
        id: id(number),
        code: format!("c{number}").into(),
        receiver: "Ünal".into(),
        note: Some("fragile".into()),
        pieces: NonZeroU16::MAX,
        took: Duration::from_micros(1_500_000_001),
        sent_at: OffsetDateTime::from_unix_timestamp_nanos(1_700_000_000_123_456_000).unwrap(),
        seen_at: UtcDateTime::from_unix_timestamp(-1).ok(),
        day: Date::from_calendar_date(2024, time::Month::February, 29).unwrap(),
        opens: Time::from_hms_micro(8, 30, 0, 500_000).unwrap(),
        confirmed_at: jiff::Timestamp::from_microsecond(-1).ok(),
        due: civil::date(2024, 2, 29),
        closes: civil::time(23, 59, 59, 999_999_000),
    }
}

/// Values are read as they were written, at the ends of their ranges too.
pub async fn round_trip(db: &mut impl Connection) {
    db.create::<Shipment>().await.unwrap();
    let least = Shipment {
        note: None,
        pieces: NonZeroU16::MIN,
        took: Duration::ZERO,
        sent_at: Date::from_ordinal_date(1, 1).unwrap().midnight().assume_utc(),
        seen_at: None,
        day: Date::from_ordinal_date(1, 1).unwrap(),
        opens: Time::MIDNIGHT,
        confirmed_at: None,
        due: civil::date(1, 1, 1),
        closes: civil::time(0, 0, 0, 0),
        ..shipment(1)
    };
    let last = Date::from_ordinal_date(9999, 365).unwrap();
    let greatest = Shipment {
        took: Duration::from_micros(i64::MAX.unsigned_abs()),
        sent_at: last.with_time(Time::from_hms_micro(23, 59, 59, 999_999).unwrap()).assume_utc(),
        day: last,
        due: civil::date(9999, 12, 31),
        confirmed_at: Some("9999-12-30T22:00:00.999999Z".parse().unwrap()),
        ..shipment(2)
    };
    let rows = [least, greatest, shipment(3)];
    db.insert_many(&rows).await.unwrap();
    for row in &rows {
        assert_eq!(db.get::<Shipment>(&row.id).await.unwrap().as_ref(), Some(row));
    }
    // An offset and nanoseconds are not stored.
    let offset = UtcOffset::from_hms(5, 30, 0).unwrap();
    let exact = shipment(4);
    let other = Shipment {
        sent_at: exact.sent_at.to_offset(offset) + time::Duration::nanoseconds(999),
        ..exact.clone()
    };
    assert_eq!(db.upsert(&other).await.unwrap(), Outcome::Inserted);
    assert_eq!(db.get::<Shipment>(&exact.id).await.unwrap(), Some(exact));
}

/// Values are parameters of queries, and are compared and sorted by the database.
pub async fn are_parameters(db: &mut impl Connection) {
    db.create::<Shipment>().await.unwrap();
    let earlier =
        |row: Shipment, hours| Shipment { sent_at: row.sent_at - time::Duration::hours(hours), ..row };
    let rows = [shipment(1), earlier(shipment(2), 2), earlier(shipment(3), 1)];
    db.insert_many(&rows).await.unwrap();
    let since = rows[2].sent_at;
    assert_eq!(Shipment::sent_since(&since).all(db).await.unwrap(), [rows[2].clone(), rows[0].clone()]);
    let (noon, evening) = (Time::from_hms(12, 0, 0).unwrap(), civil::time(18, 0, 0, 0));
    let open = Shipment::open_at(&noon, &evening, &Duration::from_secs(1_501)).all(db).await.unwrap();
    assert_eq!(open.len(), 3);
    assert_eq!(Shipment::open_at(&noon, &evening, &Duration::from_secs(1_500)).all(db).await.unwrap(), []);
    let (pieces, took, code) = (NonZeroU16::new(7).unwrap(), Duration::from_secs(1), "new".into());
    assert_eq!(Shipment::repack(&id(1), &pieces, &took, &code).execute(db).await.unwrap(), 1);
    let changed = db.get::<Shipment>(&id(1)).await.unwrap().unwrap();
    assert_eq!(changed, Shipment { pieces, took, code, ..rows[0].clone() });
    let found = db
        .insert_if_absent_by(&Shipment { id: id(9), ..changed }, Shipment::UX_SHIPMENTS_CODE)
        .await
        .unwrap();
    assert_eq!(found, Outcome::Existing);
}

/// Values that no column can hold are rejected before they are sent.
pub async fn are_checked(db: &mut impl Connection) {
    db.create::<Shipment>().await.unwrap();
    let row = shipment(1);
    let invalid = [
        ("took", Shipment { took: Duration::MAX, ..row.clone() }),
        ("sent_at", Shipment { sent_at: row.sent_at.replace_year(0).unwrap(), ..row.clone() }),
        ("day", Shipment { day: Date::from_ordinal_date(-1, 1).unwrap(), ..row.clone() }),
        ("due", Shipment { due: civil::date(0, 12, 31), ..row.clone() }),
        ("confirmed_at", Shipment { confirmed_at: Some(jiff::Timestamp::MIN), ..row.clone() }),
    ];
    for (column, row) in invalid {
        let error = db.insert(&row).await.unwrap_err();
        assert_eq!((error.kind(), error.column()), (ErrorKind::InvalidValue, Some(column)), "{error}");
    }
    let long = Shipment { receiver: "x".repeat(51).into(), ..row };
    assert_eq!(db.insert(&long).await.unwrap_err().kind(), ErrorKind::Truncated);
}
