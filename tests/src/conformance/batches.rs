//! Many rows at once.

use store::prelude::*;

use super::samples::{create_jobs, instant, job, jobs};
use crate::tables::{Job, JobId, Status};

pub async fn of_every_size(db: &mut impl Connection) {
    create_jobs(db).await;
    for size in [0, 1, 999, 1_000, 10_000] {
        let rows = jobs(size);
        db.insert_many(&rows).await.unwrap();
        assert_eq!(Job::total(None).total(db).await.unwrap(), i64::try_from(size).unwrap());
        let later: Vec<Job> = rows.iter().map(|row| Job { priority: 7, ..row.clone() }).collect();
        let outcomes = db.upsert_many(&later, UniqueKey::PRIMARY).await.unwrap();
        assert_eq!(outcomes, vec![Outcome::Updated; size]);
        let outcomes = db.insert_many_if_absent(&rows, Job::UX_JOBS_KEY).await.unwrap();
        assert_eq!(outcomes, vec![Outcome::Existing; size]);
        assert_eq!(Job::everything().execute(db).await.unwrap(), u64::try_from(size).unwrap());
    }
}

/// Each key occurs twice, in adjacent rows or in two batches of one call.
pub async fn with_duplicates(db: &mut impl Connection) {
    create_jobs(db).await;
    for size in [2, 1_000, 10_000] {
        let row = |at: usize| Job { priority: i32::try_from(at).unwrap(), ..job(&format!("{:06}", at / 2)) };
        let rows: Vec<Job> = (0..size).map(row).collect();
        let outcomes = db.insert_many_if_absent(&rows, UniqueKey::PRIMARY).await.unwrap();
        for (at, pair) in outcomes.chunks(2).enumerate() {
            assert_eq!(pair, [Outcome::Inserted, Outcome::Existing], "pair {at} of {size} rows");
        }
        let half = size / 2;
        let halves: Vec<Job> = (0..size).map(|at| Job { attempt: 1, ..row(at % half * 2) }).collect();
        assert_eq!(db.upsert_many(&halves, UniqueKey::PRIMARY).await.unwrap(), vec![Outcome::Updated; size]);
        let read = Job::of_source("s").all(db).await.unwrap();
        assert_eq!(read.len(), half);
        assert!(read.iter().all(|job| job.attempt == 1 && job.priority % 2 == 0));
        Job::everything().execute(db).await.unwrap();
    }
}

pub async fn later_rows_see_earlier_rows(db: &mut impl Connection) {
    create_jobs(db).await;
    db.insert(&job("there")).await.unwrap();
    let again = Job { priority: 1, ..job("new") };
    let rows = [job("new"), job("there"), again.clone(), job("other")];
    use Outcome::{Existing, Inserted, Missing, Updated};
    let outcomes = db.insert_many_if_absent(&rows, UniqueKey::PRIMARY).await.unwrap();
    assert_eq!(outcomes, [Inserted, Existing, Existing, Inserted]);
    assert_eq!(db.get::<Job>(&again.id).await.unwrap().unwrap().priority, 100, "the first one wins");
    Job::everything().execute(db).await.unwrap();
    db.insert(&job("there")).await.unwrap();
    let outcomes = db.upsert_many(&rows, UniqueKey::PRIMARY).await.unwrap();
    assert_eq!(outcomes, [Inserted, Updated, Updated, Inserted]);
    assert_eq!(db.get::<Job>(&again.id).await.unwrap().unwrap().priority, 1, "the last one wins");
    let outcomes = db.update_many(&[job("there"), job("nowhere"), job("there")]).await.unwrap();
    assert_eq!(outcomes, [Updated, Missing, Updated]);
}

pub async fn are_all_or_nothing(db: &mut impl Connection) {
    create_jobs(db).await;
    db.insert(&job("there")).await.unwrap();
    let error = db.insert_many(&[job("a"), job("there"), job("b")]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation, "{error}");
    let bad = Job { attempt: -1, ..job("bad") };
    let error = db.upsert_many(&[job("a"), bad.clone()], UniqueKey::PRIMARY).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::CheckViolation, "{error}");
    let there = Job { status: Status::Failed, updated_at: instant(5), ..job("there") };
    let bad = Job { id: JobId("there".into()), ..bad };
    assert!(db.update_many(&[there, bad]).await.is_err());
    assert_eq!(Job::of_source("s").all(db).await.unwrap(), [job("there")]);
}
