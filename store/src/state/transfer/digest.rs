//! A digest of the contents of a table.

use std::fmt;

use sha2::{Digest as _, Sha256};

use crate::state::raw_row::{RawRow, on_one_line};
use crate::{SqlType, Table, Value};

/// The number of rows of a table, and a checksum over their contents.
///
/// The checksum is the sum of the SHA-256 of each row, modulo 2^256. It depends neither on the order of the rows nor
/// on the engine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    rows: u64,
    /// In big-endian order.
    sum: [u8; 32],
}

impl Digest {
    /// Returns the number of rows.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Returns the checksum as 64 hexadecimal digits.
    pub fn checksum(&self) -> String {
        self.sum.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Creates a digest from the number of rows and the checksum. Returns `None` if the checksum is not 64 hexadecimal digits.
    pub fn from_parts(rows: u64, checksum: &str) -> Option<Self> {
        let mut sum = [0; 32];
        super::json::bytes(checksum, &mut sum)?;
        Some(Self { rows, sum })
    }

    /// Adds a row.
    pub(super) fn add<T: Table>(&mut self, row: &RawRow<T>) {
        let mut hasher = Sha256::new();
        for (_, ty, value) in row.columns() {
            match value {
                // As in a file, where a row is one line.
                Value::Text(text) if ty == SqlType::Json => {
                    hash(&mut hasher, &Value::Text(on_one_line(text)));
                }
                value => hash(&mut hasher, value),
            }
        }
        let hash: [u8; 32] = hasher.finalize().into();
        let mut carry = 0;
        for (sum, byte) in self.sum.iter_mut().zip(hash).rev() {
            let added = u16::from(*sum) + u16::from(byte) + carry;
            *sum = added.to_le_bytes()[0];
            carry = added >> 8;
        }
        self.rows += 1;
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} rows, {}", self.rows, self.checksum())
    }
}

/// Hashes a value, prefixed with its kind and length: different rows have different encodings.
fn hash(hasher: &mut Sha256, value: &Value<'_>) {
    let mut sized = |kind: u8, bytes: &[u8]| {
        hasher.update([kind]);
        hasher.update((bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    match value {
        Value::Text(text) => sized(1, text.as_bytes()),
        Value::Bytes(bytes) => sized(2, bytes),
        Value::Uuid(bytes) => sized(3, bytes),
        Value::Bool(value) => sized(4, &[u8::from(*value)]),
        Value::I16(value) => sized(5, &value.to_le_bytes()),
        Value::I32(value) => sized(6, &value.to_le_bytes()),
        Value::I64(value) => sized(7, &value.to_le_bytes()),
        Value::U8(value) => sized(8, &value.to_le_bytes()),
        Value::F32(value) => sized(9, &value.to_le_bytes()),
        Value::F64(value) => sized(10, &value.to_le_bytes()),
        Value::Timestamp(value) => sized(11, &value.to_le_bytes()),
        Value::Date(value) => sized(12, &value.to_le_bytes()),
        Value::Time(value) => sized(13, &value.to_le_bytes()),
        Value::Decimal { digits, scale, .. } => {
            sized(14, &digits.to_le_bytes());
            sized(14, &scale.to_le_bytes());
        }
        // NULL, and kinds of values that no table of the store has.
        _ => sized(0, &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Counter;

    fn counter(run: &str, source: &str, amount: i64) -> Counter {
        let (run_id, source_key) = (run.to_owned(), source.to_owned());
        Counter { run_id, source_key, open_items: amount, ..Counter::default() }
    }

    fn digest(rows: &[Counter]) -> Digest {
        let mut digest = Digest::default();
        for row in rows {
            digest.add(&RawRow::from_row_of(row).unwrap());
        }
        digest
    }

    #[test]
    fn the_digest_depends_on_the_rows_and_not_on_their_order() {
        let (one, other) = (counter("a", "b", 1), counter("c", "d", -1));
        let both = digest(&[one.clone(), other.clone()]);
        assert_eq!(both, digest(&[other.clone(), one.clone()]));
        for differs in [
            vec![one.clone()],
            vec![one.clone(), one.clone()],
            vec![one.clone(), counter("c", "d", 1)],
            vec![one.clone(), counter("cd", "", -1)],
            vec![one, other, counter("", "", 0)],
        ] {
            assert_ne!(both, digest(&differs));
        }
        assert_eq!(Digest::from_parts(both.rows(), &both.checksum()), Some(both));
        assert_eq!(Digest::from_parts(0, "12"), None);
    }

    #[test]
    fn the_sum_carries() {
        let mut digest = Digest { rows: 0, sum: [0xff; 32] };
        let row = RawRow::from_row_of(&counter("a", "b", 1)).unwrap();
        digest.add(&row);
        let mut one_less = Digest::default();
        one_less.add(&row);
        // After 2^256 - 1 comes 0.
        let mut carry = 1;
        for byte in digest.sum.iter_mut().rev() {
            let (sum, over) = byte.overflowing_add(carry);
            (*byte, carry) = (sum, u8::from(over));
        }
        assert_eq!(digest.sum, one_less.sum);
    }
}
