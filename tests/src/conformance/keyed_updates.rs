//! Declared updates that run for many keys in one call.

use chrono::{TimeDelta, Utc};
use store::Batch;
use store::prelude::*;
use store::queries::KeyedUpdate;

use super::samples::{create_jobs, instant, job, jobs};
use super::types::sample;
use crate::tables::{EveryType, Job, JobId, Meter, Status};

/// Returns the update of a pending job to a status, which adds one attempt.
fn advance<'a>(id: &'a JobId, to: &'a Status, note: Option<&'a str>) -> KeyedUpdate<'a, Job, 7> {
    Job::advance(id, &Status::Pending, to, note, 1, 90_000, instant(1))
}

async fn read(db: &mut impl Connection, id: &str) -> Job {
    db.get::<Job>(&JobId(id.into())).await.unwrap().unwrap()
}

pub async fn report_each_element(db: &mut impl Connection) {
    create_jobs(db).await;
    let taken = Job { status: Status::Failed, ..job("taken") };
    db.insert_many(&[job("a"), taken.clone(), job("b ")]).await.unwrap();
    let none: [KeyedUpdate<'_, Job, 7>; 0] = [];
    assert!(KeyedUpdate::execute_many(db, &none).await.unwrap().is_empty());
    let ids = ["b", "taken", "nowhere", "a", "A"].map(|id| JobId(id.into()));
    let updates = [
        advance(&ids[0], &Status::Completed, Some("it's \"b\"")),
        advance(&ids[1], &Status::Completed, None),
        advance(&ids[2], &Status::Completed, None),
        advance(&ids[3], &Status::InProgress, None),
        advance(&ids[4], &Status::InProgress, None),
    ];
    let changed = KeyedUpdate::execute_many(db, &updates).await.unwrap();
    assert_eq!(changed, [true, false, false, true, false]);
    let b = read(db, "b").await;
    assert_eq!((b.status, b.note.as_deref(), b.attempt), (Status::Completed, Some("it's \"b\""), 1));
    assert_eq!((b.updated_at, b.priority), (instant(1), 100));
    let ahead = b.lease_until.unwrap() - Utc::now();
    assert!(TimeDelta::seconds(80) < ahead && ahead < TimeDelta::seconds(95), "the lease ends in {ahead}");
    let a = read(db, "a").await;
    assert_eq!((a.status, a.note, a.attempt), (Status::InProgress, None, 1));
    assert_eq!(read(db, "taken").await, taken);
    // One update reports the same as several.
    assert!(!updates[3].execute(db).await.unwrap());
    assert_eq!(KeyedUpdate::execute_many(db, &updates[3..4]).await.unwrap(), [false]);
}

pub async fn see_earlier_elements(db: &mut impl Connection) {
    create_jobs(db).await;
    db.insert_many(&[job("a"), job("b")]).await.unwrap();
    let (a, b, spaced) = (JobId("a".into()), JobId("b".into()), JobId("a ".into()));
    let (pending, done) = (Status::Pending, Status::Completed);
    let updates = [
        advance(&a, &pending, Some("first")),
        advance(&b, &done, None),
        advance(&spaced, &done, Some("second")),
        advance(&a, &pending, Some("third")),
        advance(&b, &pending, None),
    ];
    let changed = KeyedUpdate::execute_many(db, &updates).await.unwrap();
    assert_eq!(changed, [true, true, true, false, false]);
    let a = read(db, "a").await;
    assert_eq!((a.note.as_deref(), a.attempt, a.status), (Some("second"), 2, Status::Completed));
}

pub async fn of_several_batches(db: &mut impl Connection) {
    create_jobs(db).await;
    let rows = jobs(2_500);
    db.insert_many(&rows[..2_400]).await.unwrap();
    // The order of the elements is not that of the keys.
    let ids: Vec<&JobId> = (0..2_500).map(|at| &rows[at * 1_777 % 2_500].id).collect();
    let updates: Vec<_> = ids.iter().map(|id| advance(id, &Status::Completed, None)).collect();
    let changed = KeyedUpdate::execute_many(db, &updates).await.unwrap();
    let expected: Vec<bool> = ids.iter().map(|id| id.0 < rows[2_400].id.0).collect();
    assert_eq!(changed, expected);
    let done = Job::of_source("s").all(db).await.unwrap();
    assert_eq!(done.len(), 2_400);
    assert!(done.iter().all(|job| job.status == Status::Completed && job.attempt == 1));
}

pub async fn see_earlier_batches(db: &mut impl Connection) {
    create_jobs(db).await;
    let rows = jobs(1_500);
    db.insert_many(&rows).await.unwrap();
    // More elements than a batch has, of which the first and the last have one key.
    let first = &rows[0].id;
    let mut updates = vec![advance(first, &Status::Pending, Some("first"))];
    updates.extend(rows[1..].iter().map(|row| advance(&row.id, &Status::Completed, None)));
    updates.push(advance(first, &Status::Completed, Some("last")));
    let changed = KeyedUpdate::execute_many(db, &updates).await.unwrap();
    assert_eq!(changed, vec![true; 1_501]);
    let job = read(db, &first.0).await;
    assert_eq!((job.status, job.attempt, job.note.as_deref()), (Status::Completed, 2, Some("last")));
}

pub async fn in_a_batch_of_statements(db: &mut impl Connection) {
    create_jobs(db).await;
    let rows = jobs(1_500);
    db.insert_many(&rows).await.unwrap();
    let nowhere = JobId("nowhere".into());
    let done = |id| advance(id, &Status::Completed, None);
    let all: Vec<_> = rows[2..].iter().map(|row| done(&row.id)).collect();
    let none: [KeyedUpdate<'_, Job, 7>; 0] = [];

    // Guards count the updates that change a row.
    for (expected_of_two, expected_of_none) in [(2, 0), (1, 1)] {
        let mut batch = Batch::new();
        let two = batch.execute_many(&[done(&rows[0].id), done(&nowhere)]);
        batch.expect(two, expected_of_two);
        let nothing = batch.execute_many(&none);
        batch.expect(nothing, expected_of_none);
        batch.execute_many(&all);
        let error = db.batch(batch).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedRowCount, "{error}");
    }
    assert_eq!(read(db, &rows[0].id.0).await, rows[0]);

    let mut batch = Batch::new();
    let two = batch.execute_many(&[done(&rows[0].id), done(&nowhere)]);
    batch.expect(two, 1);
    let one = batch.execute_many(&[done(&rows[1].id)]);
    batch.expect(one, 1);
    let again = batch.execute_many(&[done(&rows[1].id)]);
    let nothing = batch.execute_many(&none);
    batch.expect(nothing, 0);
    let all = batch.execute_many(&all);
    batch.expect(all, 1_498);
    let mut results = db.batch(batch).await.unwrap();
    assert_eq!(results.take(two).unwrap(), [true, false]);
    assert_eq!((results.take(one).unwrap(), results.take(again).unwrap()), (vec![true], vec![false]));
    assert_eq!((results.take(nothing).unwrap(), results.take(all).unwrap()), (vec![], vec![true; 1_498]));
    assert!(Job::of_source("s").all(db).await.unwrap().iter().all(|job| job.status == Status::Completed));

    let mut batch = Batch::new();
    let mixed =
        [Job::prioritize("s", "key of a", None, 1, None), Job::prioritize("s", "key of b", Some(1), 1, None)];
    batch.execute_many(&mixed);
    let error = db.batch(batch).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Misuse, "{error}");
}

pub async fn by_unique_key(db: &mut impl Connection) {
    create_jobs(db).await;
    db.insert_many(&[job("a"), Job { priority: 5, ..job("b") }]).await.unwrap();
    let update =
        |id: &'static str, least, priority| Job::prioritize("s", id, least, priority, Some(priority));
    let updates = [update("key of b", None, 6), update("key of a", None, 7), update("key of c", None, 8)];
    assert_eq!(KeyedUpdate::execute_many(db, &updates).await.unwrap(), [true, true, false]);
    let updates = [update("key of b", Some(7), 1), update("key of a", Some(7), 2)];
    assert_eq!(KeyedUpdate::execute_many(db, &updates).await.unwrap(), [false, true]);
    let (a, b) = (read(db, "a").await, read(db, "b").await);
    assert_eq!(((a.priority, a.max_attempts), (b.priority, b.max_attempts)), ((2, Some(2)), (6, Some(6))));
    let mixed = [update("key of a", None, 1), update("key of b", Some(1), 1)];
    let error = KeyedUpdate::execute_many(db, &mixed).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Misuse, "{error}");
    assert_eq!(read(db, "a").await.priority, 2);
}

pub async fn by_bytes(db: &mut impl Connection) {
    let meter = |digest: [u8; 4], name: &str| Meter {
        digest,
        name: name.into(),
        unit: "page".into(),
        total: 1,
        weight: 0.0,
        remark: Some("before".into()),
        noted_at: instant(0),
    };
    db.create::<Meter>().await.unwrap();
    let digests = [[0, 0xff, 1, 2], [b'"', b'\\', 0, 0], [9; 4]];
    db.insert_many(&[meter(digests[0], "a"), meter(digests[1], "b")]).await.unwrap();
    let updates = [
        Meter::weigh(&digests[1], "byte", 4, 0.5, Some("x")),
        Meter::weigh(&digests[2], "byte", 4, 0.5, None),
        Meter::weigh(&digests[0], "page", 4, 0.5, None),
        Meter::weigh(&digests[1], "byte", -2, 1.5, None),
    ];
    assert_eq!(KeyedUpdate::execute_many(db, &updates).await.unwrap(), [true, false, false, true]);
    let b = db.get::<Meter>(&digests[1]).await.unwrap().unwrap();
    assert_eq!((b.total, b.weight, b.remark), (3, 1.5, None));
    assert_eq!(db.get::<Meter>(&digests[0]).await.unwrap().unwrap(), meter(digests[0], "a"));
}

/// Returns the update that writes the columns of a row over the row with the same id.
fn replace<'a>(
    row: &'a EveryType,
    known_hash: &'a [u8; 32],
    unwanted: &'a [u8],
) -> KeyedUpdate<'a, EveryType, 40> {
    EveryType::replace(
        row.id,
        known_hash,
        unwanted,
        row.a_bool,
        row.an_i16,
        row.a_u8,
        row.a_u16,
        row.a_u32,
        row.an_f32,
        row.an_f64,
        &row.a_text,
        &row.a_short_text,
        &row.some_bytes,
        &row.few_bytes,
        &row.a_hash,
        row.a_uuid,
        row.a_timestamp,
        row.a_date,
        row.a_time,
        row.a_decimal,
        row.a_wide_decimal,
        &row.money,
        &row.a_json,
        &row.a_point,
        &row.a_color,
        row.maybe_bool,
        row.maybe_i64,
        row.maybe_f64,
        row.maybe_text.as_deref(),
        row.maybe_bytes.as_deref(),
        row.maybe_hash.as_ref(),
        row.maybe_uuid,
        row.maybe_timestamp,
        row.maybe_date,
        row.maybe_time,
        row.maybe_decimal,
        row.maybe_money.as_ref(),
        row.maybe_json.as_ref(),
        row.maybe_point.as_ref(),
        row.maybe_color.as_ref(),
    )
}

/// Values of every type, NULL and empty bytes among them, arrive as those of a single update.
pub async fn of_every_type(db: &mut impl Connection) {
    db.create::<EveryType>().await.unwrap();
    let first = |id| EveryType { a_hash: [1; 32], ..sample(id) };
    db.insert_many(&[first(1), first(2), first(3), first(4)]).await.unwrap();
    let full = EveryType {
        some_bytes: (0..=255).collect(),
        few_bytes: vec![],
        maybe_bool: Some(true),
        maybe_i64: Some(i64::MIN),
        maybe_f64: Some(0.1),
        maybe_text: Some(String::new()),
        maybe_bytes: Some(vec![]),
        maybe_hash: Some([0; 32]),
        maybe_uuid: Some(sample(0).a_uuid),
        maybe_timestamp: Some(sample(0).a_timestamp),
        maybe_date: Some(sample(0).a_date),
        maybe_time: Some(sample(0).a_time),
        maybe_decimal: Some(rust_decimal::Decimal::new(-5, 2)),
        maybe_money: Some(sample(0).money),
        maybe_json: Some(serde_json::json!([null])),
        maybe_point: Some(sample(0).a_point),
        maybe_color: Some(sample(0).a_color),
        ..sample(2)
    };
    let empty = EveryType { some_bytes: vec![], ..sample(3) };
    let updates = [
        replace(&full, &[1; 32], b"?"),
        replace(&empty, &[1; 32], &[]),
        replace(&full, &[1; 32], b"?"),
        replace(&empty, &[7; 32], &[]),
    ];
    assert_eq!(KeyedUpdate::execute_many(db, &updates).await.unwrap(), [true, true, false, false]);
    let one = EveryType { id: 1, ..full.clone() };
    assert!(replace(&one, &[1; 32], b"?").execute(db).await.unwrap());
    assert_eq!(EveryType::all().all(db).await.unwrap(), [one, full, empty, first(4)]);
}

pub async fn are_all_or_nothing(db: &mut impl Connection) {
    create_jobs(db).await;
    db.insert_many(&[job("a"), job("b")]).await.unwrap();
    let (a, b) = (JobId("a".into()), JobId("b".into()));
    let updates = [
        advance(&a, &Status::Completed, None),
        Job::advance(&b, &Status::Pending, &Status::Pending, None, -1, 0, instant(1)),
    ];
    let error = KeyedUpdate::execute_many(db, &updates).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::CheckViolation, "{error}");
    let long = "x".repeat(51);
    let updates =
        [Job::prioritize("s", "key of a", None, 1, None), Job::prioritize(&long, "key of b", None, 1, None)];
    let error = KeyedUpdate::execute_many(db, &updates).await.unwrap_err();
    assert_eq!((error.kind(), error.column()), (ErrorKind::Truncated, Some("source")), "{error}");
    assert_eq!(Job::of_source("s").all(db).await.unwrap(), [job("a"), job("b")]);
}

pub async fn leave_a_transaction_usable(db: &mut impl Transactional) {
    create_jobs(db).await;
    db.insert_many(&[job("a"), job("b")]).await.unwrap();
    let (a, b) = (JobId("a".into()), JobId("b".into()));
    let good = advance(&a, &Status::Completed, None);
    let bad = Job::advance(&b, &Status::Pending, &Status::Pending, None, -1, 0, instant(1));
    let mut transaction = db.begin_transaction().await.unwrap();
    transaction.insert(&job("c")).await.unwrap();
    assert!(KeyedUpdate::execute_many(&mut transaction, &[good, bad]).await.is_err());
    let updates = [advance(&b, &Status::Failed, None), advance(&a, &Status::Failed, None)];
    assert_eq!(KeyedUpdate::execute_many(&mut transaction, &updates).await.unwrap(), [true, true]);
    transaction.commit().await.unwrap();
    let statuses: Vec<Status> =
        Job::of_source("s").all(db).await.unwrap().iter().map(|job| job.status).collect();
    assert_eq!(statuses, [Status::Failed, Status::Failed, Status::Pending]);
}
