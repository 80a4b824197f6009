//! Columns of a result set.

use bytes::{BufMut, BytesMut};

use crate::text;
use crate::types::Type;
use crate::value::Value;

/// A column of a result set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) nullable: bool,
}

impl Column {
    /// Creates a nullable column.
    pub fn new(name: impl Into<String>, ty: Type) -> Self {
        Self { name: name.into(), ty, nullable: true }
    }

    /// Makes the column NOT NULL. SQL Server sends integers, floats and bits of such a column under another type, which has
    /// no length before its values (MS-TDS 2.2.5.4.1).
    #[must_use]
    pub fn not_null(mut self) -> Self {
        self.nullable = false;
        self
    }
}

impl<N: Into<String>> From<(N, Type)> for Column {
    fn from((name, ty): (N, Type)) -> Self {
        Self::new(name, ty)
    }
}

/// Writes a COLMETADATA token (MS-TDS 2.2.7.4).
pub(crate) fn put_columns(to: &mut BytesMut, columns: &[Column]) {
    const NULLABLE: u16 = 1;
    const UPDATEABLE_UNKNOWN: u16 = 8;
    to.put_u8(0x81);
    to.put_u16_le(u16::try_from(columns.len()).expect("a result set has at most 4096 columns"));
    for column in columns {
        to.put_u32_le(0);
        to.put_u16_le(UPDATEABLE_UNKNOWN | if column.nullable { NULLABLE } else { 0 });
        column.ty.put(to, column.nullable);
        text::put_short(to, &column.name);
    }
}

/// Writes a row: NBCROW where that is shorter than ROW, as SQL Server does (MS-TDS 2.2.7.15 and 2.2.7.20).
pub(crate) fn put_row(to: &mut BytesMut, columns: &[Column], values: &[Value]) {
    assert_eq!(columns.len(), values.len(), "a row has a value for each column");
    let mut row = BytesMut::new();
    row.put_u8(0xD1);
    let mut packed = BytesMut::new();
    packed.put_u8(0xD2);
    packed.put_bytes(0, columns.len().div_ceil(8));
    for (at, (column, value)) in columns.iter().zip(values).enumerate() {
        value.put(&mut row, column.ty, column.nullable);
        if value.is_null() {
            packed[1 + at / 8] |= 1 << (at % 8);
        } else {
            value.put(&mut packed, column.ty, column.nullable);
        }
    }
    to.put_slice(if packed.len() < row.len() { &packed } else { &row });
}
