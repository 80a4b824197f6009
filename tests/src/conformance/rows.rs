//! Methods of `ConnectionExt` for one row.

use store::prelude::*;

use super::samples::{create_jobs, instant, job};
use crate::tables::{Job, JobId, Status};

pub async fn schema_is_created_once(db: &mut impl Connection) {
    create_jobs(db).await;
    db.insert(&job("a")).await.unwrap();
    create_jobs(db).await;
    assert!(db.get::<Job>(&JobId("a".into())).await.unwrap().is_some(), "a second create keeps the rows");
    db.drop_table::<Job>().await.unwrap();
    db.drop_table::<Job>().await.unwrap();
    create_jobs(db).await;
    assert_eq!(db.get::<Job>(&JobId("a".into())).await.unwrap(), None);
}

pub async fn round_trip(db: &mut impl Connection) {
    create_jobs(db).await;
    let mut job = job("a");
    job.note = Some("a note".into());
    job.max_attempts = Some(3);
    job.lease_until = Some(instant(9));
    job.cached = Some(7);
    db.insert(&job).await.unwrap();
    let read = db.get::<Job>(&job.id).await.unwrap().unwrap();
    assert_eq!(read.cached, None, "a skipped field has its default");
    job.cached = None;
    assert_eq!(read, job);
    assert_eq!(db.get::<Job>(&JobId("b".into())).await.unwrap(), None);
}

pub async fn insert_if_absent(db: &mut impl Connection) {
    create_jobs(db).await;
    let first = job("a");
    assert_eq!(db.insert_if_absent(&first).await.unwrap(), Outcome::Inserted);
    let second = Job { priority: 1, ..first.clone() };
    assert_eq!(db.insert_if_absent(&second).await.unwrap(), Outcome::Existing);
    assert_eq!(db.get::<Job>(&first.id).await.unwrap(), Some(first));
}

pub async fn upsert(db: &mut impl Connection) {
    create_jobs(db).await;
    let first = job("a");
    assert_eq!(db.upsert(&first).await.unwrap(), Outcome::Inserted);
    let second = Job { priority: 1, status: Status::Failed, note: Some("n".into()), ..first.clone() };
    assert_eq!(db.upsert(&second).await.unwrap(), Outcome::Updated);
    assert_eq!(db.get::<Job>(&first.id).await.unwrap(), Some(second.clone()));
    assert_eq!(db.upsert(&second).await.unwrap(), Outcome::Updated, "the same values again");
}

pub async fn update(db: &mut impl Connection) {
    create_jobs(db).await;
    let first = job("a");
    assert!(!db.update(&first).await.unwrap());
    db.insert(&first).await.unwrap();
    let second = Job { note: Some("n".into()), attempt: 5, ..first };
    assert!(db.update(&second).await.unwrap());
    assert_eq!(db.get::<Job>(&second.id).await.unwrap(), Some(second));
}

pub async fn insert_only_columns_are_kept(db: &mut impl Connection) {
    create_jobs(db).await;
    let first = job("a");
    db.insert(&first).await.unwrap();
    let later = Job { created_at: instant(99), updated_at: instant(99), ..first.clone() };
    db.update(&later).await.unwrap();
    db.upsert(&later).await.unwrap();
    let read = db.get::<Job>(&first.id).await.unwrap().unwrap();
    assert_eq!((read.created_at, read.updated_at), (first.created_at, later.updated_at));
}

pub async fn delete(db: &mut impl Connection) {
    create_jobs(db).await;
    let id = JobId("a".into());
    assert!(!db.delete::<Job>(&id).await.unwrap());
    db.insert(&job("a")).await.unwrap();
    assert!(db.delete::<Job>(&id).await.unwrap());
    assert_eq!(db.get::<Job>(&id).await.unwrap(), None);
}

/// An upsert by a unique key keeps the primary key of the stored row.
pub async fn by_unique_key(db: &mut impl Connection) {
    create_jobs(db).await;
    let first = job("a");
    let same_key = Job { id: JobId("b".into()), priority: 1, ..first.clone() };
    assert_eq!(db.insert_if_absent_by(&first, Job::UX_JOBS_KEY).await.unwrap(), Outcome::Inserted);
    assert_eq!(db.insert_if_absent_by(&same_key, Job::UX_JOBS_KEY).await.unwrap(), Outcome::Existing);
    assert_eq!(db.upsert_by(&same_key, Job::UX_JOBS_KEY).await.unwrap(), Outcome::Updated);
    assert_eq!(db.get::<Job>(&same_key.id).await.unwrap(), None);
    let expected = Job { priority: 1, ..first.clone() };
    assert_eq!(db.get::<Job>(&first.id).await.unwrap(), Some(expected));

    // In a batch, the second row of a key updates the row that the first one wrote.
    let rows = [2, 3].map(|priority| Job { priority, ..same_key.clone() });
    let outcomes = db.upsert_many(&rows, Job::UX_JOBS_KEY).await.unwrap();
    assert_eq!(outcomes, [Outcome::Updated, Outcome::Updated]);
    let all = Job::of_source("s").all(db).await.unwrap();
    assert_eq!(all, [Job { priority: 3, ..first }]);
}

pub async fn by_composite_key(db: &mut impl Connection) {
    use chapters::Chapter;
    db.create::<Chapter>().await.unwrap();
    let chapter = |number, title: &str| Chapter { book: "a".into(), number, title: title.into() };
    for (row, outcome) in [
        (chapter(1, "x"), Outcome::Inserted),
        (chapter(2, "y"), Outcome::Inserted),
        (chapter(1, "z"), Outcome::Updated),
    ] {
        assert_eq!(db.upsert(&row).await.unwrap(), outcome);
    }
    assert_eq!(db.get::<Chapter>(("a", 1)).await.unwrap(), Some(chapter(1, "z")));
    assert!(db.delete::<Chapter>(("a", 1)).await.unwrap());
    assert_eq!(Chapter::of_book("a").all(db).await.unwrap(), vec![chapter(2, "y")]);
    let outcomes = db.upsert_many(&[chapter(1, "v"), chapter(2, "w")], UniqueKey::PRIMARY).await.unwrap();
    assert_eq!(outcomes, [Outcome::Inserted, Outcome::Updated]);
    assert_eq!(Chapter::of_book("a").all(db).await.unwrap(), vec![chapter(1, "v"), chapter(2, "w")]);
}

pub(super) mod chapters {
    use store::Table;

    /// A table whose key has columns of two types.
    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(schema = "conformance", name = "chapters", primary_key(columns(book, number)))]
    #[query(select of_book(book) order_by(number))]
    pub(in crate::conformance) struct Chapter {
        #[column(len = 50)]
        pub(super) book: String,
        pub(super) number: i32,
        #[column(len = 200)]
        pub(super) title: String,
    }
}

pub async fn with_only_key_columns(db: &mut impl Connection) {
    use pairs::Pair;
    db.create::<Pair>().await.unwrap();
    let row = Pair { left: 1, right: 2 };
    assert_eq!(db.upsert(&row).await.unwrap(), Outcome::Inserted);
    assert_eq!(db.upsert(&row).await.unwrap(), Outcome::Updated);
    assert!(db.update(&row).await.unwrap());
    assert_eq!(db.get::<Pair>((1, 2)).await.unwrap(), Some(row));
    assert_eq!(db.get::<Pair>((2, 1)).await.unwrap(), None);
    let more = [Pair { left: 2, right: 2 }, Pair { left: 1, right: 3 }, Pair { left: 2, right: 2 }];
    use Outcome::{Existing, Inserted, Missing, Updated};
    assert_eq!(
        db.insert_many_if_absent(&more, UniqueKey::PRIMARY).await.unwrap(),
        [Inserted, Inserted, Existing]
    );
    assert_eq!(db.upsert_many(&more, UniqueKey::PRIMARY).await.unwrap(), [Updated; 3]);
    assert_eq!(db.update_many(&[Pair { left: 9, right: 9 }]).await.unwrap(), [Missing]);
}

pub(super) mod pairs {
    use store::Table;

    /// A table with only key columns.
    #[derive(Clone, Debug, PartialEq, Eq, Table)]
    #[table(schema = "conformance", name = "pairs", primary_key(columns(left, right)))]
    pub(in crate::conformance) struct Pair {
        #[column(name = "left_half")]
        pub(super) left: i32,
        #[column(name = "right_half")]
        pub(super) right: i32,
    }

    impl Pair {
        /// A sample row.
        pub(in crate::conformance) const ANY: Self = Self { left: 1, right: 2 };
    }
}
