//! Text keys compare in the same way on every engine.

use store::prelude::*;

use super::samples::{create_jobs, job};
use crate::tables::{Job, JobId};

/// Strings whose differences some collation ignores.
const DISTINCT: [&str; 23] = [
    "", "a", "A", "á", "a\u{301}", "ａ", " a", "a b", "a\u{a0}", "a'b", "a]b", "a[b", "a--b", "a/*b", "a;b",
    "a%b", "a_b", "ß", "ss", "İ", "i\u{307}", "🦀", "🦀🦀",
];

/// Strings with characters that JSON escapes.
const ESCAPED: [&str; 6] = ["a", "a\t", "a\"b", "a\\b", "a\u{1f}", "\r\n"];

pub async fn with_special_characters(db: &mut impl Connection) {
    create_jobs(db).await;
    assert_distinct_keys(db, &DISTINCT).await;
    let longest = "🦀".repeat(200);
    let row = Job { external_key: longest.clone(), ..job("longest") };
    db.insert(&row).await.unwrap();
    assert_eq!(db.get::<Job>(&row.id).await.unwrap().unwrap().external_key, longest);
}

pub async fn with_characters_that_json_escapes(db: &mut impl Connection) {
    create_jobs(db).await;
    assert_distinct_keys(db, &ESCAPED).await;
}

async fn assert_distinct_keys(db: &mut impl Connection, strings: &[&str]) {
    for (number, text) in strings.iter().copied().enumerate() {
        let row = Job { external_key: text.into(), note: Some(text.into()), ..job(&number.to_string()) };
        let outcome = db.insert_if_absent_by(&row, Job::UX_JOBS_KEY).await.unwrap();
        assert_eq!(outcome, Outcome::Inserted, "{text:?} differs from the keys before it");
    }
    for (number, text) in strings.iter().copied().enumerate() {
        let row = Job { external_key: text.into(), ..job("another") };
        assert_eq!(
            db.insert_if_absent_by(&row, Job::UX_JOBS_KEY).await.unwrap(),
            Outcome::Existing,
            "{text:?}"
        );
        let read = db.get::<Job>(&JobId(number.to_string())).await.unwrap().unwrap();
        assert_eq!((read.external_key.as_str(), read.note.as_deref()), (text, Some(text)));
    }
    // The same keys in a batch, and one new key.
    let again: Vec<Job> = strings
        .iter()
        .copied()
        .chain(["new"])
        .enumerate()
        .map(|(at, text)| Job { external_key: text.into(), ..job(&format!("again {at}")) })
        .collect();
    let outcomes = db.insert_many_if_absent(&again, Job::UX_JOBS_KEY).await.unwrap();
    let mut expected = vec![Outcome::Existing; strings.len()];
    expected.push(Outcome::Inserted);
    assert_eq!(outcomes, expected);
}

/// A key of the maximum length, and a value as long as an `NVARCHAR` column that is not `MAX`.
pub async fn of_maximum_length(db: &mut impl Connection) {
    create_jobs(db).await;
    for (id, text) in [("ascii", "x".repeat(400)), ("wide", "日".repeat(400)), ("pairs", "🦀".repeat(200))]
    {
        let row = Job { external_key: text.clone(), note: Some(text.repeat(10)), ..job(id) };
        db.insert_many(std::slice::from_ref(&row)).await.unwrap();
        assert_eq!(db.get::<Job>(&row.id).await.unwrap().unwrap(), row);
        let again = Job { note: Some(text), ..row };
        let outcomes = db.upsert_many(std::slice::from_ref(&again), Job::UX_JOBS_KEY).await.unwrap();
        assert_eq!(outcomes, [Outcome::Updated]);
        assert_eq!(db.get::<Job>(&again.id).await.unwrap().unwrap(), again);
    }
}

/// A NUL character does not end a string in a parameter, a batch or a list.
pub async fn with_a_nul_character(db: &mut impl Connection) {
    create_jobs(db).await;
    let strings = ["\0", "a\0", "a\0b", "a\0c"];
    for (at, text) in strings.into_iter().enumerate() {
        let row = Job { external_key: text.into(), note: Some(text.into()), ..job(text) };
        let outcome = if at % 2 == 0 {
            db.insert_if_absent_by(&row, Job::UX_JOBS_KEY).await.unwrap()
        } else {
            db.insert_many_if_absent(&[row], Job::UX_JOBS_KEY).await.unwrap()[0]
        };
        assert_eq!(outcome, Outcome::Inserted, "{text:?}");
        let read = db.get::<Job>(&JobId(text.into())).await.unwrap().unwrap();
        assert_eq!((read.external_key.as_str(), read.note.as_deref()), (text, Some(text)));
    }
    let found = Job::with_ids(&[JobId("a\0b".into()), JobId("a".into())]).all(db).await.unwrap();
    assert_eq!(super::samples::ids(&found), ["a\0b"]);
}

pub async fn compare_by_code_point(db: &mut impl Connection) {
    create_jobs(db).await;
    let strings = ["A", "B", "Z", "a", "b", "ä", "日"];
    for text in strings.iter().rev() {
        db.insert(&job(text)).await.unwrap();
    }
    let sorted = Job::of_source("s").all(db).await.unwrap();
    assert_eq!(super::samples::ids(&sorted), strings);

    // Trailing spaces are stored, but ignored in comparisons.
    let spaced = Job { external_key: "word  ".into(), ..job("spaced") };
    db.insert(&spaced).await.unwrap();
    let plain = Job { external_key: "word".into(), ..job("plain") };
    assert_eq!(db.insert_if_absent_by(&plain, Job::UX_JOBS_KEY).await.unwrap(), Outcome::Existing);
    assert_eq!(db.get::<Job>(&spaced.id).await.unwrap().unwrap().external_key, "word  ");
}
