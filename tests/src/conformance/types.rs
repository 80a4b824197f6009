//! Values of every type are read as they were written.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use rust_decimal::Decimal;
use store::prelude::*;
use uuid::Uuid;

use crate::tables::{Color, EveryType, Money, Point};

/// Returns a row whose optional columns are all NULL.
pub fn sample(id: i64) -> EveryType {
    EveryType {
        id,
        a_bool: true,
        an_i16: 1,
        an_i32: 2,
        an_i64: 3,
        a_u8: 4,
        a_u16: 5,
        a_u32: 6,
        an_f32: 0.5,
        an_f64: 0.25,
        a_text: "text".into(),
        a_short_text: "short".into(),
        a_long_text: "long".into(),
        some_bytes: vec![1, 2, 3],
        few_bytes: vec![4],
        a_hash: [7; 32],
        a_uuid: Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef),
        a_timestamp: Utc.timestamp_micros(1_234_567_890_123_456).single().expect("within the calendar"),
        a_date: NaiveDate::from_ymd_opt(2024, 2, 29).expect("a leap day"),
        a_time: NaiveTime::from_hms_micro_opt(12, 34, 56, 789_012).expect("a time"),
        a_decimal: Decimal::new(-123_456_789, 6),
        a_wide_decimal: Decimal::new(987_654_321, 9),
        money: Money(Decimal::new(10_000, 4)),
        a_json: serde_json::json!({ "a": [1, 2.5, null, "é\"\u{1}"] }),
        a_point: Point { x: 1, y: -1 },
        a_color: Color::DarkGreen,
        maybe_bool: None,
        maybe_i16: None,
        maybe_i32: None,
        maybe_i64: None,
        maybe_u8: None,
        maybe_u16: None,
        maybe_u32: None,
        maybe_f32: None,
        maybe_f64: None,
        maybe_text: None,
        maybe_bytes: None,
        maybe_hash: None,
        maybe_uuid: None,
        maybe_timestamp: None,
        maybe_date: None,
        maybe_time: None,
        maybe_decimal: None,
        maybe_wide_decimal: None,
        maybe_money: None,
        maybe_json: None,
        maybe_point: None,
        maybe_color: None,
    }
}

async fn round_trips(db: &mut impl Connection, row: &EveryType) {
    db.insert(row).await.unwrap();
    let read = db.get::<EveryType>(row.id).await.unwrap().unwrap();
    assert_eq!(&read, row);
    assert_eq!(db.upsert(row).await.unwrap(), Outcome::Updated);
    assert_eq!(&db.get::<EveryType>(row.id).await.unwrap().unwrap(), row);
}

pub async fn without_optional_values(db: &mut impl Connection) {
    db.create::<EveryType>().await.unwrap();
    round_trips(db, &sample(i64::MIN)).await;
}

/// Bytes of variable length.
pub async fn lists_of_bytes(db: &mut impl Connection) {
    db.create::<EveryType>().await.unwrap();
    let rows = [vec![1, 2], vec![], vec![1]].into_iter().zip(1..);
    let rows: Vec<EveryType> = rows.map(|(few_bytes, id)| EveryType { few_bytes, ..sample(id) }).collect();
    db.insert_many(&rows).await.unwrap();
    let found = EveryType::with_few_bytes(&[vec![1, 2], vec![], vec![2]]).all(db).await.unwrap();
    assert_eq!(found, rows[..2]);
    assert_eq!(EveryType::with_few_bytes(&[]).all(db).await.unwrap(), []);
}

pub async fn leap_seconds_are_refused(db: &mut impl Connection) {
    db.create::<EveryType>().await.unwrap();
    let leap = |nanos| NaiveTime::from_hms_nano_opt(23, 59, 59, nanos).expect("a leap second");
    for time in [leap(1_000_000_000), leap(1_999_999_999)] {
        let at = instant(2016, 12, 31, time);
        for (column, row) in [
            ("a_timestamp", EveryType { a_timestamp: at, ..sample(1) }),
            ("maybe_timestamp", EveryType { maybe_timestamp: Some(at), ..sample(1) }),
            ("a_time", EveryType { a_time: time, ..sample(1) }),
            ("maybe_time", EveryType { maybe_time: Some(time), ..sample(1) }),
        ] {
            for error in [
                db.insert(&row).await.unwrap_err(),
                db.upsert_many(&[sample(2), row], UniqueKey::PRIMARY).await.unwrap_err(),
            ] {
                assert_eq!(
                    (error.kind(), error.column()),
                    (ErrorKind::InvalidValue, Some(column)),
                    "{error}"
                );
            }
        }
    }
    assert_eq!(EveryType::all().all(db).await.unwrap().len(), 0);
}

fn instant(year: i32, month: u32, day: u32, time: NaiveTime) -> DateTime<Utc> {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day").and_time(time).and_utc()
}

pub async fn at_their_limits(db: &mut impl Connection) {
    db.create::<EveryType>().await.unwrap();
    let (least, most) = (least(), most());
    round_trips(db, &least).await;
    round_trips(db, &most).await;
    let all = EveryType::all().all(db).await.unwrap();
    assert_eq!(all, [least, most]);
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

/// Returns the last microsecond of a day.
fn last_time() -> NaiveTime {
    NaiveTime::from_hms_micro_opt(23, 59, 59, 999_999).expect("a time")
}

/// Returns the decimal with this number of nines.
fn nines(digits: u32, scale: u32) -> Decimal {
    Decimal::from_i128_with_scale(10i128.pow(digits) - 1, scale)
}

/// Returns a row with the least value of each type.
pub(super) fn least() -> EveryType {
    EveryType {
        a_bool: false,
        an_i16: i16::MIN,
        an_i32: i32::MIN,
        an_i64: i64::MIN,
        a_u8: 0,
        a_u16: 0,
        a_u32: 0,
        an_f32: f32::MIN,
        an_f64: f64::MIN,
        a_text: String::new(),
        a_short_text: String::new(),
        a_long_text: String::new(),
        some_bytes: Vec::new(),
        few_bytes: Vec::new(),
        a_hash: [0; 32],
        a_uuid: Uuid::nil(),
        a_timestamp: instant(1, 1, 1, NaiveTime::MIN),
        a_date: day(1, 1, 1),
        a_time: NaiveTime::MIN,
        a_decimal: -nines(18, 6),
        a_wide_decimal: -nines(28, 9),
        money: Money(-nines(19, 4)),
        a_json: serde_json::Value::Null,
        a_color: Color::Red,
        maybe_timestamp: Some(instant(1, 1, 1, NaiveTime::MIN)),
        maybe_date: Some(day(1, 1, 1)),
        maybe_time: Some(NaiveTime::MIN),
        ..sample(1)
    }
}

/// Returns a row with the greatest value of each type, and values in all optional columns.
pub(super) fn most() -> EveryType {
    EveryType {
        an_i16: i16::MAX,
        an_i32: i32::MAX,
        an_i64: i64::MAX,
        a_u8: u8::MAX,
        a_u16: u16::MAX,
        a_u32: u32::MAX,
        an_f32: f32::MAX,
        an_f64: f64::MAX,
        a_text: "é🦀\u{10ffff}".repeat(20_000),
        a_short_text: "🦀".repeat(20),
        a_long_text: "x".repeat(5_000),
        some_bytes: (0..=255).cycle().take(100_000).collect(),
        few_bytes: vec![255; 16],
        a_hash: [255; 32],
        a_uuid: Uuid::max(),
        a_timestamp: instant(9999, 12, 31, last_time()),
        a_date: day(9999, 12, 31),
        a_time: last_time(),
        a_decimal: nines(18, 6),
        a_wide_decimal: nines(28, 9),
        money: Money(nines(19, 4)),
        a_json: serde_json::json!("a text alone"),
        a_point: Point { x: i32::MAX, y: i32::MIN },
        a_color: Color::Blue,
        maybe_bool: Some(false),
        maybe_i16: Some(i16::MAX),
        maybe_i32: Some(i32::MAX),
        maybe_i64: Some(i64::MAX),
        maybe_u8: Some(u8::MAX),
        maybe_u16: Some(u16::MAX),
        maybe_u32: Some(u32::MAX),
        maybe_f32: Some(f32::MIN_POSITIVE),
        maybe_f64: Some(f64::MIN_POSITIVE),
        maybe_text: Some(String::new()),
        maybe_bytes: Some(Vec::new()),
        maybe_hash: Some([1; 32]),
        maybe_uuid: Some(Uuid::from_u128(1)),
        maybe_timestamp: Some(instant(1969, 12, 31, last_time())),
        maybe_date: Some(day(1, 1, 1)),
        maybe_time: Some(last_time()),
        maybe_decimal: Some(Decimal::new(-999_999_999, 2)),
        maybe_wide_decimal: Some(-nines(28, 0)),
        maybe_money: Some(Money(Decimal::new(-1, 4))),
        maybe_json: Some(serde_json::json!([true, 1e300, "\u{0}"])),
        maybe_point: Some(Point { x: 0, y: 0 }),
        maybe_color: Some(Color::Blue),
        ..sample(2)
    }
}

/// Rows from a random generator with a fixed seed.
pub async fn random_rows_round_trip(db: &mut impl Connection) {
    db.create::<EveryType>().await.unwrap();
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut next = move || {
        // xorshift64: the same rows in every run.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for id in 0..200 {
        let micros = i64::try_from(next() % 315_537_897_600_000_000).expect("fits") - 62_135_596_800_000_000;
        let instant = Utc.timestamp_micros(micros).single().expect("within the years 1 to 9999");
        let bytes = next().to_be_bytes();
        let scaled = i64::from_be_bytes(bytes) % 10i64.pow(18);
        let row = EveryType {
            a_bool: next() % 2 == 0,
            an_i16: i16::from_be_bytes([bytes[0], bytes[1]]),
            an_i32: i32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]),
            an_i64: i64::from_be_bytes(bytes),
            an_f64: Some(f64::from_bits(next())).filter(|number| number.is_finite()).unwrap_or(0.1),
            an_f32: Some(f32::from_be_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]))
                .filter(|number| number.is_finite())
                .unwrap_or(0.1),
            a_timestamp: instant,
            a_date: instant.date_naive(),
            a_time: instant.time(),
            a_decimal: Decimal::from_i128_with_scale(i128::from(scaled), 6),
            a_wide_decimal: Decimal::from_i128_with_scale(i128::from(scaled) * 1_000_000_007, 9),
            some_bytes: bytes.repeat(usize::from(bytes[0])),
            a_text: String::from_utf8_lossy(&bytes).into_owned(),
            a_uuid: Uuid::from_u128(u128::from(next()) << 64 | u128::from(next())),
            maybe_timestamp: Some(instant),
            maybe_date: Some(instant.date_naive()),
            maybe_time: Some(instant.time()),
            ..sample(id)
        };
        round_trips(db, &row).await;
    }
}

pub async fn decimals_sort_as_numbers(db: &mut impl Connection) {
    use decimals::Amount;
    db.create::<Amount>().await.unwrap();
    let numbers = [-999_999, -100_001, -100_000, -1, 0, 1, 99, 100, 100_001, 999_999];
    for (id, number) in (0..).zip(numbers.iter().rev()) {
        let row = Amount { id, small: Decimal::new(*number, 3), wide: Decimal::new(*number, 3) };
        db.insert(&row).await.unwrap();
    }
    let expected: Vec<Decimal> = numbers.iter().map(|number| Decimal::new(*number, 3)).collect();
    let by_small = Amount::by_small().all(db).await.unwrap();
    assert_eq!(by_small.iter().map(|row| row.small).collect::<Vec<_>>(), expected);
    let by_wide = Amount::by_wide().all(db).await.unwrap();
    assert_eq!(by_wide.iter().map(|row| row.wide).collect::<Vec<_>>(), expected);
    for (small, wide, first) in [(-999_999, 100, 7), (100, -999_999, 7), (-100_000, -100_001, 2)] {
        let from = Amount::from(Decimal::new(small, 3), Decimal::new(wide, 3)).all(db).await.unwrap();
        assert_eq!(from.iter().map(|row| row.wide).collect::<Vec<_>>(), expected[first..]);
    }
    assert_eq!(Amount::negative().all(db).await.unwrap().len(), 3, "at most -0.1");
    let error = Amount::from(Decimal::new(1, 4), Decimal::ZERO).all(db).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Truncated, "excess digits are an error: {error}");
}

pub(super) mod decimals {
    use rust_decimal::Decimal;
    use store::Table;

    /// Decimals in both formats of SQLite: a scaled integer and text.
    #[derive(Debug, Table)]
    #[table(schema = "conformance", name = "amounts")]
    #[query(select by_small() order_by(small, id))]
    #[query(select by_wide() order_by(wide, id))]
    #[query(select from(small >= :small, wide >= :wide) order_by(wide))]
    #[query(select negative(small <= -0.1, wide <= -0.1) order_by(id))]
    pub(in crate::conformance) struct Amount {
        #[column(primary_key)]
        pub(super) id: i64,
        #[column(precision = 9, scale = 3)]
        pub(super) small: Decimal,
        #[column(precision = 22, scale = 3)]
        pub(super) wide: Decimal,
    }
}

pub async fn declared_defaults(db: &mut impl Connection) {
    db.create::<defaults::Full>().await.unwrap();
    // The narrow struct writes only the key; the database fills in the defaults.
    db.insert(&defaults::Narrow { id: 1 }).await.unwrap();
    let row = db.get::<defaults::Full>(1).await.unwrap().unwrap();
    assert_eq!(
        row,
        defaults::Full {
            id: 1,
            yes: true,
            whole: -7,
            real: 0.5,
            single: 0.1,
            text: "it's; --".into(),
            small: Decimal::new(125, 2),
            wide: Decimal::new(-15, 1),
            color: Color::DarkGreen,
            empty: None,
        }
    );
    // The database stores the `f32` 0.1, which the parameter is too.
    assert_eq!(defaults::Full::of_single(0.1).all(db).await.unwrap(), [row]);
}

pub(super) mod defaults {
    use rust_decimal::Decimal;
    use store::Table;

    use crate::tables::Color;

    /// A column for each kind of default.
    #[derive(Debug, PartialEq, Table)]
    #[table(schema = "conformance", name = "defaults")]
    #[query(select of_single(single))]
    pub(in crate::conformance) struct Full {
        #[column(primary_key)]
        pub(super) id: i64,
        #[column(default = true)]
        pub(super) yes: bool,
        #[column(default = -7)]
        pub(super) whole: i32,
        #[column(default = 0.5)]
        pub(super) real: f64,
        #[column(default = 0.1)]
        pub(super) single: f32,
        #[column(len = 20, default = "it's; --")]
        pub(super) text: String,
        #[column(precision = 6, scale = 2, default = 1.25)]
        pub(super) small: Decimal,
        #[column(precision = 24, scale = 2, default = -1.5)]
        pub(super) wide: Decimal,
        #[column(default = "dark-green")]
        pub(super) color: Color,
        pub(super) empty: Option<i32>,
    }

    /// The same table in an older program.
    #[derive(Debug, Table)]
    #[table(schema = "conformance", name = "defaults")]
    pub(in crate::conformance) struct Narrow {
        #[column(primary_key)]
        pub(super) id: i64,
    }
}
