//! Splits connection strings into keywords and values.

use store_core::Error;

use super::invalid;
use super::keyword::{Keyword, find, nearest, normalize};

/// Splits a connection string into keywords as written, their meanings and their values.
pub(super) fn pairs(text: &str) -> Result<Vec<(String, Keyword, String)>, Error> {
    let odbc = is_odbc(text);
    let mut pairs: Vec<(String, Keyword, String)> = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|ch: char| ch.is_whitespace() || ch == ';');
        if rest.is_empty() {
            return Ok(pairs);
        }
        let after_password = matches!(pairs.last(), Some((_, Keyword::Password, _)));
        let part = pairs.len() + 1;
        let unknown = |key: &str| match nearest(&normalize(key)) {
            Some(near) => invalid(format!("unknown keyword `{key}` in part {part}: did you mean `{near}`?")),
            // A part that resembles no keyword is not shown: it may be a URL with a password, or the rest of a password.
            None if after_password => {
                let quotes = if odbc { "braces" } else { "quotes" };
                invalid(format!(
                    "part {part}, after the password, has an unknown keyword: put the password in {quotes} if it contains \
                     a semicolon, or correct the keyword"
                ))
            }
            None => invalid(format!(
                "part {part} of the connection string has an unknown keyword: write `Keyword=value;…`"
            )),
        };
        let Some((key, tail)) = split_key(rest) else {
            let part = rest.split(';').next().unwrap_or_default().trim();
            return Err(unknown(part));
        };
        let keyword = find(&normalize(&key)).ok_or_else(|| unknown(&key))?;
        let (value, tail) = if odbc { split_braced(&key, tail)? } else { split_quoted(&key, tail)? };
        pairs.push((key, keyword, value));
        rest = tail;
    }
}

/// Returns whether this is an ODBC connection string, which names a driver and quotes values in braces.
fn is_odbc(text: &str) -> bool {
    text.split(';').filter_map(|part| part.split_once('=')).any(|(key, _)| normalize(key) == "driver")
}

/// Splits off a keyword up to its `=`; a doubled `=` is part of the keyword. Returns `None` without a `=`.
fn split_key(text: &str) -> Option<(String, &str)> {
    let mut key = String::new();
    let mut rest = text;
    loop {
        let at = rest.find(['=', ';']).filter(|at| rest.as_bytes()[*at] == b'=')?;
        key.push_str(&rest[..at]);
        match rest[at + 1..].strip_prefix('=') {
            Some(tail) => {
                key.push('=');
                rest = tail;
            }
            None => return Some((key.trim().to_owned(), &rest[at + 1..])),
        }
    }
}

/// Splits off a value, which may be in single or double quotes.
fn split_quoted<'t>(key: &str, text: &'t str) -> Result<(String, &'t str), Error> {
    let text = text.trim_start();
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let (value, tail) = split_closed(key, &text[1..], quote)?;
            expect_end(key, value, tail)
        }
        _ => Ok(split_plain(text)),
    }
}

/// Splits off a value of ODBC, which may be in braces.
fn split_braced<'t>(key: &str, text: &'t str) -> Result<(String, &'t str), Error> {
    match text.trim_start().strip_prefix('{') {
        Some(inner) => {
            let (value, tail) = split_closed(key, inner, '}')?;
            expect_end(key, value, tail)
        }
        None => Ok(split_plain(text.trim_start())),
    }
}

fn split_plain(text: &str) -> (String, &str) {
    let (value, tail) = text.split_once(';').unwrap_or((text, ""));
    (value.trim_end().to_owned(), tail)
}

/// Splits off a value up to the closing quote, which is doubled inside.
fn split_closed<'t>(key: &str, text: &'t str, close: char) -> Result<(String, &'t str), Error> {
    let mut value = String::new();
    let mut rest = text;
    loop {
        let Some((before, tail)) = rest.split_once(close) else {
            return Err(invalid(format!("the value of `{key}` has no closing {close}: add it")));
        };
        value.push_str(before);
        match tail.strip_prefix(close) {
            Some(tail) => {
                value.push(close);
                rest = tail;
            }
            None => return Ok((value, tail)),
        }
    }
}

fn expect_end<'t>(key: &str, value: String, tail: &'t str) -> Result<(String, &'t str), Error> {
    let tail = tail.trim_start();
    if tail.is_empty() || tail.starts_with(';') {
        return Ok((value, tail));
    }
    Err(invalid(format!("unexpected characters after the closing quote of `{key}`: add a semicolon")))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values(text: &str) -> Vec<String> {
        pairs(text).unwrap().into_iter().map(|(_, _, value)| value).collect()
    }

    #[test]
    fn values_may_be_plain_quoted_or_in_braces() {
        assert_eq!(values("; Server = db ;;Database=d;"), ["db", "d"]);
        assert_eq!(values(r#"pwd="a;b""c'd" ; uid='it''s'"#), [r#"a;b"c'd"#, "it's"]);
        assert_eq!(values("pwd={a}"), ["{a}"]);
        assert_eq!(values("pwd="), [""]);
        assert_eq!(
            values("Driver={ODBC Driver 18 for SQL Server};PWD={a;b}}c};UID='x'")[1..],
            ["a;b}c", "'x'"]
        );
    }

    proptest! {
        #[test]
        fn a_quoted_value_round_trips(value in "\\PC*", quote in prop::sample::select(vec!['"', '\''])) {
            let doubled = value.replace(quote, &format!("{quote}{quote}"));
            prop_assert_eq!(values(&format!("pwd={quote}{doubled}{quote};uid=x")), [value, "x".to_owned()]);
        }
    }
}
