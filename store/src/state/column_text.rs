//! Text as the columns of the tables compare it.

/// Text that compares as its column does: trailing spaces are ignored on both engines (`COLLATE RTRIM` on SQLite,
/// padding on SQL Server).
///
/// Code that groups or looks up rows by a text column uses this type as the key.
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

/// Returns the part of the text that takes part in comparisons.
pub(super) fn significant(text: &str) -> &str {
    text.trim_end_matches(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_trailing_spaces_are_ignored() {
        assert_eq!(ColumnText::from("a  "), ColumnText::from("a".to_owned()));
        for other in [" a", "A", "a\t", "a\n", "a\u{a0}", "a\u{3000}", ""] {
            assert_ne!(ColumnText::from("a"), ColumnText::from(other), "{other:?}");
        }
    }
}
