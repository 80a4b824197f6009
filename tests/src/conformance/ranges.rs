//! Arithmetic that overflows its column is an error, and the clock plus or minus the largest durations is not.

use chrono::{TimeDelta, Utc};
use store::prelude::*;

use crate::tables::Account;
use clocks::Clock;

/// Defines a table with a number of a type, and a case in which every overflow is an error.
macro_rules! number {
    ($name:ident, $table:literal, $ty:ty, $one:expr) => {
        pub async fn $name(db: &mut impl Connection) {
            use $name::Number;
            let (most, least) = (<$ty>::MAX, <$ty>::MIN);
            let number = |id: &str, value: $ty| Number { id: id.into(), value };
            db.create::<Number>().await.unwrap();
            db.insert_many(&[number("most", most), number("least", least)]).await.unwrap();
            let two: $ty = 2 as $ty;
            let batch = [number("new", $one), number("most", $one)];
            for (way, error) in [
                ("+", Number::plus("most", $one).execute(db).await.unwrap_err()),
                ("-", Number::minus("least", $one).execute(db).await.unwrap_err()),
                ("*", Number::times("most", two).execute(db).await.unwrap_err()),
                ("square", Number::times("most", most).execute(db).await.unwrap_err()),
                ("claim", Number::next("most", $one, 1).all(db).await.unwrap_err()),
                ("upsert", db.upsert(&number("most", $one)).await.unwrap_err()),
                ("upsert_many", db.upsert_many(&batch, UniqueKey::PRIMARY).await.unwrap_err()),
            ] {
                assert_eq!(
                    (error.kind(), error.table(), error.column()),
                    (ErrorKind::OutOfRange, Some($table), Some("value")),
                    "{way}: {error}"
                );
                assert!(error.code().is_some(), "{way}: {error:?}");
            }
            assert_eq!(db.get::<Number>("most").await.unwrap(), Some(number("most", most)));
            assert_eq!(db.get::<Number>("least").await.unwrap(), Some(number("least", least)));
            assert_eq!(db.get::<Number>("new").await.unwrap(), None);
        }

        pub(super) mod $name {
            use store::Table;

            /// A number.
            #[derive(Debug, PartialEq, Table)]
            #[table(schema = "conformance", name = $table)]
            #[query(update plus(id) set(value += :by))]
            #[query(update minus(id) set(value -= :by))]
            #[query(update times(id) set(value = value * :by))]
            #[query(claim next(id) order_by(id) set(value += :by))]
            pub(in crate::conformance) struct Number {
                #[column(primary_key, len = 10)]
                pub(super) id: String,
                #[column(add)]
                pub(super) value: $ty,
            }
        }
    };
}

number!(of_i16, "numbers_i16", i16, 1);
number!(of_i32, "numbers_i32", i32, 1);
number!(of_i64, "numbers_i64", i64, 1);
number!(of_u8, "numbers_u8", u8, 1);
number!(of_u16, "numbers_u16", u16, 1);
number!(of_u32, "numbers_u32", u32, 1);
number!(of_f32, "numbers_f32", f32, f32::MAX);
number!(of_f64, "numbers_f64", f64, f64::MAX);

pub async fn of_clocks(db: &mut impl Connection) {
    db.create::<Clock>().await.unwrap();
    db.insert(&Clock { id: 1, at: Utc::now() }).await.unwrap();
    for by in [i32::MIN, i32::MIN + 1, -1, 0, 1, i32::MAX] {
        let (seconds, milliseconds) = (TimeDelta::seconds(by.into()), TimeDelta::milliseconds(by.into()));
        for (change, moved) in [
            (Clock::ahead(1, by), seconds),
            (Clock::back(1, by), -seconds),
            (Clock::ahead_milliseconds(1, by), milliseconds),
            (Clock::back_milliseconds(1, by), -milliseconds),
        ] {
            assert_eq!(change.execute(db).await.unwrap(), 1, "{by}");
            let read = db.get::<Clock>(1).await.unwrap().unwrap();
            let off = (Utc::now() + moved - read.at).abs();
            assert!(off < TimeDelta::seconds(5), "{by}: off by {off}");
        }
    }
}

/// The sum of integers is a 64-bit integer, and a greater sum is an error.
pub async fn of_sums(db: &mut impl Connection) {
    db.create::<Account>().await.unwrap();
    let account = |id: i64, balance| Account { id, holder: id.to_string(), balance, version: 1 };
    db.insert_many(&[account(1, i64::MAX), account(2, -7)]).await.unwrap();
    let total = Account::total().first(db).await.unwrap().unwrap();
    assert_eq!(total.balance, Some(i64::MAX - 7));
    db.insert(&account(3, 8)).await.unwrap();
    let error = Account::total().first(db).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutOfRange, "{error}");
}

pub(super) mod clocks {
    use chrono::{DateTime, Utc};
    use store::Table;

    /// A timestamp that the clock of the database sets.
    #[derive(Debug, PartialEq, Table)]
    #[table(schema = "conformance", name = "clocks")]
    #[query(update ahead(id) set(at = now() + seconds(:by)))]
    #[query(update back(id) set(at = now() - seconds(:by)))]
    #[query(update ahead_milliseconds(id) set(at = now() + milliseconds(:by)))]
    #[query(update back_milliseconds(id) set(at = now() - milliseconds(:by)))]
    pub(in crate::conformance) struct Clock {
        #[column(primary_key)]
        pub(super) id: i32,
        #[column(name = "set_at")]
        pub(super) at: DateTime<Utc>,
    }
}
