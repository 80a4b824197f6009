//! Declared queries.

use std::ops::ControlFlow;

use chrono::{TimeDelta, Utc};
use store::prelude::*;

use super::samples::{create_jobs, ids, instant, job, jobs};
use crate::tables::{Job, JobId, Status};

/// Every combination of optional conditions returns the same rows as a filter in memory.
pub async fn optional_filters(db: &mut impl Connection) {
    create_jobs(db).await;
    let statuses = [Status::Pending, Status::Completed, Status::Failed];
    let rows: Vec<Job> = (0..24)
        .map(|number: usize| Job {
            source: ["s", "t"][number % 2].into(),
            status: statuses[number % 3],
            priority: i32::try_from(number % 5).unwrap(),
            created_at: instant(i64::try_from(number / 2).unwrap()),
            ..job(&format!("{number:02}"))
        })
        .collect();
    db.insert_many(&rows).await.unwrap();
    for combination in 0..16 {
        let given = |bit: u32| combination & (1 << bit) != 0;
        let source = given(0).then_some("t");
        let wanted = [Status::Failed, Status::Pending];
        let listed = given(1).then_some(wanted.as_slice());
        let least = given(2).then_some(2);
        let other = given(3).then_some("key of 13");
        let mut expected: Vec<&Job> = rows
            .iter()
            .filter(|row| source.is_none_or(|source| row.source == source))
            .filter(|row| listed.is_none_or(|listed| listed.contains(&row.status)))
            .filter(|row| least.is_none_or(|least| row.priority >= least))
            .filter(|row| other.is_none_or(|other| row.external_key != other))
            .collect();
        expected.sort_by_key(|row| (std::cmp::Reverse(row.created_at), row.id.0.clone()));
        let expected: Vec<&str> = expected.into_iter().take(7).map(|row| row.id.0.as_str()).collect();
        let found = Job::search(source, listed, least, other, 7).all(db).await.unwrap();
        assert_eq!(ids(&found), expected, "combination {combination}");
    }
}

pub async fn lists(db: &mut impl Connection) {
    assert_found_by_list(db, &["it's", "a,b", "[x]", "{}", "null", "1", "", "🦀"]).await;
    assert_eq!(Job::with_ids(&[]).all(db).await.unwrap(), []);
    let many: Vec<JobId> = (0..5_000).map(|number| JobId(number.to_string())).collect();
    assert_eq!(ids(&Job::with_ids(&many).all(db).await.unwrap()), ["1"], "a long list is one parameter");
    assert_eq!(Job::with_priorities(&[1, -100, 100, i32::MAX]).all(db).await.unwrap().len(), 9);
}

pub async fn lists_with_characters_that_json_escapes(db: &mut impl Connection) {
    assert_found_by_list(db, &["a\"b", "a\\b", "line\nbreak", "\u{1}", "\\u0041"]).await;
}

async fn assert_found_by_list(db: &mut impl Connection, strings: &[&str]) {
    create_jobs(db).await;
    let rows: Vec<Job> = strings.iter().map(|id| job(id)).collect();
    db.insert_many(&rows).await.unwrap();
    db.insert(&job("other")).await.unwrap();
    let list: Vec<JobId> = strings.iter().map(|id| JobId((*id).into())).collect();
    let mut expected = strings.to_vec();
    expected.sort_unstable();
    assert_eq!(ids(&Job::with_ids(&list).all(db).await.unwrap()), expected);
}

pub async fn pages(db: &mut impl Connection) {
    create_jobs(db).await;
    let mut rows = jobs(50);
    for (number, row) in rows.iter_mut().enumerate() {
        row.priority = [3, 1, 2][number % 3];
        row.source = ["s", "t"][usize::from(number % 7 == 0)].into();
    }
    db.insert_many(&rows).await.unwrap();
    for source in [None, Some("s"), Some("nowhere")] {
        let mut expected: Vec<&Job> =
            rows.iter().filter(|row| source.is_none_or(|source| row.source == source)).collect();
        expected.sort_by_key(|row| (row.priority, row.id.0.clone()));
        let mut found: Vec<Job> = Vec::new();
        loop {
            let after = found.last().map(|job| (job.priority, &job.id));
            let page = Job::pages(source, after, 8).all(db).await.unwrap();
            let full = page.len() == 8;
            found.extend(page);
            if !full {
                break;
            }
        }
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{source:?}");
    }
    let mut expected: Vec<&Job> = rows.iter().collect();
    expected.sort_by_key(|row| (std::cmp::Reverse(row.priority), row.id.0.clone()));
    let mut found: Vec<Job> = Vec::new();
    loop {
        let after = found.last().map(|job| (job.priority, &job.id));
        let page = Job::mixed_pages(after, 9).all(db).await.unwrap();
        if page.is_empty() {
            break;
        }
        found.extend(page);
    }
    assert_eq!(found.iter().collect::<Vec<_>>(), expected);
}

pub async fn updates_and_deletes(db: &mut impl Connection) {
    create_jobs(db).await;
    let done = |id: &str, source: &str| Job {
        source: source.into(),
        status: Status::Completed,
        attempt: 3,
        note: Some("n".into()),
        ..job(id)
    };
    db.insert_many(&[done("a", "s"), done("b", "t"), job("c")]).await.unwrap();
    assert_eq!(Job::reset(Some("t")).execute(db).await.unwrap(), 1);
    let b = db.get::<Job>(&JobId("b".into())).await.unwrap().unwrap();
    assert_eq!((b.status, b.attempt, b.note), (Status::Pending, 0, None));
    assert_eq!(Job::reset(None).execute(db).await.unwrap(), 1);
    assert_eq!(Job::reset(None).execute(db).await.unwrap(), 0);

    let id = JobId("c".into());
    assert_eq!(Job::annotate(&id, Some("new"), -5, 4, instant(8)).execute(db).await.unwrap(), 1);
    let c = db.get::<Job>(&id).await.unwrap().unwrap();
    assert_eq!((c.note.as_deref(), c.priority, c.attempt, c.updated_at), (Some("new"), -5, 4, instant(8)));
    assert_eq!(Job::annotate(&id, None, -5, 0, instant(9)).execute(db).await.unwrap(), 1);
    assert_eq!(db.get::<Job>(&id).await.unwrap().unwrap().note, None);

    assert_eq!(Job::of_status(&Status::Pending, Some(instant(1))).execute(db).await.unwrap(), 0);
    assert_eq!(Job::of_status(&Status::Pending, None).execute(db).await.unwrap(), 3);
    assert_eq!(Job::everything().execute(db).await.unwrap(), 0);
}

pub async fn arithmetic_and_nulls(db: &mut impl Connection) {
    create_jobs(db).await;
    let row = |id: &str, attempt, max_attempts, note: Option<&str>| Job {
        attempt,
        max_attempts,
        note: note.map(str::to_owned),
        ..job(id)
    };
    let rows = [
        row("no limit", 1, None, None),
        row("below", 1, Some(2), Some("x")),
        row("at", 2, Some(2), None),
        row("skipped", 0, Some(2), Some("skip")),
    ];
    db.insert_many(&rows).await.unwrap();
    let unfinished = Job::unfinished().all(db).await.unwrap();
    assert_eq!(ids(&unfinished), ["below"], "a comparison with NULL does not hold");
    assert_eq!(
        Job::double("s").execute(db).await.unwrap_err().kind(),
        ErrorKind::CheckViolation,
        "the check allows at most 2 attempts, not 4"
    );
    assert_eq!(Job::of_source("s").all(db).await.unwrap().len(), 4);
    db.delete::<Job>(&JobId("at".into())).await.unwrap();
    assert_eq!(Job::double("s").execute(db).await.unwrap(), 3);
    let doubled = Job::of_source("s").all(db).await.unwrap();
    assert_eq!(
        doubled.iter().map(|job| (job.attempt, job.priority)).collect::<Vec<_>>(),
        [(2, 99), (2, 99), (0, 99)]
    );
}

pub async fn counts(db: &mut impl Connection) {
    create_jobs(db).await;
    assert_eq!(Job::total(None).total(db).await.unwrap(), 0);
    assert_eq!(Job::by_status().groups(db).await.unwrap(), []);
    let row =
        |id: &str, source: &str, status, priority| Job { source: source.into(), status, priority, ..job(id) };
    let rows = [
        row("1", "t", Status::Failed, 2),
        row("2", "s", Status::Pending, 2),
        row("3", "s", Status::Pending, 1),
        row("4", "s", Status::Completed, 1),
    ];
    db.insert_many(&rows).await.unwrap();
    assert_eq!(Job::total(None).total(db).await.unwrap(), 4);
    assert_eq!(Job::total(Some("s")).total(db).await.unwrap(), 3);
    let by_status = Job::by_status().groups(db).await.unwrap();
    assert_eq!(by_status, [(Status::Completed, 1), (Status::Failed, 1), (Status::Pending, 2)]);
    let by_both = Job::by_source_and_priority().groups(db).await.unwrap();
    assert_eq!(by_both, [("s".into(), 1, 2), ("s".into(), 2, 1), ("t".into(), 2, 1)]);
}

pub async fn clock(db: &mut impl Connection) {
    create_jobs(db).await;
    db.insert(&Job { status: Status::Completed, ..job("a") }).await.unwrap();
    Job::reset(None).execute(db).await.unwrap();
    let read = db.get::<Job>(&JobId("a".into())).await.unwrap().unwrap();
    let off = (Utc::now() - read.updated_at).abs();
    assert!(off < TimeDelta::seconds(5), "the clock of the database differs from UTC by {off}");
    // A timestamp of the database clock has no digits that are lost when it is read.
    let later = read.updated_at + TimeDelta::microseconds(1);
    assert_eq!(Job::of_status(&Status::Pending, Some(read.updated_at)).execute(db).await.unwrap(), 0);
    assert_eq!(Job::of_status(&Status::Pending, Some(later)).execute(db).await.unwrap(), 1);
}

pub async fn stop_early(db: &mut impl Connection) {
    create_jobs(db).await;
    db.insert_many(&jobs(2_000)).await.unwrap();
    let mut seen = 0;
    let count = |_: Job| {
        seen += 1;
        if seen == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    Job::of_source("s").for_each(db, count).await.unwrap();
    assert_eq!(seen, 3);
    assert_eq!(ids(&[Job::of_source("s").first(db).await.unwrap().unwrap()]), ["000000"]);
    assert_eq!(Job::of_source("none").first(db).await.unwrap(), None);
    db.insert(&job("the connection is still usable")).await.unwrap();
}
