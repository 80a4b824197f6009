//! Statements with slots that the compiler fills.
//!
//! A statement that contains the type of a column is a literal if the derive knows the type by name. If only the type's
//! [`Field`](crate::Field) implementation knows the column type, the derive emits the statement with a [`Slot`], which the
//! functions here fill in a `const`.

use crate::dialect::Dialect;
use crate::render::{Fragment, Slot, read_u32};
use crate::schema::TableModel;
use crate::text::ConstWriter;

/// The concatenated statements for one engine, with slots.
#[derive(Clone, Copy, Debug)]
pub struct Template<'a> {
    /// The engine.
    pub dialect: Dialect,
    /// The table whose columns fill the slots.
    pub model: &'a TableModel<'a>,
    /// The concatenated statements.
    pub text: &'a str,
    /// The end of each statement, as in [`PackedStrings::Packed`](super::PackedStrings::Packed).
    pub ends: &'a [u8],
    /// The slots in order, as [`Slot::encode`] returns them.
    pub slots: &'a [u8],
}

/// The position up to which a template is written.
#[derive(Clone, Copy)]
struct Cursor {
    text: usize,
    slot: usize,
}

impl Template<'_> {
    const START: Cursor = Cursor { text: 0, slot: 0 };

    /// Returns the length in bytes with the slots filled.
    pub const fn len(&self) -> usize {
        let mut counter = ConstWriter::new(&mut []);
        self.write(&mut counter, Self::START, self.text.len());
        counter.len()
    }

    /// Returns whether the template is empty.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Writes the template from `from` up to `end`, a position in the template; no statement starts with a slot.
    const fn write(&self, out: &mut ConstWriter<'_>, from: Cursor, end: usize) -> Cursor {
        let Cursor { mut text, slot: mut next } = from;
        while next < self.slots.len() {
            let slot = Slot::decode(self.slots, next);
            if slot.at > end {
                break;
            }
            out.push(self.text.split_at(slot.at).0.split_at(text).1);
            let column = self.model.columns.at(slot.column);
            text = slot.at + slot.fragment.replaced();
            let replaced = self.text.split_at(text).0.split_at(slot.at).1;
            match (slot.fragment, &self.model.view) {
                (Fragment::ViewQuery, Some(view)) => {
                    self.dialect.write_view_query(out, view.select(self.dialect));
                }
                _ => self.dialect.write_fragment(out, self.model.name, &column, slot.fragment, replaced),
            }
            next += Slot::ENCODED_LEN;
        }
        out.push(self.text.split_at(end).0.split_at(text).1);
        Cursor { text: end, slot: next }
    }

    /// Returns the end of each statement with the slots filled; `N` is the length of `ends`.
    #[expect(clippy::cast_possible_truncation, reason = "no template has 4 GiB")]
    pub const fn filled_ends<const N: usize>(&self) -> [u8; N] {
        let mut ends = [0; N];
        let mut counter = ConstWriter::new(&mut []);
        let (mut cursor, mut at) = (Self::START, 0);
        while at < N {
            cursor = self.write(&mut counter, cursor, read_u32(self.ends, at));
            let end = (counter.len() as u32).to_le_bytes();
            (ends[at], ends[at + 1], ends[at + 2], ends[at + 3]) = (end[0], end[1], end[2], end[3]);
            at += 4;
        }
        ends
    }
}

/// The statements with their slots filled; `N` is [`Template::len`].
#[derive(Clone, Copy, Debug)]
pub struct Filled<const N: usize>([u8; N]);

impl<const N: usize> Filled<N> {
    /// Fills the slots.
    ///
    /// # Panics
    ///
    /// When `N` is not [`Template::len`], which is a compile error in a `const`.
    pub const fn new(template: &Template<'_>) -> Self {
        let mut bytes = [0; N];
        let mut writer = ConstWriter::new(&mut bytes);
        template.write(&mut writer, Template::START, template.text.len());
        assert!(writer.len() == N, "`N` is not the length of the template");
        Self(bytes)
    }

    /// Returns the concatenated statements.
    pub const fn text(&self) -> &str {
        // SAFETY: `new`, the only constructor, fills all bytes through a `ConstWriter`, which writes whole strings. The safe
        // conversion takes the compiler 1.5 µs per byte, which is 30 ms for the statements of a table.
        #[expect(unsafe_code, reason = "see above")]
        unsafe {
            core::str::from_utf8_unchecked(&self.0)
        }
    }
}

/// Returns the statements of a [`Template`](crate::derive::Template) as
/// [`PackedStrings`](crate::derive::PackedStrings), in a `const`.
#[doc(hidden)]
#[macro_export]
macro_rules! filled {
    ($template:expr) => {{
        const TEMPLATE: $crate::derive::Template<'static> = $template;
        const FILLED: &$crate::derive::Filled<{ TEMPLATE.len() }> = &$crate::derive::Filled::new(&TEMPLATE);
        const ENDS: &[u8; TEMPLATE.ends.len()] = &TEMPLATE.filled_ends();
        $crate::derive::PackedStrings::Packed(FILLED.text(), ENDS)
    }};
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Sql;
    use crate::schema::Columns;
    use crate::text::{PackedStrings, pack};
    use crate::types::{Literal, Real, SqlType};

    const MODEL: &TableModel<'static> = &TableModel {
        name: "t",
        columns: Columns {
            names: PackedStrings::Each(&["id", "größe"]),
            types: &[SqlType::I64, SqlType::Uuid],
            nullable: &[false, true],
            ..Columns::NONE
        },
        ..TableModel::NONE
    };

    #[test]
    fn slots_are_filled_and_ends_follow() {
        let (text, ends) = pack(["TABLE (, );", "no slot ß", "", "(;"]);
        let slots = [
            Slot { at: 7, column: 0, fragment: Fragment::Definition },
            Slot { at: 9, column: 1, fragment: Fragment::Definition },
            Slot { at: text.len() - 1, column: 1, fragment: Fragment::TableVariable },
        ];
        let template = Template {
            dialect: Dialect::Mssql,
            model: MODEL,
            text: &text,
            ends: &ends,
            slots: &Slot::encode(&slots),
        };
        let filled = [
            "TABLE ([id] BIGINT NOT NULL, [größe] UNIQUEIDENTIFIER NULL);",
            "no slot ß",
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
                names: PackedStrings::Each(&["a", "b", "c"]),
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
        let slots = Slot::encode(sql.slots());
        let fill = |dialect| {
            let template = Template { dialect, model: &model, text: &text, ends: &ends, slots: &slots };
            let mut bytes = vec![0; template.len()];
            template.write(&mut ConstWriter::new(&mut bytes), Template::START, text.len());
            String::from_utf8(bytes).unwrap()
        };
        assert_eq!(fill(Dialect::Sqlite), "a = 0.10000000149011612, b = 0.1, c = 10;");
        assert_eq!(fill(Dialect::Mssql), "a = 0.1, b = 0.1, c = 0.1;");
    }

    #[test]
    fn templates_are_filled_in_a_const() {
        const STATEMENTS: PackedStrings<'static> = filled!(Template {
            dialect: Dialect::Sqlite,
            model: MODEL,
            text: "()",
            ends: &[2, 0, 0, 0],
            slots: &[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        });
        assert_eq!(STATEMENTS.at(0), "(`id` INTEGER NOT NULL)");
    }
}
