//! Columns with `add` and `keep`, lists of bytes, `not in`, deletes with a limit, and the clock in milliseconds.

use chrono::{TimeDelta, Utc};
use store::prelude::*;

use super::samples::instant;
use crate::tables::Counter;

fn counter(name: &str, total: i64) -> Counter {
    let mut digest = [b'.'; 4];
    digest[..name.len()].copy_from_slice(name.as_bytes());
    Counter {
        digest,
        name: name.into(),
        unit: "page".into(),
        total,
        weight: 0.5,
        remark: None,
        noted_at: instant(0),
    }
}

fn names(counters: &[Counter]) -> Vec<&str> {
    counters.iter().map(|counter| counter.name.as_str()).collect()
}

async fn create(db: &mut impl Connection, rows: &[Counter]) {
    db.create::<Counter>().await.unwrap();
    db.insert_many(rows).await.unwrap();
}

/// Returns the total and the weight of a counter.
async fn sums(db: &mut impl Connection, name: &str) -> (i64, f64) {
    let counter = db.get::<Counter>(&counter(name, 0).digest).await.unwrap().unwrap();
    (counter.total, counter.weight)
}

pub async fn add_up(db: &mut impl Connection) {
    use Outcome::{Inserted, Updated};
    create(db, &[]).await;
    assert_eq!(db.upsert(&counter("a", 3)).await.unwrap(), Inserted);
    assert_eq!(db.upsert(&Counter { unit: "byte".into(), ..counter("a", 4) }).await.unwrap(), Updated);
    assert_eq!(sums(db, "a").await, (7, 1.0));
    assert_eq!(
        Counter::but(&[]).first(db).await.unwrap().unwrap().unit,
        "byte",
        "other columns are replaced"
    );
    assert_eq!(db.upsert_by(&counter("a", -9), Counter::UX_COUNTERS_NAME).await.unwrap(), Updated);
    assert_eq!(sums(db, "a").await, (-2, 1.5));
    let rows = [counter("b", 1), counter("a", 10), counter("b", 2), counter("b", 4)];
    let outcomes = db.upsert_many(&rows, UniqueKey::PRIMARY).await.unwrap();
    assert_eq!(outcomes, [Inserted, Updated, Updated, Updated]);
    assert_eq!((sums(db, "a").await, sums(db, "b").await), ((8, 2.0), (7, 1.5)));
    // An update replaces the value.
    assert!(db.update(&counter("a", 1)).await.unwrap());
    db.update_many(&[counter("b", 1)]).await.unwrap();
    assert_eq!((sums(db, "a").await, sums(db, "b").await), ((1, 0.5), (1, 0.5)));
    assert_eq!(db.insert_if_absent(&counter("a", 5)).await.unwrap(), Outcome::Existing);
    assert_eq!(sums(db, "a").await, (1, 0.5));
}

/// An upsert with `None` keeps a stored value; an update does not.
pub async fn keep_stored_values(db: &mut impl Connection) {
    create(db, &[]).await;
    let with =
        |name: &str, remark: Option<&str>| Counter { remark: remark.map(str::to_owned), ..counter(name, 0) };
    let steps =
        [(None, None), (Some("x"), Some("x")), (None, Some("x")), (Some("y"), Some("y")), (None, Some("y"))];
    for (given, there) in steps {
        db.upsert(&with("a", given)).await.unwrap();
        let rows = [with("b", given), with("c", given)];
        db.upsert_many(&rows, UniqueKey::PRIMARY).await.unwrap();
        for name in ["a", "b", "c"] {
            let counter = db.get::<Counter>(&counter(name, 0).digest).await.unwrap().unwrap();
            assert_eq!(counter.remark.as_deref(), there, "{name} after {given:?}");
        }
    }
    assert!(db.update(&with("a", None)).await.unwrap());
    db.update_many(&[with("b", None)]).await.unwrap();
    for (name, there) in [("a", None), ("b", None), ("c", Some("y"))] {
        let counter = db.get::<Counter>(&counter(name, 0).digest).await.unwrap().unwrap();
        assert_eq!(counter.remark.as_deref(), there, "{name} after an update");
    }
}

pub async fn keys_of_bytes(db: &mut impl Connection) {
    create(db, &["a", "b", "c"].map(|name| counter(name, 0))).await;
    let digests = ["c", "a", "no"].map(|name| counter(name, 0).digest);
    let found = Counter::with_digests(&digests).all(db).await.unwrap();
    assert_eq!(names(&found), ["a", "c"]);
    assert_eq!(Counter::with_digests(&[]).all(db).await.unwrap(), []);
}

pub async fn not_in_lists(db: &mut impl Connection) {
    let hidden = Counter { unit: "hidden".into(), ..counter("h", 0) };
    create(db, &[counter("a", 0), counter("b", 0), counter("B", 0), hidden]).await;
    assert_eq!(names(&Counter::but(&[]).all(db).await.unwrap()), ["B", "a", "b"]);
    assert_eq!(names(&Counter::but(&["b", "x"]).all(db).await.unwrap()), ["B", "a"]);
    assert_eq!(Counter::but(&["a", "b", "B"]).all(db).await.unwrap(), []);
}

pub async fn bounded_deletes(db: &mut impl Connection) {
    let rows: Vec<Counter> = (0..9).map(|number| counter(&number.to_string(), number)).collect();
    create(db, &rows).await;
    assert_eq!(Counter::up_to(4, 3).execute(db).await.unwrap(), 3);
    assert_eq!(Counter::up_to(4, 3).execute(db).await.unwrap(), 2);
    assert_eq!(Counter::up_to(4, 3).execute(db).await.unwrap(), 0);
    assert_eq!(Counter::at_most_two(Some(6)).execute(db).await.unwrap(), 2);
    assert_eq!(names(&Counter::but(&[]).all(db).await.unwrap()), ["5", "6"]);
    assert_eq!(Counter::at_most_two(None).execute(db).await.unwrap(), 2);
    assert_eq!(Counter::but(&[]).all(db).await.unwrap(), []);
}

pub async fn clock_in_milliseconds(db: &mut impl Connection) {
    create(db, &[counter("a", 0), counter("b", 0)]).await;
    let digest = counter("a", 0).digest;
    let now = Utc::now();
    Counter::note(&digest, 90_500).execute(db).await.unwrap();
    let noted = db.get::<Counter>(&digest).await.unwrap().unwrap().noted_at;
    let ahead = noted - now;
    assert!(
        TimeDelta::seconds(85) < ahead && ahead < TimeDelta::seconds(96),
        "the clock of the database is ahead by {ahead}"
    );
    assert_eq!(names(&Counter::since(1).all(db).await.unwrap()), ["a"]);
    Counter::note(&digest, -250).execute(db).await.unwrap();
    assert_eq!(names(&Counter::since(60_000).all(db).await.unwrap()), ["a"]);
    assert_eq!(Counter::since(249).all(db).await.unwrap(), []);
}
