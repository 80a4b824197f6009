//! Claims return each row to one caller, in order.

use chrono::Utc;
use store::prelude::*;

use super::samples::{create_jobs, ids, instant, job, jobs};
use crate::tables::{Job, Status};

pub async fn are_in_order(db: &mut impl Connection) {
    create_jobs(db).await;
    let row = |id: &str, priority, at| Job { priority, created_at: instant(at), ..job(id) };
    let rows = [row("late", 5, 9), row("low", 9, 0), row("b", 5, 1), row("a", 5, 1), row("high", -1, 50)];
    db.insert_many(&rows).await.unwrap();
    let taken = Job::next(None, 60, 3).all(db).await.unwrap();
    assert_eq!(ids(&taken), ["high", "a", "b"]);
    let taken = Job::next(None, 60, 10).all(db).await.unwrap();
    assert_eq!(ids(&taken), ["late", "low"]);
    assert_eq!(Job::next(None, 60, 10).all(db).await.unwrap(), []);
}

pub async fn have_the_order_of_a_select(db: &mut impl Connection) {
    use lots::Lot;
    db.create::<Lot>().await.unwrap();
    let mut lots = Vec::new();
    for grade in [-1, 300] {
        for price in [None, Some(-0.5), Some(1e9), Some(2.0)] {
            for title in ["b", "B", "a ", "a", "é", ""] {
                for code in [[0, 255], [1, 0]] {
                    let id = i32::try_from(lots.len()).unwrap() * 7 % 101;
                    lots.push(Lot { id, grade, price, title: title.to_owned(), code, taken: true });
                }
            }
        }
    }
    let untaken: Vec<Lot> = lots.iter().map(|lot| Lot { taken: false, ..lot.clone() }).collect();
    db.insert_many(&untaken).await.unwrap();
    let claimed = Lot::next(100).all(db).await.unwrap();
    let ids = |lots: &[Lot]| lots.iter().map(|lot| lot.id).collect::<Vec<_>>();
    assert_eq!(claimed.len(), lots.len());
    assert_eq!(ids(&claimed), ids(&Lot::sorted().all(db).await.unwrap()));
}

pub(super) mod lots {
    use store::Table;

    /// A lot of an auction.
    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(schema = "conformance", name = "lots")]
    #[query(claim next(taken = false) order_by(grade desc, price, title desc, code, id) set(taken = true))]
    #[query(select sorted() order_by(grade desc, price, title desc, code, id))]
    pub(in crate::conformance) struct Lot {
        #[column(primary_key)]
        pub(super) id: i32,
        pub(super) grade: i16,
        pub(super) price: Option<f64>,
        #[column(len = 10)]
        pub(super) title: String,
        pub(super) code: [u8; 2],
        pub(super) taken: bool,
    }
}

pub async fn return_changed_rows(db: &mut impl Connection) {
    create_jobs(db).await;
    let other = Job { source: "other".into(), external_key: "k".into(), ..job("b") };
    db.insert_many(&[job("a"), other]).await.unwrap();
    let before = Utc::now();
    let taken = Job::next(Some("s"), 60, 10).all(db).await.unwrap();
    assert_eq!(ids(&taken), ["a"]);
    let lease = taken[0].lease_until.unwrap();
    assert_eq!((taken[0].status, taken[0].attempt), (Status::InProgress, 1));
    let length = (lease - before).num_seconds();
    assert!((55..=65).contains(&length), "the lease is {length} s by the clock of the database");
    assert_eq!(db.get::<Job>(&taken[0].id).await.unwrap().unwrap(), taken[0]);

    // The lease has not expired yet.
    assert_eq!(Job::expired(Some("why"), 10).all(db).await.unwrap(), []);
    let over = Job { lease_until: Some(instant(0)), ..taken[0].clone() };
    db.update(&over).await.unwrap();
    let expired = Job::expired(Some("why"), 10).all(db).await.unwrap();
    assert_eq!((ids(&expired), expired[0].note.as_deref()), (vec!["a"], Some("why")));
}

pub async fn claim_each_row_once(db: &mut impl Connection) {
    create_jobs(db).await;
    db.insert_many(&jobs(500)).await.unwrap();
    let mut seen = Vec::new();
    loop {
        let taken = Job::next(None, 60, 7).all(db).await.unwrap();
        if taken.is_empty() {
            break;
        }
        seen.extend(taken.into_iter().map(|job| job.id.0));
    }
    assert_eq!(seen, jobs(500).into_iter().map(|job| job.id.0).collect::<Vec<_>>());
    assert_eq!(Job::by_status().groups(db).await.unwrap(), [(Status::InProgress, 500)]);
}

pub async fn by_composite_key(db: &mut impl Connection) {
    use turns::Turn;
    db.create::<Turn>().await.unwrap();
    let turn = |queue, number, taken| Turn { queue, number, taken };
    db.insert_many(&[turn(2, 1, false), turn(1, 3, false), turn(1, 1, true), turn(1, 2, false)])
        .await
        .unwrap();
    let taken = Turn::next(1, 1).all(db).await.unwrap();
    assert_eq!(taken, [turn(1, 2, true)]);
    let taken = Turn::next(1, 5).all(db).await.unwrap();
    assert_eq!(taken, [turn(1, 3, true)]);
    assert_eq!(Turn::next(1, 5).all(db).await.unwrap(), []);
    assert_eq!(Turn::next(2, 5).all(db).await.unwrap(), [turn(2, 1, true)]);
}

pub(super) mod turns {
    use store::Table;

    /// An entry of one of several queues.
    #[derive(Debug, PartialEq, Eq, Table)]
    #[table(schema = "conformance", name = "turns", primary_key(columns(queue, number)))]
    #[query(claim next(queue, taken = false) order_by(number) set(taken = true))]
    pub(in crate::conformance) struct Turn {
        pub(super) queue: i32,
        pub(super) number: i32,
        pub(super) taken: bool,
    }
}
