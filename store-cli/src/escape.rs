//! Texts of others on their way to a terminal, which takes some characters for orders.

/// Whether a character moves or colours what others have written, or turns it round.
fn is_order(character: char) -> bool {
    let turns = matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    turns || character.is_control()
}

/// A text in one line: line breaks and whatever a terminal would do something with are shown as they stand in source code.
pub(crate) fn line(text: &str) -> String {
    escaped(text, |_, character| is_order(character))
}

/// The same of a text that has lines.
pub(crate) fn lines(text: &str) -> String {
    escaped(text, |rest, character| match character {
        '\n' | '\t' => false,
        // As scripts for SQL Server end their lines.
        '\r' => !rest.starts_with('\n'),
        _ => is_order(character),
    })
}

/// Escapes what is to be, by what follows it and itself.
fn escaped(text: &str, is_out: impl Fn(&str, char) -> bool) -> String {
    let mut shown = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        if is_out(&text[at + character.len_utf8()..], character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_shown_and_all_else_stays() {
        assert_eq!(line("a\u{1b}[2J\n\tb\r"), "a\\u{1b}[2J\\n\\tb\\r");
        assert_eq!(line("\u{9b}\u{7f}\u{202e}\u{2066}\u{200f}"), "\\u{9b}\\u{7f}\\u{202e}\\u{2066}\\u{200f}");
        assert_eq!(lines("a\u{1b}\r\nb\tc\rd\n"), "a\\u{1b}\r\nb\tc\\rd\n");
        for text in ["ß 漢 🦀 \\ ' \"", "👩\u{200d}👧", ""] {
            assert_eq!((line(text), lines(text)), (text.to_owned(), text.to_owned()));
        }
    }
}
