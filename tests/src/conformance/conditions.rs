//! Conditions on text, ranges, JSON, and combinations of conditions.

use store::prelude::*;
use store::queries::KeyedUpdate;

use crate::tables::Page;

fn page(id: i64, url: &str, title: Option<&str>, words: i32) -> Page {
    Page { id, url: url.to_owned(), title: title.map(str::to_owned), words, metadata: serde_json::json!({}) }
}

fn ids(rows: Result<Vec<Page>, Error>) -> Vec<i64> {
    rows.unwrap().iter().map(|row| row.id).collect()
}

/// The strings are those where engines are likely to differ: case, blanks at the end, wildcards, several units per character.
const STRINGS: [&str; 16] =
    ["", "a", "A", "a ", "ab", "a b", "a\tb", "abc", "100%", "100_", "1000", "[a]", "é", "🦀", "🦀a", "x🦀"];

async fn create_strings(db: &mut impl Connection) -> Vec<(i64, &'static str)> {
    db.create::<Page>().await.unwrap();
    let strings: Vec<(i64, &str)> = (1..).zip(STRINGS).collect();
    let rows: Vec<Page> = strings.iter().map(|(id, text)| page(*id, text, Some(text), 0)).collect();
    db.insert_many(&rows).await.unwrap();
    db.insert(&page(99, "none", None, 0)).await.unwrap();
    strings
}

/// Returns the keys of the strings for which `test` holds.
fn matching(strings: &[(i64, &str)], test: impl Fn(&str) -> bool) -> Vec<i64> {
    strings.iter().filter(|(_, text)| test(text)).map(|(id, _)| *id).collect()
}

/// Text contains and starts with what it does in Rust.
pub async fn on_text(db: &mut impl Connection) {
    let mut strings = create_strings(db).await;
    for part in STRINGS {
        let titled = ids(Page::titled(part).all(db).await);
        assert_eq!(titled, matching(&strings, |text| text.contains(part)), "contains {part:?}");
        let untitled = ids(Page::untitled(part).all(db).await);
        assert_eq!(untitled, matching(&strings, |text| !text.contains(part)), "not contains {part:?}");
    }
    strings.push((99, "none"));
    for part in STRINGS {
        let starting = ids(Page::starting(Some(part)).all(db).await);
        assert_eq!(starting, matching(&strings, |text| text.starts_with(part)), "starts_with {part:?}");
    }
    assert_eq!(ids(Page::starting(None).all(db).await).len(), strings.len());
}

/// Text ends with what it does in Rust: blanks at the end count.
pub async fn on_the_end_of_text(db: &mut impl Connection) {
    let mut strings = create_strings(db).await;
    strings.push((99, "none"));
    for part in STRINGS {
        let ending = ids(Page::ending(part).all(db).await);
        assert_eq!(ending, matching(&strings, |text| text.ends_with(part)), "ends_with {part:?}");
    }
}

/// A parameter for the start of several columns is one argument, and a constant start is a range too.
pub async fn on_the_start_of_text(db: &mut impl Connection) {
    db.create::<Page>().await.unwrap();
    let rows = [
        page(1, "https://a.example", Some("one"), 1),
        page(2, "https://b.example", Some("https://a"), 2),
        page(3, "http://a.example", None, 3),
        page(4, "https://aa.example", None, 4),
    ];
    db.insert_many(&rows).await.unwrap();
    assert_eq!(ids(Page::secure().all(db).await), [1, 4]);
    assert_eq!(ids(Page::found("https://a", None).all(db).await), [1, 2, 4]);
    assert_eq!(ids(Page::found("https://a", Some(2)).all(db).await), [2, 4]);
    let long = "x".repeat(101);
    let error = Page::starting(Some(&long)).all(db).await.unwrap_err();
    assert_eq!((error.kind(), error.column()), (ErrorKind::Truncated, Some("url")), "{error}");
}

/// The ends of a range are in it, and combinations follow the logic of SQL: what is unknown does not hold.
pub async fn are_combined(db: &mut impl Connection) {
    db.create::<Page>().await.unwrap();
    let rows = [
        page(1, "a", Some("t"), 9),
        page(2, "b/", Some("t"), 9),
        page(3, "c", None, 9),
        page(4, "d", None, 1),
        page(5, "e", None, 2),
        page(6, "f", Some("t"), 5),
    ];
    db.insert_many(&rows).await.unwrap();
    assert_eq!(ids(Page::sized(2, 5).all(db).await), [5, 6]);
    assert_eq!(ids(Page::sized(6, 5).all(db).await), [0_i64; 0]);
    assert_eq!(ids(Page::chosen().all(db).await), [1, 4, 6]);
    let updates = [Page::rate(1, "t", 9), Page::rate(2, "x", 9), Page::rate(6, "", 4), Page::rate(1, "", 9)];
    assert_eq!(KeyedUpdate::execute_many(db, &updates).await.unwrap(), [true, false, false, false]);
    assert!(Page::rate(1, "t", 10).execute(db).await.unwrap());
}

/// A string, a number or a `bool` in JSON is compared as it is written; anything else is NULL.
pub async fn on_json(db: &mut impl Connection) {
    db.create::<Page>().await.unwrap();
    let values = [
        r#"{"lang":"de"}"#,
        r#"{"lang":"DE","score":1.50}"#,
        r#"{"lang":"de ","score":1.5,"all tags":["x","y"]}"#,
        r#"{"lang":7,"all tags":[]}"#,
        r#"{"lang":true}"#,
        r#"{"lang":null}"#,
        r#"{"lang":["de"]}"#,
        r#"{"lang":{"de":1}}"#,
        r#"{}"#,
        r#"{"lang":"d\u0065","score":"1.50"}"#,
        r#"["de"]"#,
    ];
    let rows: Vec<Page> = (1..)
        .zip(values)
        .map(|(id, text)| Page { metadata: serde_json::from_str(text).unwrap(), ..page(id, "", None, 0) })
        .collect();
    db.insert_many(&rows).await.unwrap();
    // Trailing blanks are ignored, as in every comparison of text.
    assert_eq!(ids(Page::in_language(Some("de")).all(db).await), [1, 3, 10]);
    assert_eq!(ids(Page::in_language(Some("7")).all(db).await), [4]);
    assert_eq!(ids(Page::in_language(Some("true")).all(db).await), [5]);
    assert_eq!(ids(Page::in_language(None).all(db).await).len(), 11);
    assert_eq!(ids(Page::not_in_language("de").all(db).await), [2, 4, 5]);
    assert_eq!(ids(Page::without_language().all(db).await), [6, 7, 8, 9, 11]);
    assert_eq!(ids(Page::scored().all(db).await), [10]);
    assert_eq!(ids(Page::first_tagged("x").all(db).await), [3]);
    let error = Page::in_language(Some(&"x".repeat(4_001))).all(db).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Truncated);
}
