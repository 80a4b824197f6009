//! A source of resources.

use std::fmt;
use std::str::FromStr;

use crate::state::column_text::ColumnText;
use crate::{Error, ErrorKind};

/// A source of resources: a system that is crawled or queried, such as `wikipedia` of the kind `mediawiki`.
///
/// Claims filter by source; pausing, draining and crawl delays apply to a source. Trailing spaces of either part are
/// ignored, as in the columns of the tables.
///
/// ```
/// use store::state::Source;
///
/// let wikipedia = Source::new("mediawiki", "wikipedia");
/// assert_eq!(wikipedia.key(), "mediawiki/wikipedia");
/// assert_eq!("mediawiki/wikipedia".parse::<Source>()?, wikipedia);
/// assert_eq!(wikipedia, Source::new("mediawiki", "wikipedia "));
/// assert_ne!(Source::new("a/b", "c").key(), Source::new("a", "b/c").key());
/// # Ok::<(), store::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Source {
    system: String,
    name: String,
}

impl Source {
    /// Creates a source from the kind of the system and its name.
    pub fn new(system: impl Into<String>, name: impl Into<String>) -> Self {
        let part = |text: String| ColumnText::from(text).into_string();
        Self { system: part(system.into()), name: part(name.into()) }
    }

    /// Returns the kind of the system: `mediawiki`, `openalex`, `http`.
    pub fn system(&self) -> &str {
        &self.system
    }

    /// Returns the name of the system: `wikipedia`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the key by which tables refer to the source: `mediawiki/wikipedia`.
    ///
    /// Different sources have different keys: in the kind of the system, `/` is written `~-` and `~` is written `~~`.
    pub fn key(&self) -> String {
        format!("{}/{}", self.system.replace('~', "~~").replace('/', "~-"), self.name)
    }

    /// Returns the source with this key, or `None` if the string is not a key.
    pub fn from_key(key: &str) -> Option<Self> {
        let (escaped, name) = key.split_once('/')?;
        let mut system = String::new();
        let mut chars = escaped.chars();
        while let Some(ch) = chars.next() {
            system.push(match ch {
                '~' => match chars.next()? {
                    '~' => '~',
                    '-' => '/',
                    _ => return None,
                },
                _ => ch,
            });
        }
        Some(Self::new(system, name))
    }
}

impl FromStr for Source {
    type Err = Error;

    /// Reads a [key](Self::key).
    fn from_str(key: &str) -> Result<Self, Error> {
        Self::from_key(key).ok_or_else(|| {
            Error::new(ErrorKind::InvalidValue, format!("invalid source key {key:?}: expected SYSTEM/NAME"))
        })
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.key())
    }
}
