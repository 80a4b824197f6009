//! The limits of SQL Server that the declaration of a table can exceed.
//!
//! Source: [Maximum capacity specifications for SQL
//! Server](https://learn.microsoft.com/en-us/sql/sql-server/maximum-capacity-specifications-for-sql-server).

use crate::schema::{KeyKind, TableModel};
use crate::types::SqlType;

/// Most bytes of a clustered key.
pub const MAX_CLUSTERED_KEY: u32 = 900;

/// Most bytes of a nonclustered key.
pub const MAX_NONCLUSTERED_KEY: u32 = 1_700;

/// Most bytes of the columns of a reference.
pub const MAX_FOREIGN_KEY: u32 = 900;

/// Most columns of a key, an index or a reference.
pub const MAX_KEY_COLUMNS: usize = 32;

/// Most columns of a table: 1,024, less the three that a batch adds to the rows it writes.
pub const MAX_COLUMNS: usize = 1_024 - BATCH_COLUMNS;

/// Most indexes in addition to the primary key.
pub const MAX_INDEXES: usize = 999;

/// Most references to other tables.
pub const MAX_FOREIGN_KEYS: usize = 253;

/// Most bytes of a row that do not move to other pages: its columns of fixed length and its header.
const MAX_ROW: usize = 8_060;

/// What a batch adds to each row: its number, its round, and whether it was missing.
const BATCH_COLUMNS: usize = 3;
const BATCH_BYTES: usize = 4 + 4 + 1;

/// The header of a row and the number of its columns; a bit for each column follows.
const ROW_HEADER: usize = 4 + 2;

/// The limit that a table exceeds as a whole, and the fix; `None` when it exceeds none.
///
/// The derive asks for a table whose types it knows, and the compiler for one that has others.
pub const fn exceeded(model: &TableModel<'_>) -> Option<&'static str> {
    let columns = model.columns.len();
    if columns > MAX_COLUMNS {
        return Some(
            "the table has more than 1,021 columns; SQL Server takes 1,024, of which a batch needs three: split the table",
        );
    }
    let header = ROW_HEADER + (columns + BATCH_COLUMNS).div_ceil(8);
    if fixed_bytes(model) + BATCH_BYTES + header > MAX_ROW {
        return Some(
            "the columns of fixed length take more than the 8,060 bytes that SQL Server keeps in a row: split the table, or use `Vec<u8>` with a `len` for arrays",
        );
    }
    let mut indexes = model.indexes.len();
    let mut at = 0;
    while at < model.keys.len() {
        indexes += matches!(model.keys[at].kind, KeyKind::Unique) as usize;
        at += 1;
    }
    if indexes > MAX_INDEXES {
        return Some("the table has more than the 999 unique keys and indexes of SQL Server: remove some");
    }
    if model.foreign_keys.len() > MAX_FOREIGN_KEYS {
        return Some("the table has more than the 253 references of SQL Server: remove some");
    }
    None
}

/// The bytes of the columns of fixed length, which a row has even where they are NULL. Eight bits share a byte.
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
    use crate::packed::PackedStrings;
    use crate::schema::Columns;

    fn exceeds(types: &[SqlType]) -> Option<&'static str> {
        let names = vec!["c"; types.len()];
        let nullable = vec![true; types.len()];
        let columns =
            Columns { names: PackedStrings::Each(&names), types, nullable: &nullable, ..Columns::NONE };
        exceeded(&TableModel { columns, ..TableModel::NONE })
    }

    #[test]
    fn a_row_is_held_to_its_bytes() {
        // 8,060 = 8,044 + 9 of a batch + 6 + 1 for up to eight columns.
        assert_eq!(exceeds(&[SqlType::FixedBytes(8_000), SqlType::FixedBytes(44)]), None);
        assert!(exceeds(&[SqlType::FixedBytes(8_000), SqlType::FixedBytes(45)]).is_some());
        // Eight bits share a byte; with two columns more the bits for NULL take another one.
        let mut types = vec![SqlType::Bool; 8];
        types.push(SqlType::FixedBytes(8_042));
        assert_eq!(exceeds(&types), None);
        types.push(SqlType::Bool);
        assert!(exceeds(&types).is_some());
        assert!(exceeds(&[SqlType::FixedBytes(300); 30]).is_some());
        assert!(exceeds(&[SqlType::I64; 1_020]).is_some());
        assert_eq!(exceeds(&[SqlType::Text(Some(4_000)); 100]), None, "text moves to other pages");
        assert_eq!(exceeds(&[SqlType::I32; 1_021]), None);
        assert!(exceeds(&[SqlType::U8; 1_022]).is_some_and(|limit| limit.contains("1,021 columns")));
    }
}
