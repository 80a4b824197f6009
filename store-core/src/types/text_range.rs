//! The range in which text with a given start sorts on SQLite, which can seek to the range in an index.
//!
//! Text is compared by code point, without the blanks at its end. The range may contain other text.

/// Returns the lower bound, and the upper bound, which is not in the range; `None` if no text is greater than all text with the start.
pub(crate) fn of(start: &str) -> (String, Option<String>) {
    let low = low(start).map_or_else(String::new, |mut low| {
        // The greatest character: any text before the bound has another start.
        low.push(char::MAX);
        low
    });
    (low, high(start))
}

/// Returns the lower bound for a constant, without characters that a script should not contain.
pub(crate) fn literal_low(start: &str) -> Option<String> {
    low(start).filter(|bound| is_printable(bound))
}

/// Returns the upper bound for a constant, without characters that a script should not contain.
pub(crate) fn literal_high(start: &str) -> Option<String> {
    high(start).filter(|bound| is_printable(bound))
}

fn is_printable(text: &str) -> bool {
    text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
}

/// Returns text that sorts before all text with the start: its last character is the one before that of the start.
fn low(start: &str) -> Option<String> {
    let (rest, last) = split_last(start.trim_end_matches(' '))?;
    match (char::MIN..last).next_back() {
        Some(before) => Some(format!("{rest}{before}")),
        None => low(rest),
    }
}

/// Returns text that sorts after all text with the start: its last character is the one after that of the start.
fn high(start: &str) -> Option<String> {
    let (rest, last) = split_last(start)?;
    // A blank would be removed.
    match (last..=char::MAX).skip(1).find(|ch| *ch != ' ') {
        Some(after) => Some(format!("{rest}{after}")),
        None => high(rest),
    }
}

fn split_last(text: &str) -> Option<(&str, char)> {
    let last = text.chars().next_back()?;
    Some((&text[..text.len() - last.len_utf8()], last))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_in_range(text: &str, start: &str) -> bool {
        let (low, high) = of(start);
        let [text, low] = [text, &low].map(|text| text.trim_end_matches(' '));
        text >= low && high.is_none_or(|high| text < high.trim_end_matches(' '))
    }

    #[test]
    fn bounds_are_next_to_the_start() {
        assert_eq!(of("ab"), ("aa\u{10ffff}".to_owned(), Some("ac".to_owned())));
        assert_eq!(of("a "), ("`\u{10ffff}".to_owned(), Some("a!".to_owned())));
        assert_eq!(of("\u{e000}"), ("\u{d7ff}\u{10ffff}".to_owned(), Some("\u{e001}".to_owned())));
        assert_eq!(of("a\u{10ffff}").1, Some("b".to_owned()));
        assert_eq!((of(""), of("\u{10ffff}").1), ((String::new(), None), None));
        assert!(["aa", "b", "aaz", "ac"].iter().all(|other| !is_in_range(other, "ab")));
    }

    proptest! {
        #[test]
        fn text_with_the_start_is_in_the_range(
            start in "[\0\t\u{1f} !a-c~\u{7f}é\u{d7ff}\u{e000}\u{ffff}\u{10000}🦀\u{10ffff}]{0,3}",
            rest in "[\0\t\u{1f} !a-c~\u{7f}é\u{d7ff}\u{e000}\u{ffff}\u{10000}🦀\u{10ffff}]{0,3}",
        ) {
            prop_assert!(is_in_range(&format!("{start}{rest}"), &start), "{:?} {:?}", start, of(&start));
        }
    }
}
