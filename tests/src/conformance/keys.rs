//! Texts as keys: the same answer on every engine.

use store::prelude::*;

use super::samples::{create_jobs, job};
use crate::tables::{Job, JobId};

/// Texts that differ, each of them in something an engine could overlook.
const DISTINCT: [&str; 26] = [
    "", "a", "A", "á", "a\u{301}", "ａ", " a", "a b", "a\u{a0}", "a\t", "a'b", "a\"b", "a]b", "a[b", "a--b",
    "a/*b", "a;b", "a%b", "a_b", "a\\b", "ß", "ss", "İ", "i\u{307}", "🦀", "🦀🦀",
];

pub async fn survive_hostile_texts(db: &mut impl Connection) {
    create_jobs(db).await;
    for (number, text) in DISTINCT.into_iter().enumerate() {
        let row = Job { external_key: text.into(), note: Some(text.into()), ..job(&number.to_string()) };
        let outcome = db.insert_if_absent_by(&row, Job::UX_JOBS_KEY).await.unwrap();
        assert_eq!(outcome, Outcome::Inserted, "{text:?} is another key than those before");
    }
    for (number, text) in DISTINCT.into_iter().enumerate() {
        let row = Job { external_key: text.into(), ..job("another") };
        assert_eq!(
            db.insert_if_absent_by(&row, Job::UX_JOBS_KEY).await.unwrap(),
            Outcome::Existing,
            "{text:?}"
        );
        let read = db.get::<Job>(&JobId(number.to_string())).await.unwrap().unwrap();
        assert_eq!((read.external_key.as_str(), read.note.as_deref()), (text, Some(text)));
    }
    let longest = "🦀".repeat(200);
    let row = Job { external_key: longest.clone(), ..job("longest") };
    db.insert(&row).await.unwrap();
    assert_eq!(db.get::<Job>(&row.id).await.unwrap().unwrap().external_key, longest);
}

pub async fn compare_by_code_point(db: &mut impl Connection) {
    create_jobs(db).await;
    let texts = ["A", "B", "Z", "a", "b", "ä", "日"];
    for text in texts.iter().rev() {
        db.insert(&job(text)).await.unwrap();
    }
    let sorted = Job::of_source("s").all(db).await.unwrap();
    assert_eq!(super::samples::ids(&sorted), texts);

    // Spaces at the end do not count in a comparison, and are kept.
    let spaced = Job { external_key: "word  ".into(), ..job("spaced") };
    db.insert(&spaced).await.unwrap();
    let plain = Job { external_key: "word".into(), ..job("plain") };
    assert_eq!(db.insert_if_absent_by(&plain, Job::UX_JOBS_KEY).await.unwrap(), Outcome::Existing);
    assert_eq!(db.get::<Job>(&spaced.id).await.unwrap().unwrap().external_key, "word  ");
}
