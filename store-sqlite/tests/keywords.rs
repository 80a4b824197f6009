//! The list of keywords in store-core, compared with the linked library.

#![expect(clippy::unwrap_used, reason = "a failed `unwrap` fails the test")]

use std::ffi::{c_char, c_int};

use rusqlite::ffi;
use store_core::derive::SQLITE_KEYWORDS as KEYWORDS;

/// Keywords that SQLite has added between the linked version, 3.51, and that of the list, 3.54.
const NEWER: &[&str] = &[];

#[expect(unsafe_code, reason = "rusqlite has no safe function for the keywords")]
fn linked() -> Vec<String> {
    // SAFETY: `sqlite3_keyword_count` has no arguments; `sqlite3_keyword_name` is called for indexes below the count and
    // returns the start and the length of a constant in the library.
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
fn the_list_has_every_keyword_of_the_linked_library() {
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
