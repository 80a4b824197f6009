//! The list of keywords in store-core, held against the library that is linked.

#![expect(clippy::unwrap_used, reason = "a test ends where something is wrong")]

use std::ffi::{c_char, c_int};

use rusqlite::ffi;
use store_core::derive::SQLITE_KEYWORDS as KEYWORDS;

/// Words that SQLite has learned after the version that is linked here, 3.51; the list is that of 3.54.
const NEWER: &[&str] = &[];

#[expect(unsafe_code, reason = "rusqlite has no safe function for the keywords")]
fn linked() -> Vec<String> {
    // SAFETY: `sqlite3_keyword_count` takes nothing; `sqlite3_keyword_name` is called for the places below the count and
    // gives the start and the length of a constant of the library.
    unsafe {
        (0..ffi::sqlite3_keyword_count())
            .map(|at| {
                let (mut start, mut len): (*const c_char, c_int) = (std::ptr::null(), 0);
                assert_eq!(ffi::sqlite3_keyword_name(at, &raw mut start, &raw mut len), ffi::SQLITE_OK);
                let bytes = std::slice::from_raw_parts(start.cast::<u8>(), usize::try_from(len).unwrap());
                String::from_utf8(bytes.to_vec()).unwrap()
            })
            .collect()
    }
}

#[test]
fn all_keywords_are_in_the_list() {
    let linked = linked();
    let missing: Vec<_> = linked.iter().filter(|word| !KEYWORDS.contains(&word.as_str())).collect();
    assert!(
        missing.is_empty(),
        "SQLite {} has keywords that the list lacks: {missing:?}",
        rusqlite::version()
    );
    let unknown: Vec<_> = KEYWORDS.iter().filter(|word| !linked.iter().any(|other| other == *word)).collect();
    let expected: Vec<_> = NEWER.iter().collect();
    assert_eq!(unknown, expected, "SQLite {} does not know these words of the list", rusqlite::version());
}
