//! Decodes bulk loads (MS-TDS 2.2.6.1).

use bytes::Buf;

use crate::text;
use crate::types::Type;
use crate::value::Value;

/// The rows of a bulk load, for the table of the `INSERT BULK` before it.
#[derive(Clone, Debug, PartialEq)]
pub struct BulkLoad {
    /// The names of the columns, and their types.
    pub columns: Vec<(String, Type)>,
    /// The rows, with a value per column.
    pub rows: Vec<Vec<Value>>,
}

impl BulkLoad {
    pub(crate) fn read(from: &mut &[u8]) -> Self {
        const COLUMNS: u8 = 0x81;
        const ROW: u8 = 0xD1;
        const DONE: u8 = 0xFD;
        assert_eq!(from.get_u8(), COLUMNS, "a bulk load begins with its columns");
        let columns: Vec<(String, Type)> = (0..from.get_u16_le())
            .map(|_| {
                let (_user_type, _flags) = (from.get_u32_le(), from.get_u16_le());
                let ty = Type::read(from);
                (text::read_short(from), ty)
            })
            .collect();
        let mut rows = Vec::new();
        loop {
            match from.get_u8() {
                ROW => rows.push(columns.iter().map(|(_, ty)| Value::read(from, *ty)).collect()),
                DONE => break,
                token => panic!("unexpected token {token:#04X} in a bulk load"),
            }
        }
        // The status, the command and the number of rows, which the server ignores.
        from.advance(2 + 2 + 8);
        assert!(from.is_empty(), "{} bytes follow the bulk load", from.len());
        Self { columns, rows }
    }
}
