//! Batches of several statements.

use store::Batch;
use store::prelude::*;

use super::meters::meter;
use super::samples::{create_jobs, ids, instant, job, jobs};
use super::types::sample;
use crate::tables::{EveryType, Job, JobId, Meter, Status};

pub async fn return_each_result(db: &mut impl Connection) {
    use Outcome::{Existing, Inserted, Updated};
    create_jobs(db).await;
    db.create::<Meter>().await.unwrap();
    let (a, b) = (job("a"), job("b"));
    let changed = Job { priority: 1, ..a.clone() };
    let renamed = Job { id: JobId("other".into()), note: Some("x".into()), ..job("b") };
    let (c, d) = (job("c"), [job("a"), job("d"), job("d")]);
    let meters = ["k", "l", "m"].map(|name| meter(name, 1));

    let mut batch = Batch::new();
    let inserted = batch.insert(&a);
    let found = batch.get::<Job>(&a.id);
    let not_found = batch.get::<Job>(&b.id);
    let absent = batch.insert_if_absent(&b);
    let present = batch.insert_if_absent_by(&renamed, Job::UX_JOBS_KEY);
    let updated = batch.update(&changed);
    let missing = batch.update(&c);
    let upserted = batch.upsert(&c);
    let upserted_again = batch.upsert_by(&renamed, Job::UX_JOBS_KEY);
    let many = batch.insert_many_if_absent(&d, UniqueKey::PRIMARY);
    let meter_rows = batch.insert_many(&meters);
    let upserts = batch.upsert_many(&meters, UniqueKey::PRIMARY);
    let updates = batch.update_many(&d[..1]);
    let total = batch.count(Job::total(None));
    let doubled = batch.execute(Job::annotate(&a.id, Some("n"), 5, 2, instant(9)));
    let groups = batch.groups(Job::by_source_and_priority());
    let none = batch.select(Job::of_source("nowhere"));
    let rows = batch.select(Job::of_source("s"));
    let deleted = batch.delete::<Meter>(&meters[2].digest);
    let not_deleted = batch.delete::<Meter>(&[0; 4]);
    let left = batch.select(Meter::but(&["x"]));
    assert_eq!(batch.len(), 21);
    let mut results = db.batch(batch).await.unwrap();

    results.take(inserted).unwrap();
    assert_eq!(results.take(found).unwrap(), Some(a.clone()));
    assert_eq!(results.take(not_found).unwrap(), None);
    assert_eq!((results.take(absent).unwrap(), results.take(present).unwrap()), (Inserted, Existing));
    assert_eq!((results.take(updated).unwrap(), results.take(missing).unwrap()), (true, false));
    assert_eq!((results.take(upserted).unwrap(), results.take(upserted_again).unwrap()), (Inserted, Updated));
    assert_eq!(results.take(many).unwrap(), [Existing, Inserted, Existing]);
    results.take(meter_rows).unwrap();
    assert_eq!(results.take(upserts).unwrap(), [Updated; 3]);
    assert_eq!(results.take(updates).unwrap(), [Updated]);
    assert_eq!((results.take(total).unwrap(), results.take(doubled).unwrap()), (4, 1));
    assert_eq!(results.take(groups).unwrap(), [("s".to_owned(), 5, 1), ("s".to_owned(), 100, 3)]);
    assert_eq!(results.take(none).unwrap(), []);
    let rows = results.take(rows).unwrap();
    assert_eq!(ids(&rows), ["a", "b", "c", "d"]);
    assert_eq!((rows[0].note.as_deref(), rows[0].attempt, rows[0].updated_at), (Some("n"), 2, instant(9)));
    assert_eq!(rows[1].note.as_deref(), Some("x"), "the upsert kept the primary key");
    assert_eq!((results.take(deleted).unwrap(), results.take(not_deleted).unwrap()), (true, false));
    let totals: Vec<i64> = results.take(left).unwrap().iter().map(|meter| meter.total).collect();
    assert_eq!(totals, [2, 2]);
    assert_eq!(results.take(left).unwrap_err().kind(), ErrorKind::Misuse, "a result is taken once");
    assert_eq!(Job::of_source("s").all(db).await.unwrap(), rows);
}

pub async fn of_one_statement_or_none(db: &mut impl Connection) {
    create_jobs(db).await;
    assert_eq!(db.batch(Batch::new()).await.unwrap().row_count(), 0);
    let (a, more) = (job("a"), [job("b"), job("c")]);
    let mut batch = Batch::new();
    let outcome = batch.upsert(&a);
    assert_eq!(db.batch(batch).await.unwrap().take(outcome).unwrap(), Outcome::Inserted);
    let mut batch = Batch::new();
    let outcomes = batch.upsert_many(&more, UniqueKey::PRIMARY);
    assert_eq!(db.batch(batch).await.unwrap().take(outcomes).unwrap(), [Outcome::Inserted; 2]);
    let mut batch = Batch::new();
    let rows = batch.select(Job::of_source("s"));
    assert_eq!(db.batch(batch).await.unwrap().take(rows).unwrap().len(), 3);
    let mut batch = Batch::new();
    let changed = batch.execute(Job::everything());
    batch.expect(changed, 3);
    assert_eq!(db.batch(batch).await.unwrap().take(changed).unwrap(), 3);
    // No rows are a statement too.
    let mut batch = Batch::new();
    let outcomes = batch.upsert_many::<Job>(&[], UniqueKey::PRIMARY);
    let total = batch.count(Job::total(None));
    let mut results = db.batch(batch).await.unwrap();
    assert_eq!((results.take(outcomes).unwrap(), results.take(total).unwrap()), (vec![], 0));
}

pub async fn have_no_effect_after_an_error(db: &mut impl Connection) {
    create_jobs(db).await;
    db.create::<Meter>().await.unwrap();
    let there = job("there");
    db.insert(&there).await.unwrap();
    let (a, bad) = (job("a"), Job { attempt: -1, ..job("bad") });
    let k = meter("k", 1);
    let rows = [job("b"), job("there")];

    for (at, kind) in [ErrorKind::UniqueViolation, ErrorKind::UniqueViolation, ErrorKind::CheckViolation]
        .into_iter()
        .enumerate()
    {
        let mut batch = Batch::new();
        batch.insert(&a);
        batch.insert(&k);
        batch.claim(Job::next(None, 60, 10));
        batch.select(Job::of_source("s"));
        match at {
            0 => _ = batch.insert(&there),
            1 => _ = batch.insert_many(&rows),
            _ => _ = batch.upsert(&bad),
        }
        batch.execute(Job::everything());
        let error = db.batch(batch).await.unwrap_err();
        assert_eq!((error.kind(), error.table()), (kind, Some("jobs")), "{error}");
        assert_eq!(Job::of_source("s").all(db).await.unwrap(), std::slice::from_ref(&there), "case {at}");
        assert_eq!(db.get::<Meter>(&k.digest).await.unwrap(), None);
    }

    // The error names the table of its own statement, also after a statement that returned rows.
    let mut batch = Batch::new();
    batch.insert(&k);
    batch.select(Job::of_source("s"));
    batch.insert(&k);
    batch.count(Job::total(None));
    let error = db.batch(batch).await.unwrap_err();
    assert_eq!((error.kind(), error.table()), (ErrorKind::UniqueViolation, Some("meters")), "{error}");

    // A value that does not fit its column is an error before anything is sent.
    let long = Job { source: "x".repeat(51), ..job("long") };
    let mut batch = Batch::new();
    batch.insert(&a);
    batch.insert(&long);
    let error = db.batch(batch).await.unwrap_err();
    assert_eq!((error.kind(), error.column()), (ErrorKind::Truncated, Some("source")), "{error}");
    assert_eq!(Job::total(None).total(db).await.unwrap(), 1);
}

/// The number of cases of [`add_guarded`].
const GUARDED: usize = 12;

/// Adds a statement with a guard, which fails if `surplus` is not 0. The table has the jobs of `rows` except the last one.
fn add_guarded<'a>(batch: &mut Batch<'a>, rows: &'a [Job; 4], case: usize, surplus: u64) {
    macro_rules! guard {
        ($statement:expr, $rows:literal) => {{
            let slot = $statement;
            batch.expect(slot, $rows + surplus);
        }};
    }
    match case {
        0 => guard!(batch.execute(Job::double("s")), 3),
        1 => guard!(batch.select(Job::of_source("s")), 3),
        2 => guard!(batch.claim(Job::next(None, 60, 2)), 2),
        3 => guard!(batch.get::<Job>(&rows[0].id), 1),
        4 => guard!(batch.insert(&rows[3]), 1),
        5 => guard!(batch.insert_if_absent(&rows[0]), 0),
        6 => guard!(batch.update(&rows[3]), 0),
        7 => guard!(batch.insert_many_if_absent(rows, UniqueKey::PRIMARY), 1),
        8 => guard!(batch.update_many(rows), 3),
        9 => guard!(batch.upsert_many(rows, UniqueKey::PRIMARY), 4),
        10 => guard!(batch.delete::<Job>(&rows[0].id), 1),
        _ => guard!(batch.update_many::<Job>(&[]), 0),
    }
}

pub async fn end_at_a_guard_that_fails(db: &mut impl Connection) {
    create_jobs(db).await;
    let rows = ["a", "b", "c", "d"].map(job);
    let other = Job { source: "t".into(), ..job("other") };
    for case in 0..GUARDED {
        Job::everything().execute(db).await.unwrap();
        db.insert_many(&rows[..3]).await.unwrap();
        let run = |surplus| {
            let mut batch = Batch::new();
            batch.insert(&other);
            add_guarded(&mut batch, &rows, case, surplus);
            batch.execute(Job::reset(Some("t")));
            batch
        };
        let error = db.batch(run(1)).await.unwrap_err();
        assert_eq!((error.kind(), error.table()), (ErrorKind::UnexpectedRowCount, Some("jobs")), "{error}");
        assert!(error.message().starts_with("statement 2 of the batch"), "{error}");
        assert_eq!(Job::of_source("s").all(db).await.unwrap(), rows[..3], "case {case}");
        assert_eq!(db.get::<Job>(&other.id).await.unwrap(), None, "case {case}");
        db.batch(run(0)).await.unwrap_or_else(|error| panic!("case {case}: {error}"));
        assert_eq!(db.get::<Job>(&other.id).await.unwrap(), Some(other.clone()), "case {case}");
    }
}

pub async fn claim_in_order(db: &mut impl Connection) {
    create_jobs(db).await;
    let row = |id: &str, priority, at| Job { priority, created_at: instant(at), ..job(id) };
    let rows = [row("late", 5, 9), row("low", 9, 0), row("b", 5, 1), row("a", 5, 1), row("high", -1, 50)];
    let mut batch = Batch::new();
    batch.insert_many(&rows);
    let first = batch.claim(Job::next(None, 60, 3));
    let second = batch.claim(Job::next(None, 60, 10));
    let third = batch.claim(Job::next(None, 60, 10));
    let groups = batch.groups(Job::by_status());
    let mut results = db.batch(batch).await.unwrap();
    assert_eq!(ids(&results.take(first).unwrap()), ["high", "a", "b"]);
    assert_eq!(ids(&results.take(second).unwrap()), ["late", "low"]);
    assert_eq!(results.take(third).unwrap(), []);
    assert_eq!(results.take(groups).unwrap(), [(Status::InProgress, 5)]);
}

pub async fn of_many_rows(db: &mut impl Connection) {
    create_jobs(db).await;
    let rows = jobs(2_500);
    let mut batch = Batch::new();
    let inserted = batch.insert_many_if_absent(&rows[1..], UniqueKey::PRIMARY);
    batch.expect(inserted, 2_499);
    let updated = batch.update_many(&rows);
    batch.expect(updated, 2_499);
    let upserted = batch.upsert_many(&rows, UniqueKey::PRIMARY);
    let total = batch.count(Job::total(None));
    let mut results = db.batch(batch).await.unwrap();
    assert_eq!(results.take(inserted).unwrap(), [Outcome::Inserted; 2_499]);
    let updated = results.take(updated).unwrap();
    assert_eq!((updated[0], &updated[1..]), (Outcome::Missing, &[Outcome::Updated; 2_499][..]));
    let upserted = results.take(upserted).unwrap();
    assert_eq!((upserted[0], &upserted[1..]), (Outcome::Inserted, &[Outcome::Updated; 2_499][..]));
    assert_eq!(results.take(total).unwrap(), 2_500);
}

/// One request to SQL Server has at most 2,100 parameters; a job has 11.
pub async fn of_many_parameters(db: &mut impl Connection) {
    create_jobs(db).await;
    let rows = jobs(600);
    let mut batch = Batch::new();
    let slots: Vec<_> = rows.iter().map(|row| batch.insert_if_absent(row)).collect();
    let again = batch.insert_if_absent(&rows[0]);
    let total = batch.count(Job::total(None));
    let mut results = db.batch(batch).await.unwrap();
    for slot in slots {
        assert_eq!(results.take(slot).unwrap(), Outcome::Inserted);
    }
    assert_eq!((results.take(again).unwrap(), results.take(total).unwrap()), (Outcome::Existing, 600));

    // The error is in a later request than the first changes.
    let later: Vec<Job> = (0..600).map(|number| job(&format!("later {number}"))).collect();
    for has_guard in [false, true] {
        let mut batch = Batch::new();
        later.iter().for_each(|row| _ = batch.insert(row));
        let last = batch.insert_if_absent(&rows[0]);
        if has_guard {
            batch.expect(last, 1);
        } else {
            batch.insert(&rows[0]);
        }
        let kind = if has_guard { ErrorKind::UnexpectedRowCount } else { ErrorKind::UniqueViolation };
        assert_eq!(db.batch(batch).await.unwrap_err().kind(), kind);
        assert_eq!(Job::total(None).total(db).await.unwrap(), 600);
    }
}

pub async fn of_values_of_every_type(db: &mut impl Connection) {
    db.create::<EveryType>().await.unwrap();
    let rows = [
        sample(1),
        EveryType { a_long_text: "é".repeat(5_000), some_bytes: vec![1; 9_000], ..sample(2) },
        EveryType { a_text: String::new(), some_bytes: Vec::new(), ..sample(3) },
        EveryType { maybe_text: Some("'".into()), maybe_decimal: Some(7.into()), ..sample(4) },
    ];
    let mut batch = Batch::new();
    for row in &rows {
        batch.insert(row);
        let outcome = batch.upsert(row);
        batch.expect(outcome, 1);
    }
    let read: Vec<_> = rows.iter().map(|row| batch.get::<EveryType>(row.id)).collect();
    let mut results = db.batch(batch).await.unwrap();
    for (row, slot) in rows.iter().zip(read) {
        assert_eq!(results.take(slot).unwrap().as_ref(), Some(row));
    }
}

pub async fn that_only_read(db: &mut impl Connection) {
    create_jobs(db).await;
    db.insert_many(&jobs(3)).await.unwrap();
    let mut batch = Batch::new();
    let rows = batch.select(Job::of_source("s"));
    let total = batch.count(Job::total(Some("s")));
    batch.expect(rows, 3);
    let mut results = db.batch(batch).await.unwrap();
    assert_eq!((results.take(rows).unwrap(), results.take(total).unwrap()), (jobs(3), 3));
    let mut batch = Batch::new();
    let rows = batch.select(Job::of_source("s"));
    batch.expect(rows, 2);
    batch.count(Job::total(None));
    assert_eq!(db.batch(batch).await.unwrap_err().kind(), ErrorKind::UnexpectedRowCount);
}

pub async fn are_part_of_a_transaction(db: &mut impl Transactional) {
    create_jobs(db).await;
    let rows = ["a", "b", "c", "d"].map(job);
    let mut transaction = db.begin_transaction().await.unwrap();
    transaction.insert(&rows[0]).await.unwrap();
    for fails in [false, true] {
        let mut batch = Batch::new();
        batch.upsert(&rows[1]);
        batch.upsert_many(&rows[2..], UniqueKey::PRIMARY);
        let reset = batch.execute(Job::reset(None));
        if fails {
            batch.expect(reset, 1);
        }
        let result = transaction.batch(batch).await;
        assert_eq!(
            result.map(|_| ()).map_err(|error| error.kind()),
            match fails {
                true => Err(ErrorKind::UnexpectedRowCount),
                false => Ok(()),
            }
        );
    }
    transaction.rollback().await.unwrap();
    assert_eq!(Job::total(None).total(db).await.unwrap(), 0);
}

/// A batch that fails in a transaction undoes itself alone.
pub async fn that_fail_keep_the_transaction(db: &mut impl Transactional) {
    create_jobs(db).await;
    let rows = ["a", "b", "c"].map(job);
    let mut transaction = db.begin_transaction().await.unwrap();
    transaction.insert(&rows[0]).await.unwrap();
    let mut batch = Batch::new();
    batch.insert(&rows[1]);
    let reset = batch.execute(Job::reset(None));
    batch.expect(reset, 1);
    let error = transaction.batch(batch).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedRowCount, "{error}");
    let mut batch = Batch::new();
    batch.insert(&rows[1]);
    batch.insert(&rows[0]);
    let error = transaction.batch(batch).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation, "{error}");
    let mut batch = Batch::new();
    batch.insert(&rows[2]);
    let rows = batch.select(Job::of_source("s"));
    let mut results = transaction.batch(batch).await.unwrap();
    assert_eq!(ids(&results.take(rows).unwrap()), ["a", "c"]);
    transaction.commit().await.unwrap();
    assert_eq!(ids(&Job::of_source("s").all(db).await.unwrap()), ["a", "c"]);
}
