//! The limits of SQL Server on the declaration of a table.
//!
//! Source: [Maximum capacity specifications for SQL
//! Server](https://learn.microsoft.com/en-us/sql/sql-server/maximum-capacity-specifications-for-sql-server).

use crate::schema::{KeyKind, TableModel};
use crate::types::SqlType;
use crate::types::rules::Rule;

/// The maximum number of bytes of a clustered key.
pub const MAX_CLUSTERED_KEY: u32 = 900;

/// The maximum number of bytes of a nonclustered key.
pub const MAX_NONCLUSTERED_KEY: u32 = 1_700;

/// The maximum number of bytes of the columns of a foreign key.
pub const MAX_FOREIGN_KEY: u32 = 900;

/// The maximum number of columns of a key, an index or a foreign key.
pub const MAX_KEY_COLUMNS: usize = 32;

/// The maximum number of columns of a table: 1,024, less the three that a batch adds to the rows that it writes.
pub const MAX_COLUMNS: usize = 1_024 - BATCH_COLUMNS;

/// The maximum number of indexes in addition to the primary key.
pub const MAX_INDEXES: usize = 999;

/// The maximum number of foreign keys of a table.
pub const MAX_FOREIGN_KEYS: usize = 253;

/// The maximum number of characters of `NVARCHAR(n)`; longer text is `NVARCHAR(MAX)`.
pub const MAX_NVARCHAR: u32 = 4_000;

/// The maximum number of bytes of `VARBINARY(n)`; longer values are `VARBINARY(MAX)`.
pub const MAX_VARBINARY: u32 = 8_000;

/// The maximum number of parameters of a statement.
pub const MAX_PARAMS: usize = 2_100;

/// The maximum number of bytes of the header and the columns of fixed length, which cannot move to other pages.
const MAX_ROW: usize = 8_060;

/// The columns that a batch adds to each row: its number, its round, and whether it was missing.
const BATCH_COLUMNS: usize = 3;
const BATCH_BYTES: usize = 4 + 4 + 1;

/// The bytes before the NULL bitmap of a row: its header and the number of its columns.
const ROW_HEADER: usize = 4 + 2;

/// A constraint or index with key columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyOwner {
    /// The primary key, which is clustered.
    PrimaryKey,
    /// A unique key.
    UniqueKey,
    /// An index.
    Index,
    /// A foreign key.
    ForeignKey,
}

/// Checks the bytes of the columns of a key, an index or a foreign key.
///
/// # Errors
///
/// Returns the message of the compile error.
///
/// ```
/// use store_core::derive::limits::{KeyOwner, MAX_CLUSTERED_KEY, key_width};
///
/// assert_eq!(key_width(KeyOwner::PrimaryKey, MAX_CLUSTERED_KEY), Ok(()));
/// assert!(key_width(KeyOwner::PrimaryKey, MAX_CLUSTERED_KEY + 1).is_err());
/// ```
pub const fn key_width(owner: KeyOwner, bytes: u32) -> Rule {
    match owner {
        KeyOwner::PrimaryKey if bytes > MAX_CLUSTERED_KEY => Err(
            "the primary key exceeds the 900 bytes that SQL Server allows (text takes two bytes per unit): lower the `len` of its columns",
        ),
        KeyOwner::UniqueKey if bytes > MAX_NONCLUSTERED_KEY => Err(
            "the unique key exceeds the 1,700 bytes that SQL Server allows (text takes two bytes per unit): lower the `len` of its columns",
        ),
        KeyOwner::Index if bytes > MAX_NONCLUSTERED_KEY => Err(
            "the index exceeds the 1,700 bytes that SQL Server allows (text takes two bytes per unit): lower the `len` of its columns",
        ),
        KeyOwner::ForeignKey if bytes > MAX_FOREIGN_KEY => Err(
            "the foreign key exceeds the 900 bytes that SQL Server allows (text takes two bytes per unit): lower the `len` of its columns",
        ),
        _ => Ok(()),
    }
}

/// Checks the limits of a table as a whole.
///
/// # Errors
///
/// Returns the message of the compile error for the first limit that the table exceeds.
pub const fn table(model: &TableModel<'_>) -> Rule {
    let columns = model.columns.len();
    if columns > MAX_COLUMNS {
        return Err(
            "the table has more than 1,021 columns (SQL Server allows 1,024, of which a batch needs three): split the table",
        );
    }
    let header = ROW_HEADER + (columns + BATCH_COLUMNS).div_ceil(8);
    if fixed_bytes(model) + BATCH_BYTES + header > MAX_ROW {
        return Err(
            "the columns of fixed length exceed the 8,060 bytes of a row on SQL Server: split the table, or use `Vec<u8>` with a `len` for arrays",
        );
    }
    let mut indexes = model.indexes.len();
    let mut at = 0;
    while at < model.keys.len() {
        indexes += matches!(model.keys[at].kind, KeyKind::Unique) as usize;
        at += 1;
    }
    if indexes > MAX_INDEXES {
        return Err(
            "the table has more than the 999 unique keys and indexes that SQL Server allows: remove some",
        );
    }
    if model.foreign_keys.len() > MAX_FOREIGN_KEYS {
        return Err("the table has more than the 253 foreign keys that SQL Server allows: remove some");
    }
    Ok(())
}

/// Returns the bytes of the columns of fixed length, which a row takes even where they are NULL. Eight bits share a byte.
const fn fixed_bytes(model: &TableModel<'_>) -> usize {
    let (mut bytes, mut bits) = (0, 0_usize);
    let mut at = 0;
    while at < model.columns.types.len() {
        bytes += match model.columns.types[at] {
            SqlType::Bool => {
                bits += 1;
                0
            }
            SqlType::Text(_) | SqlType::Enum { .. } | SqlType::Bytes(_) | SqlType::Json => 0,
            SqlType::Deferred => 0,
            fixed => match fixed.key_bytes() {
                Some(bytes) => bytes as usize,
                None => 0,
            },
        };
        at += 1;
    }
    bytes + bits.div_ceil(8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Columns;
    use crate::text::PackedStrings;

    fn limit_exceeded_by(types: &[SqlType]) -> Option<&'static str> {
        let names = vec!["c"; types.len()];
        let nullable = vec![true; types.len()];
        let columns =
            Columns { names: PackedStrings::Each(&names), types, nullable: &nullable, ..Columns::NONE };
        table(&TableModel { columns, ..TableModel::NONE }).err()
    }

    #[test]
    fn a_row_has_a_maximum_of_bytes() {
        // 8,060 = 8,044 + 9 of a batch + 6 + 1 for up to eight columns.
        assert_eq!(limit_exceeded_by(&[SqlType::FixedBytes(8_000), SqlType::FixedBytes(44)]), None);
        assert!(limit_exceeded_by(&[SqlType::FixedBytes(8_000), SqlType::FixedBytes(45)]).is_some());
        // Eight bits share a byte; with two more columns the bits for NULL take another byte.
        let mut types = vec![SqlType::Bool; 8];
        types.push(SqlType::FixedBytes(8_042));
        assert_eq!(limit_exceeded_by(&types), None);
        types.push(SqlType::Bool);
        assert!(limit_exceeded_by(&types).is_some());
        assert!(limit_exceeded_by(&[SqlType::FixedBytes(300); 30]).is_some());
        assert!(limit_exceeded_by(&[SqlType::I64; 1_020]).is_some());
        assert_eq!(limit_exceeded_by(&[SqlType::Text(Some(4_000)); 100]), None, "text moves to other pages");
        assert_eq!(limit_exceeded_by(&[SqlType::I32; 1_021]), None);
        assert!(
            limit_exceeded_by(&[SqlType::U8; 1_022]).is_some_and(|limit| limit.contains("1,021 columns"))
        );
    }
}
