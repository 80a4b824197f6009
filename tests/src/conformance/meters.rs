//! Columns with `add` and `keep`, lists of bytes, `not in`, deletes with a limit, and the clock in milliseconds.

use chrono::{TimeDelta, Utc};
use store::prelude::*;

use super::samples::instant;
use crate::tables::Meter;

/// Returns a meter; names have at most four bytes.
pub(super) fn meter(name: &str, total: i64) -> Meter {
    let mut digest = [b'.'; 4];
    digest[..name.len()].copy_from_slice(name.as_bytes());
    Meter {
        digest,
        name: name.into(),
        unit: "page".into(),
        total,
        weight: 0.5,
        remark: None,
        noted_at: instant(0),
    }
}

fn names(meters: &[Meter]) -> Vec<&str> {
    meters.iter().map(|meter| meter.name.as_str()).collect()
}

async fn create(db: &mut impl Connection, rows: &[Meter]) {
    db.create::<Meter>().await.unwrap();
    db.insert_many(rows).await.unwrap();
}

/// Returns the total and the weight of a meter.
async fn sums(db: &mut impl Connection, name: &str) -> (i64, f64) {
    let meter = db.get::<Meter>(&meter(name, 0).digest).await.unwrap().unwrap();
    (meter.total, meter.weight)
}

pub async fn add_up(db: &mut impl Connection) {
    use Outcome::{Inserted, Updated};
    create(db, &[]).await;
    assert_eq!(db.upsert(&meter("a", 3)).await.unwrap(), Inserted);
    assert_eq!(db.upsert(&Meter { unit: "byte".into(), ..meter("a", 4) }).await.unwrap(), Updated);
    assert_eq!(sums(db, "a").await, (7, 1.0));
    assert_eq!(Meter::but(&[]).first(db).await.unwrap().unwrap().unit, "byte", "other columns are replaced");
    assert_eq!(db.upsert_by(&meter("a", -9), Meter::UX_METERS_NAME).await.unwrap(), Updated);
    assert_eq!(sums(db, "a").await, (-2, 1.5));
    let rows = [meter("b", 1), meter("a", 10), meter("b", 2), meter("b", 4)];
    let outcomes = db.upsert_many(&rows, UniqueKey::PRIMARY).await.unwrap();
    assert_eq!(outcomes, [Inserted, Updated, Updated, Updated]);
    assert_eq!((sums(db, "a").await, sums(db, "b").await), ((8, 2.0), (7, 1.5)));
    // An update replaces the value.
    assert!(db.update(&meter("a", 1)).await.unwrap());
    db.update_many(&[meter("b", 1)]).await.unwrap();
    assert_eq!((sums(db, "a").await, sums(db, "b").await), ((1, 0.5), (1, 0.5)));
    assert_eq!(db.insert_if_absent(&meter("a", 5)).await.unwrap(), Outcome::Existing);
    assert_eq!(sums(db, "a").await, (1, 0.5));
}

/// An upsert with `None` keeps a stored value; an update does not.
pub async fn keep_stored_values(db: &mut impl Connection) {
    create(db, &[]).await;
    let with =
        |name: &str, remark: Option<&str>| Meter { remark: remark.map(str::to_owned), ..meter(name, 0) };
    let steps =
        [(None, None), (Some("x"), Some("x")), (None, Some("x")), (Some("y"), Some("y")), (None, Some("y"))];
    for (given, there) in steps {
        db.upsert(&with("a", given)).await.unwrap();
        let rows = [with("b", given), with("c", given)];
        db.upsert_many(&rows, UniqueKey::PRIMARY).await.unwrap();
        for name in ["a", "b", "c"] {
            let meter = db.get::<Meter>(&meter(name, 0).digest).await.unwrap().unwrap();
            assert_eq!(meter.remark.as_deref(), there, "{name} after {given:?}");
        }
    }
    assert!(db.update(&with("a", None)).await.unwrap());
    db.update_many(&[with("b", None)]).await.unwrap();
    for (name, there) in [("a", None), ("b", None), ("c", Some("y"))] {
        let meter = db.get::<Meter>(&meter(name, 0).digest).await.unwrap().unwrap();
        assert_eq!(meter.remark.as_deref(), there, "{name} after an update");
    }
}

pub async fn keys_of_bytes(db: &mut impl Connection) {
    create(db, &["a", "b", "c"].map(|name| meter(name, 0))).await;
    let digests = ["c", "a", "no"].map(|name| meter(name, 0).digest);
    let found = Meter::with_digests(&digests).all(db).await.unwrap();
    assert_eq!(names(&found), ["a", "c"]);
    assert_eq!(Meter::with_digests(&[]).all(db).await.unwrap(), []);
    let many: Vec<[u8; 4]> = (0..5_000_u32).map(u32::to_be_bytes).chain([digests[1]]).collect();
    assert_eq!(names(&Meter::with_digests(&many).all(db).await.unwrap()), ["a"]);
    assert_eq!(names(&Meter::without_digests(&digests).all(db).await.unwrap()), ["b"]);
    assert_eq!(names(&Meter::without_digests(&[]).all(db).await.unwrap()), ["a", "b", "c"]);
}

pub async fn not_in_lists(db: &mut impl Connection) {
    let hidden = Meter { unit: "hidden".into(), ..meter("h", 0) };
    create(db, &[meter("a", 0), meter("b", 0), meter("B", 0), hidden]).await;
    assert_eq!(names(&Meter::but(&[]).all(db).await.unwrap()), ["B", "a", "b"]);
    assert_eq!(names(&Meter::but(&["b", "x"]).all(db).await.unwrap()), ["B", "a"]);
    assert_eq!(Meter::but(&["a", "b", "B"]).all(db).await.unwrap(), []);
}

pub async fn bounded_deletes(db: &mut impl Connection) {
    let rows: Vec<Meter> = (0..9).map(|number| meter(&number.to_string(), number)).collect();
    create(db, &rows).await;
    assert_eq!(Meter::up_to(4, 3).execute(db).await.unwrap(), 3);
    assert_eq!(Meter::up_to(4, 3).execute(db).await.unwrap(), 2);
    assert_eq!(Meter::up_to(4, 3).execute(db).await.unwrap(), 0);
    assert_eq!(Meter::at_most_two(Some(6)).execute(db).await.unwrap(), 2);
    assert_eq!(names(&Meter::but(&[]).all(db).await.unwrap()), ["5", "6"]);
    assert_eq!(Meter::at_most_two(None).execute(db).await.unwrap(), 2);
    assert_eq!(Meter::but(&[]).all(db).await.unwrap(), []);
}

pub async fn clock_in_milliseconds(db: &mut impl Connection) {
    create(db, &[meter("a", 0), meter("b", 0)]).await;
    let digest = meter("a", 0).digest;
    let now = Utc::now();
    Meter::note(&digest, 90_500).execute(db).await.unwrap();
    let noted = db.get::<Meter>(&digest).await.unwrap().unwrap().noted_at;
    let ahead = noted - now;
    assert!(
        TimeDelta::seconds(85) < ahead && ahead < TimeDelta::seconds(96),
        "the clock of the database is ahead by {ahead}"
    );
    assert_eq!(names(&Meter::since(1).all(db).await.unwrap()), ["a"]);
    Meter::note(&digest, -250).execute(db).await.unwrap();
    assert_eq!(names(&Meter::since(60_000).all(db).await.unwrap()), ["a"]);
    assert_eq!(Meter::since(249).all(db).await.unwrap(), []);
}
