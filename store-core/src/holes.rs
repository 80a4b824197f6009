//! Texts with places that only the compiler can fill.
//!
//! A statement that spells out the type of a column is a literal where the derive knows the type by its name. Where
//! only the type's [`Field`](crate::Field) implementation knows it, the derive writes the text with a hole, and the
//! functions here fill it in a `const`.

use crate::dialect::{Dialect, Part};
use crate::model::TableModel;
use crate::text::Writer;

/// A place in a text where what a column's type decides belongs, in the place of what the text has there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hole {
    /// The place, in bytes from the start.
    pub at: usize,
    /// The column.
    pub column: usize,
    /// What is written of it.
    pub part: Part,
}

/// The bytes of a hole: its place and its column in four bytes each, the least significant first, and its part.
const BYTES: usize = 9;

/// Holes in the form in which the derive writes them: one literal costs the compiler less than a list.
///
/// # Panics
///
/// When a text is longer than 4 GiB, which no compiler takes as a literal.
pub fn encode(holes: &[Hole]) -> Vec<u8> {
    #[expect(clippy::expect_used, reason = "documented")]
    let four = |number: usize| u32::try_from(number).expect("the text is shorter than 4 GiB").to_le_bytes();
    holes
        .iter()
        .flat_map(|hole| four(hole.at).into_iter().chain(four(hole.column)).chain([hole.part.code()]))
        .collect()
}

const fn four(bytes: &[u8], at: usize) -> usize {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) as usize
}

/// Texts of one engine, one after the other, with holes.
#[derive(Clone, Copy, Debug)]
pub struct Template<'a> {
    /// The engine.
    pub dialect: Dialect,
    /// The table whose columns fill the holes.
    pub model: &'a TableModel<'a>,
    /// The texts.
    pub text: &'a str,
    /// Where each text ends, as in [`Texts::Packed`](crate::texts::Texts::Packed).
    pub ends: &'a [u8],
    /// The holes from front to back, as [`encode`] gives them.
    pub holes: &'a [u8],
}

/// How far a template is written.
#[derive(Clone, Copy)]
struct Cursor {
    text: usize,
    hole: usize,
}

impl Template<'_> {
    const START: Cursor = Cursor { text: 0, hole: 0 };

    /// The bytes of all texts when the holes are filled.
    pub const fn len(&self) -> usize {
        let mut counter = Writer::new(&mut []);
        self.write(&mut counter, Self::START, self.text.len());
        counter.len()
    }

    /// Whether there is nothing in it.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Writes the text from a place on up to `end`, a place in the text with its holes; no text ends with one.
    const fn write(&self, out: &mut Writer<'_>, from: Cursor, end: usize) -> Cursor {
        let Cursor { mut text, mut hole } = from;
        while hole < self.holes.len() && four(self.holes, hole) < end {
            let at = four(self.holes, hole);
            out.push(self.text.split_at(at).0.split_at(text).1);
            let column = self.model.columns.at(four(self.holes, hole + 4));
            let part = Part::of(self.holes[hole + 8]);
            text = at + part.replaced();
            let replaced = self.text.split_at(text).0.split_at(at).1;
            self.dialect.write_part(out, self.model.name, &column, part, replaced);
            hole += BYTES;
        }
        out.push(self.text.split_at(end).0.split_at(text).1);
        Cursor { text: end, hole }
    }

    /// Where each text ends when the holes are filled; `N` is the length of `ends`.
    #[expect(clippy::cast_possible_truncation, reason = "no text has 4 GiB")]
    pub const fn filled_ends<const N: usize>(&self) -> [u8; N] {
        let mut ends = [0; N];
        let mut counter = Writer::new(&mut []);
        let (mut cursor, mut at) = (Self::START, 0);
        while at < N {
            cursor = self.write(&mut counter, cursor, four(self.ends, at));
            let end = (counter.len() as u32).to_le_bytes();
            (ends[at], ends[at + 1], ends[at + 2], ends[at + 3]) = (end[0], end[1], end[2], end[3]);
            at += 4;
        }
        ends
    }
}

/// The texts with their holes filled; `N` is [`Template::len`].
#[derive(Clone, Copy, Debug)]
pub struct Filled<const N: usize>([u8; N]);

impl<const N: usize> Filled<N> {
    /// Fills the holes.
    ///
    /// # Panics
    ///
    /// When `N` is another number, which makes it a compile-time error.
    pub const fn new(template: &Template<'_>) -> Self {
        let mut bytes = [0; N];
        let mut writer = Writer::new(&mut bytes);
        template.write(&mut writer, Template::START, template.text.len());
        assert!(writer.len() == N, "the length is that of another text");
        Self(bytes)
    }

    /// The texts.
    pub const fn text(&self) -> &str {
        // SAFETY: `new`, the only way to make one, fills all bytes through a `Writer`, which takes whole strings.
        // The safe conversion takes the compiler 1.5 µs a byte, 30 ms for the statements of a table.
        #[expect(unsafe_code, reason = "see above")]
        unsafe {
            core::str::from_utf8_unchecked(&self.0)
        }
    }
}

/// The texts of a [`Template`] as [`Texts`](crate::texts::Texts), in a `const`.
#[macro_export]
macro_rules! filled {
    ($template:expr) => {{
        const TEMPLATE: $crate::holes::Template<'static> = $template;
        const FILLED: &$crate::holes::Filled<{ TEMPLATE.len() }> = &$crate::holes::Filled::new(&TEMPLATE);
        const ENDS: &[u8; TEMPLATE.ends.len()] = &TEMPLATE.filled_ends();
        $crate::texts::Texts::Packed(FILLED.text(), ENDS)
    }};
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Columns;
    use crate::render::Sql;
    use crate::texts::{Texts, pack};
    use crate::{Literal, Real, SqlType};

    const MODEL: &TableModel<'static> = &TableModel {
        name: "t",
        columns: Columns {
            names: Texts::Each(&["id", "größe"]),
            types: &[SqlType::I64, SqlType::Uuid],
            nullable: &[false, true],
            ..Columns::NONE
        },
        ..TableModel::NONE
    };

    #[test]
    fn holes_are_filled_and_the_ends_move() {
        let (text, ends) = pack(["TABLE (, );", "no hole ß", "", "(;"]);
        let holes = [
            Hole { at: 7, column: 0, part: Part::Definition },
            Hole { at: 9, column: 1, part: Part::Definition },
            Hole { at: text.len() - 1, column: 1, part: Part::Variable },
        ];
        let template = Template {
            dialect: Dialect::Mssql,
            model: MODEL,
            text: &text,
            ends: &ends,
            holes: &encode(&holes),
        };
        let filled = [
            "TABLE ([id] BIGINT NOT NULL, [größe] UNIQUEIDENTIFIER NULL);",
            "no hole ß",
            "",
            "([größe] UNIQUEIDENTIFIER NULL;",
        ];
        let (all, ends) = pack(filled);
        assert_eq!(template.len(), all.len());
        assert_eq!(Filled::<105>::new(&template).text(), all);
        assert_eq!(template.filled_ends::<16>().as_slice(), ends);
    }

    #[test]
    fn numbers_take_the_form_of_their_column() {
        let model = TableModel {
            name: "t",
            columns: Columns {
                names: Texts::Each(&["a", "b", "c"]),
                types: &[SqlType::F32, SqlType::F64, SqlType::Decimal { precision: 9, scale: 2 }],
                nullable: &[false; 3],
                ..Columns::NONE
            },
            ..TableModel::NONE
        };
        let tenth = Literal::Real(Real { text: "0.1", single: "0.10000000149011612" });
        let mut sql = Sql::default();
        for (column, before) in [(0, "a = "), (1, ", b = "), (2, ", c = ")] {
            sql.push(before);
            assert!(sql.push_number(column, &tenth));
        }
        sql.push(";");
        let (text, ends) = pack([sql.text()]);
        let holes = encode(sql.holes());
        let fill = |dialect| {
            let template = Template { dialect, model: &model, text: &text, ends: &ends, holes: &holes };
            let mut bytes = vec![0; template.len()];
            template.write(&mut Writer::new(&mut bytes), Template::START, text.len());
            String::from_utf8(bytes).unwrap()
        };
        assert_eq!(fill(Dialect::Sqlite), "a = 0.10000000149011612, b = 0.1, c = 10;");
        assert_eq!(fill(Dialect::Mssql), "a = 0.1, b = 0.1, c = 0.1;");
    }

    #[test]
    fn a_const_can_be_made() {
        const TEXTS: Texts<'static> = filled!(Template {
            dialect: Dialect::Sqlite,
            model: MODEL,
            text: "()",
            ends: &[2, 0, 0, 0],
            holes: &[1, 0, 0, 0, 0, 0, 0, 0, 0],
        });
        assert_eq!(TEXTS.at(0), "(`id` INTEGER NOT NULL)");
    }
}
