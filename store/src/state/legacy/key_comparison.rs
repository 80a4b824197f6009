//! Dedupe keys that were equal in the legacy store and are different now.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;

use super::Findings;
use super::schema::LegacySchema;
use crate::diff::PartKind;
use crate::state::column_text::significant;
use crate::state::dedupe_hash;
use crate::{Connection, ConnectionExt, Error};

/// The column of the legacy table that identified resources.
const KEY: &str = "dedupe_key";

/// The comparison that found [equal keys](super::Survey::equal_keys).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyComparison {
    /// In Unicode lower case, without trailing spaces (U+0020): for a SQLite file, which had no collation. Whatever else a
    /// collation of SQL Server may ignore, such as accents, width and kana type, makes different keys here.
    #[default]
    LowerCase,
    /// By the database, under the collation of the column; its name, if known.
    Database(Option<String>),
}

impl fmt::Display for KeyComparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LowerCase => f.write_str("in lower case, without trailing spaces (U+0020)"),
            Self::Database(Some(collation)) => write!(f, "by the database under the collation {collation}"),
            Self::Database(None) => f.write_str("by the database under the collation of the column"),
        }
    }
}

/// The keys of the rows read so far, each by the hash of its lower-case form.
#[derive(Debug, Default)]
pub(super) struct LowerCasedKeys(HashMap<[u8; 32], String>);

impl LowerCasedKeys {
    /// Adds a key, and a finding if an earlier key is equal in lower case.
    pub(super) fn add(&mut self, key: &str, equal: &mut Findings) {
        match self.0.entry(dedupe_hash(&[significant(key).to_lowercase().as_str()])) {
            Entry::Occupied(other) if other.get() != key => equal.add(|| pair(other.get(), key)),
            Entry::Occupied(_) => {}
            Entry::Vacant(vacant) => drop(vacant.insert(key.to_owned())),
        }
    }
}

/// Returns the keys that are equal by the comparison of the database.
pub(super) async fn equal_by_database<S: LegacySchema, C: Connection>(
    connection: &mut C,
) -> Result<(KeyComparison, Findings), Error> {
    let drift = connection.drift::<S>().await?;
    let of_key = drift.iter().find(|it| it.part.kind == PartKind::Column && it.part.name == KEY);
    let found = of_key.and_then(|drift| drift.found.as_deref());
    let collation = found.and_then(|found| found.split_once(" COLLATE ")?.1.split(' ').next());
    let mut equal = Findings::default();
    for key in S::repeated_keys(connection).await? {
        let mut keys = S::keys_equal_to(&key, connection).await?;
        keys.sort();
        keys.dedup();
        if let Some((first, others)) = keys.split_first() {
            others.iter().for_each(|other| equal.add(|| pair(first, other)));
        }
    }
    Ok((KeyComparison::Database(collation.map(str::to_owned)), equal))
}

fn pair(one: &str, other: &str) -> String {
    format!("{one:?} and {other:?}")
}
