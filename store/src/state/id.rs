//! Ids of items and runs.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::column_text::significant;
use crate::Field;

/// An id: a UUID as text, as the tables of the Python era have it.
macro_rules! id {
    ($(#[doc = $doc:literal])+ $name:ident) => {
        $(#[doc = $doc])+
        ///
        /// A UUID as text. Spaces at the end make no other id, as in the columns of the tables.
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
            /// A new id, which sorts behind those made before it.
            pub fn new() -> Self {
                Self(uuid::Uuid::now_v7().to_string())
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
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

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
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
