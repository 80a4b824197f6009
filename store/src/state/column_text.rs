//! Text as the columns of the tables compare it.

/// A text that is equal to another where their columns are: spaces at the end do not count, on either engine
/// (`COLLATE RTRIM` on SQLite, padding on SQL Server).
///
/// Whatever groups or looks up rows by a text of theirs uses it as the key.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct ColumnText(String);

impl ColumnText {
    pub(super) fn into_string(self) -> String {
        self.0
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for ColumnText {
    fn from(text: &str) -> Self {
        Self(significant(text).to_owned())
    }
}

impl From<String> for ColumnText {
    fn from(mut text: String) -> Self {
        text.truncate(significant(&text).len());
        Self(text)
    }
}

/// The part of a text that counts when columns are compared.
pub(super) fn significant(text: &str) -> &str {
    text.trim_end_matches(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_spaces_at_the_end_do_not_count() {
        assert_eq!(ColumnText::from("a  "), ColumnText::from("a".to_owned()));
        for other in [" a", "A", "a\t", "a\n", "a\u{a0}", "a\u{3000}", ""] {
            assert_ne!(ColumnText::from("a"), ColumnText::from(other), "{other:?}");
        }
    }
}
