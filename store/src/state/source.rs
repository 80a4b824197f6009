//! Where resources come from.

use std::fmt;

use super::column_text::ColumnText;

/// A source of resources: a system that is crawled or queried, such as `wikipedia` of the kind `mediawiki`.
///
/// Claims filter by source; pausing, draining and crawl delays apply to one. Trailing spaces of either part are
/// ignored, as in the columns of the tables.
///
/// ```
/// use store::state::Source;
///
/// let wikipedia = Source::new("mediawiki", "wikipedia");
/// assert_eq!(wikipedia.key(), "mediawiki/wikipedia");
/// assert_eq!(wikipedia, Source::new("mediawiki", "wikipedia "));
/// assert_ne!(Source::new("a/b", "c").key(), Source::new("a", "b/c").key());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Source {
    system: String,
    name: String,
}

impl Source {
    /// The source of this kind of system and name.
    pub fn new(system: impl Into<String>, name: impl Into<String>) -> Self {
        let part = |text: String| ColumnText::from(text).into_string();
        Self { system: part(system.into()), name: part(name.into()) }
    }

    /// The kind of system: `mediawiki`, `openalex`, `http`.
    pub fn system(&self) -> &str {
        &self.system
    }

    /// The name of the system: `wikipedia`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// System and name in one text, by which tables refer to the source: `mediawiki/wikipedia`.
    ///
    /// No two sources share it: a `/` in the kind of system is written `~-`, and a `~` as `~~`.
    pub fn key(&self) -> String {
        format!("{}/{}", self.system.replace('~', "~~").replace('/', "~-"), self.name)
    }

    /// Returns the source with this key, or `None` if the string is not a key.
    pub fn from_key(key: &str) -> Option<Self> {
        let (system, name) = key.split_once('/')?;
        let mut read = String::new();
        let mut rest = system.chars();
        while let Some(ch) = rest.next() {
            read.push(match ch {
                '~' => match rest.next()? {
                    '~' => '~',
                    '-' => '/',
                    _ => return None,
                },
                _ => ch,
            });
        }
        Some(Self::new(read, name))
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key())
    }
}
