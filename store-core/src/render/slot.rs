//! Slots: positions in a template that the compiler fills in.

/// A part of a statement that only the compiler knows: it depends on the type of a column, or on the names of other tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fragment {
    /// The definition in `CREATE TABLE`.
    Definition,
    /// The definition in a table variable, which contains rows within a batch.
    TableVariable,
    /// The name, type and path with which a value of the column is read from a row in JSON; the number is that of the value,
    /// counted from 1.
    JsonColumn(u16),
    /// The expression for the value with this number, read from JSON; bytes are cut out of the parameter.
    FromJson(u16, BytesParam),
    /// The type, with its collation.
    Type,
    /// The default within the definition; on SQL Server with the name of the constraint.
    Default,
    /// The check constraint of the type within the definition, with its name.
    Check,
    /// A number that is compared with, or assigned to, the column. The next bytes of the template, as many as the field says,
    /// contain the number as `write_number` returns it.
    Number(u8),
    /// A table from which the view selects; of no column.
    ViewTable,
}

/// The parameter that contains the bytes of all rows of a batch, after the other parameters of its statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BytesParam {
    /// `@P2`.
    Second,
    /// `@P4`.
    Fourth,
}

impl Fragment {
    /// Returns the code of the fragment in an encoded slot, and its number.
    pub(crate) const fn code(self) -> (u8, u16) {
        match self {
            Self::Definition => (0, 0),
            Self::TableVariable => (1, 0),
            Self::JsonColumn(number) => (2, number),
            Self::FromJson(number, BytesParam::Second) => (3, number),
            Self::FromJson(number, BytesParam::Fourth) => (4, number),
            Self::Type => (5, 0),
            Self::Default => (6, 0),
            Self::Check => (7, 0),
            Self::Number(len) => (8, len as u16),
            Self::ViewTable => (9, 0),
        }
    }

    /// Returns the fragment with this code and number.
    #[expect(clippy::cast_possible_truncation, reason = "`code` returns no longer number")]
    pub(crate) const fn from_code(code: u8, number: u16) -> Self {
        match code {
            0 => Self::Definition,
            1 => Self::TableVariable,
            2 => Self::JsonColumn(number),
            3 => Self::FromJson(number, BytesParam::Second),
            4 => Self::FromJson(number, BytesParam::Fourth),
            5 => Self::Type,
            6 => Self::Default,
            7 => Self::Check,
            9 => Self::ViewTable,
            _ => Self::Number(number as u8),
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

/// A position in a template that the compiler fills with a [`Fragment`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The position in bytes.
    pub at: usize,
    /// The column on whose type the fragment depends; for a table of a view, the part of the query of the view.
    pub column: usize,
    /// The fragment to write.
    pub fragment: Fragment,
}

impl Slot {
    /// The number of bytes of an encoded slot: four for the position, four for the column, one for the fragment and
    /// two for its number, each least significant byte first.
    pub(crate) const ENCODED_LEN: usize = 11;

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
                let (code, number) = slot.fragment.code();
                let fragment = [code].into_iter().chain(number.to_le_bytes());
                bytes(slot.at).into_iter().chain(bytes(slot.column)).chain(fragment)
            })
            .collect()
    }

    /// Decodes the slot that starts at this byte.
    pub(crate) const fn decode(bytes: &[u8], start: usize) -> Self {
        Self {
            at: read_u32(bytes, start),
            column: read_u32(bytes, start + 4),
            fragment: Fragment::from_code(
                bytes[start + 8],
                u16::from_le_bytes([bytes[start + 9], bytes[start + 10]]),
            ),
        }
    }
}

/// Reads four bytes, least significant first.
pub(crate) const fn read_u32(bytes: &[u8], at: usize) -> usize {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) as usize
}
