//! Several tasks on one handle.

use std::collections::HashSet;

use store::Batch;
use store::prelude::*;
use tokio::task::JoinSet;

use super::samples::{create_jobs, job, jobs};
use crate::tables::{Job, JobId, Status};

/// Runs `count` tasks concurrently and returns their results.
async fn tasks<T: Send + 'static, F>(count: usize, mut task: impl FnMut(usize) -> F) -> Vec<T>
where
    F: Future<Output = T> + Send + 'static,
{
    let mut set = JoinSet::new();
    for number in 0..count {
        set.spawn(task(number));
    }
    set.join_all().await
}

/// Of concurrent batches that expect to change the same row, one has an effect.
pub async fn a_guard_lets_one_batch_through<C: Connection + Clone + 'static>(db: &mut C) {
    create_jobs(db).await;
    let hot = Job { status: Status::Completed, source: "hot".into(), ..job("hot") };
    db.insert(&hot).await.unwrap();
    let results = tasks(8, |number| {
        let mut db = db.clone();
        async move {
            let winner = job(&format!("winner {number}"));
            let mut batch = Batch::new();
            batch.insert(&winner);
            let reset = batch.execute(Job::reset(Some("hot")));
            batch.expect(reset, 1);
            db.batch(batch).await.map(|_| ())
        }
    })
    .await;
    let won = results.iter().filter(|result| result.is_ok()).count();
    let lost = |error: &Error| error.kind() == ErrorKind::UnexpectedRowCount;
    assert_eq!(
        (won, results.iter().filter_map(|result| result.as_ref().err()).filter(|error| lost(error)).count()),
        (1, 7),
        "{results:?}"
    );
    assert_eq!(Job::total(Some("s")).total(db).await.unwrap(), 1, "the losers inserted nothing");
}

pub async fn claimers_get_distinct_rows<C: Connection + Clone + 'static>(db: &mut C) {
    create_jobs(db).await;
    db.insert_many(&jobs(5_000)).await.unwrap();
    let claimed = tasks(16, |_| {
        let mut db = db.clone();
        async move {
            let mut mine = Vec::new();
            loop {
                let taken = Job::next(None, 60, 10).all(&mut db).await.unwrap();
                // A claim may return nothing while other claims hold the last rows, so the end is decided by a count.
                let pending = |(status, count): &(Status, i64)| *status == Status::Pending && *count > 0;
                if taken.is_empty() && !Job::by_status().groups(&mut db).await.unwrap().iter().any(pending) {
                    return mine;
                }
                mine.extend(taken.into_iter().map(|job| job.id));
            }
        }
    })
    .await;
    let all: Vec<JobId> = claimed.into_iter().flatten().collect();
    let distinct: HashSet<&JobId> = all.iter().collect();
    assert_eq!((all.len(), distinct.len()), (5_000, 5_000), "each row is claimed once");
}

pub async fn hot_key_counts_every_increment<C: Connection + Clone + 'static>(db: &mut C) {
    create_jobs(db).await;
    let outcomes = tasks(8, |_| {
        let mut db = db.clone();
        async move {
            let mut inserted = 0;
            for _ in 0..20 {
                let outcome = db.insert_if_absent(&job("hot")).await.unwrap();
                inserted += usize::from(outcome == Outcome::Inserted);
                let id = JobId("hot".into());
                let changed =
                    Job::annotate(&id, None, 0, 1, job("hot").updated_at).execute(&mut db).await.unwrap();
                assert_eq!(changed, 1);
            }
            inserted
        }
    })
    .await;
    assert_eq!(outcomes.iter().sum::<usize>(), 1, "exactly one insert succeeds");
    assert_eq!(db.get::<Job>(&JobId("hot".into())).await.unwrap().unwrap().attempt, 160);
}

pub async fn one_concurrent_insert_wins<C: Connection + Clone + 'static>(db: &mut C) {
    create_jobs(db).await;
    let outcomes = tasks(32, |number| {
        let mut db = db.clone();
        async move {
            let row = Job { priority: i32::try_from(number).unwrap(), ..job("a") };
            if number % 2 == 0 { db.upsert(&row).await } else { db.insert_if_absent(&row).await }
        }
    })
    .await;
    let inserted = outcomes.iter().filter(|outcome| matches!(outcome, Ok(Outcome::Inserted))).count();
    assert_eq!(inserted, 1, "{outcomes:?}");
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
}

pub async fn reads_see_own_writes<C: Connection + Clone + 'static>(db: &mut C) {
    create_jobs(db).await;
    tasks(16, |number| {
        let mut db = db.clone();
        async move {
            for round in 0..20 {
                let row = job(&format!("{number}-{round}"));
                db.insert(&row).await.unwrap();
                assert_eq!(db.get::<Job>(&row.id).await.unwrap().as_ref(), Some(&row));
            }
        }
    })
    .await;
    assert_eq!(Job::total(None).total(db).await.unwrap(), 320);
}

/// Several programs may create the tables at the same time.
pub async fn concurrent_creates_succeed<C: Connection + Clone + 'static>(db: &mut C) {
    let created = tasks(8, |_| {
        let mut db = db.clone();
        async move { db.create::<Job>().await }
    })
    .await;
    assert!(created.iter().all(Result::is_ok), "{created:?}");
    db.insert(&job("a")).await.unwrap();
}
