//! Keys that were one for the old table, and are several for the store.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;

use super::era::Era;
use super::survey::Findings;
use crate::diff::PartKind;
use crate::state::column_text::significant;
use crate::state::dedupe_hash;
use crate::{Connection, ConnectionExt, Error};

/// The column of the old table by which it told resources apart.
const KEY: &str = "dedupe_key";

/// The comparison that found keys to be [alike](super::Survey::alike).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum KeyComparison {
    /// In lower case as Unicode has it, without spaces (U+0020) at the end: for a SQLite file, which had no collation. What a
    /// collation of SQL Server may ignore besides, as accents, width and the kind of kana, makes other keys here.
    #[default]
    LowerCase,
    /// By the database, under the collation that the column has there; its name, if it is known.
    Database(Option<String>),
}

impl fmt::Display for KeyComparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LowerCase => f.write_str("in lower case, without spaces (U+0020) at the end"),
            Self::Database(Some(collation)) => write!(f, "by the database under the collation {collation}"),
            Self::Database(None) => f.write_str("by the database under the collation of the column"),
        }
    }
}

/// The keys before one, each by the hash of what it has in common with those that are alike.
#[derive(Debug, Default)]
pub(super) struct LowerCased(HashMap<[u8; 32], String>);

impl LowerCased {
    pub(super) fn look(&mut self, key: &str, alike: &mut Findings) {
        match self.0.entry(dedupe_hash(&[significant(key).to_lowercase().as_str()])) {
            Entry::Occupied(other) if other.get() != key => alike.add(|| pair(other.get(), key)),
            Entry::Occupied(_) => {}
            Entry::Vacant(place) => drop(place.insert(key.to_owned())),
        }
    }
}

/// The keys that the database takes for one another.
pub(super) async fn by_database<E: Era, C: Connection>(
    connection: &mut C,
) -> Result<(KeyComparison, Findings), Error> {
    let drift = connection.drift::<E>().await?;
    let of_key = drift.iter().find(|it| it.part.kind == PartKind::Column && it.part.name == KEY);
    let found = of_key.and_then(|drift| drift.found.as_deref());
    let collation = found.and_then(|found| found.split_once(" COLLATE ")?.1.split(' ').next());
    let mut alike = Findings::default();
    for key in E::repeated_keys(connection).await? {
        let mut keys = E::keys_equal_to(&key, connection).await?;
        keys.sort();
        keys.dedup();
        if let Some((first, others)) = keys.split_first() {
            others.iter().for_each(|other| alike.add(|| pair(first, other)));
        }
    }
    Ok((KeyComparison::Database(collation.map(str::to_owned)), alike))
}

fn pair(one: &str, other: &str) -> String {
    format!("{one:?} and {other:?}")
}
