//! Escapes characters that a terminal would act on.
//!
//! The database holds strings that other programs have written, such as reasons and URLs. Control characters in them could move
//! the cursor, change colors or reverse the direction of the text.

/// Returns whether a terminal acts on the character instead of printing it.
fn is_active(character: char) -> bool {
    let changes_direction = matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    changes_direction || character.is_control()
}

/// Escapes active characters, line breaks included, as in a string literal of Rust.
pub(crate) fn line(text: &str) -> String {
    escape(text, |_, character| is_active(character))
}

/// Escapes active characters except line breaks and tabs.
pub(crate) fn lines(text: &str) -> String {
    escape(text, |rest, character| match character {
        '\n' | '\t' => false,
        // Scripts for SQL Server end their lines with CR LF.
        '\r' => !rest.starts_with('\n'),
        _ => is_active(character),
    })
}

/// Escapes the characters for which `is_escaped`, called with the text after the character and the character, returns true.
fn escape(text: &str, is_escaped: impl Fn(&str, char) -> bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        if is_escaped(&text[at + character.len_utf8()..], character) {
            escaped.extend(character.escape_default());
        } else {
            escaped.push(character);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_escaped_and_other_text_is_unchanged() {
        assert_eq!(line("a\u{1b}[2J\n\tb\r"), "a\\u{1b}[2J\\n\\tb\\r");
        assert_eq!(line("\u{9b}\u{7f}\u{202e}\u{2066}\u{200f}"), "\\u{9b}\\u{7f}\\u{202e}\\u{2066}\\u{200f}");
        assert_eq!(lines("a\u{1b}\r\nb\tc\rd\n"), "a\\u{1b}\r\nb\tc\\rd\n");
        for text in ["ß 漢 🦀 \\ ' \"", "👩\u{200d}👧", ""] {
            assert_eq!((line(text), lines(text)), (text.to_owned(), text.to_owned()));
        }
    }
}
