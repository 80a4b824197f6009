//! Slots: positions in a template that the compiler fills in.

/// A part of a statement that depends on the type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnFragment {
    /// The definition in `CREATE TABLE`.
    Definition,
    /// The definition in a table variable, which contains rows within a batch.
    TableVariable,
    /// The name and type with which the column is read from a row in JSON.
    JsonColumn,
    /// The expression that converts the value read from JSON.
    FromJson,
    /// The type, with its collation.
    Type,
    /// The default within the definition; on SQL Server with the name of the constraint.
    Default,
    /// The check constraint of the type within the definition, with its name.
    Check,
    /// A number that is compared with, or assigned to, the column. The next bytes of the template, as many as the field says,
    /// contain the number as `write_number` returns it.
    Number(u8),
}

impl ColumnFragment {
    const NUMBER: u8 = 7;

    /// Returns the code of the fragment in an encoded slot.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Definition => 0,
            Self::TableVariable => 1,
            Self::JsonColumn => 2,
            Self::FromJson => 3,
            Self::Type => 4,
            Self::Default => 5,
            Self::Check => 6,
            Self::Number(len) => Self::NUMBER + len,
        }
    }

    /// Returns the fragment with this code.
    pub(crate) const fn from_code(code: u8) -> Self {
        match code {
            0 => Self::Definition,
            1 => Self::TableVariable,
            2 => Self::JsonColumn,
            3 => Self::FromJson,
            4 => Self::Type,
            5 => Self::Default,
            6 => Self::Check,
            number => Self::Number(number - Self::NUMBER),
        }
    }

    /// Returns the number of bytes of the template that the fragment replaces.
    pub(crate) const fn replaced(self) -> usize {
        match self {
            Self::Number(len) => len as usize,
            _ => 0,
        }
    }
}

/// A position in a template that the compiler fills with a [`ColumnFragment`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The position in bytes.
    pub at: usize,
    /// The column.
    pub column: usize,
    /// The fragment to write.
    pub fragment: ColumnFragment,
}

impl Slot {
    /// The number of bytes of an encoded slot: four for the position, four for the column, both least significant byte first,
    /// and one for the fragment.
    pub(crate) const ENCODED_LEN: usize = 9;

    /// Encodes slots as the derive emits them: one literal costs the compiler less than a list.
    ///
    /// # Panics
    ///
    /// When a position is 4 GiB or more, which no compiler accepts as a literal.
    pub fn encode(slots: &[Self]) -> Vec<u8> {
        #[expect(clippy::expect_used, reason = "documented")]
        let bytes =
            |number: usize| u32::try_from(number).expect("the template is shorter than 4 GiB").to_le_bytes();
        slots
            .iter()
            .flat_map(|slot| {
                bytes(slot.at).into_iter().chain(bytes(slot.column)).chain([slot.fragment.code()])
            })
            .collect()
    }

    /// Decodes the slot that starts at this byte.
    pub(crate) const fn decode(bytes: &[u8], start: usize) -> Self {
        Self {
            at: read_u32(bytes, start),
            column: read_u32(bytes, start + 4),
            fragment: ColumnFragment::from_code(bytes[start + 8]),
        }
    }
}

/// Reads four bytes, least significant first.
pub(crate) const fn read_u32(bytes: &[u8], at: usize) -> usize {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) as usize
}
