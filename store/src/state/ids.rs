//! Ids of work items and runs.

use std::cmp::Ordering;
use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use super::column_text::significant;
use crate::Field;

/// Declares an id type. Ids are text and not UUIDs, since rows imported from elsewhere keep the ids they have.
macro_rules! id {
    ($(#[doc = $doc:literal])+ $name:ident) => {
        $(#[doc = $doc])+
        ///
        /// An id is a UUID as text, or any other string of at most 36 characters. Trailing spaces are ignored in
        /// comparisons, as in the columns of the tables.
        #[derive(Clone, Debug, Field)]
        #[field(len = 36)]
        pub struct $name(String);

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                significant(&self.0) == significant(&other.0)
            }
        }

        impl Eq for $name {}

        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                significant(&self.0).hash(state);
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                significant(&self.0).cmp(significant(&other.0))
            }
        }

        impl $name {
            /// Creates a new id (UUID version 7). Later ids sort after earlier ones.
            pub fn new() -> Self {
                Self(uuid::Uuid::now_v7().to_string())
            }

            /// Returns the id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id)
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl FromStr for $name {
            type Err = Infallible;

            fn from_str(id: &str) -> Result<Self, Infallible> {
                Ok(Self::from(id))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

id! {
    /// The id of a work item.
    ///
    /// ```
    /// use store::state::WorkItemId;
    ///
    /// let (first, second) = (WorkItemId::new(), WorkItemId::new());
    /// assert!(first < second);
    /// assert_eq!(WorkItemId::from(first.as_str()), first);
    /// ```
    WorkItemId
}

id! {
    /// The id of a run.
    ///
    /// ```
    /// use store::state::RunId;
    ///
    /// // Runs of another system keep their ids.
    /// assert_eq!(RunId::from("nightly-2026-11-23").to_string(), "nightly-2026-11-23");
    /// assert_eq!(RunId::from("nightly"), RunId::from("nightly "));
    /// ```
    RunId
}
