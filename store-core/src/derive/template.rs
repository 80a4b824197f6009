//! Statements with slots that the compiler fills.
//!
//! A statement that contains the type of a column is a literal if the derive knows the type by name. If only the type's
//! [`Field`](crate::Field) implementation knows the column type, the derive emits the statement with a [`Slot`], which the
//! functions here fill in a `const`.

use crate::dialect::Dialect;
use crate::render::{Fragment, Slot, read_u32};
use crate::schema::{Column, TableModel};
use crate::text::{ConstText, ConstWriter};

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

impl Template<'_> {
    /// Writes the template, and as many ends of statements as `ends` has room for; no statement starts with a slot.
    const fn write(&self, out: &mut ConstWriter<'_>, ends: &mut [u8]) {
        let (mut text, mut end, mut next) = (0, 0, 0);
        // Most tables have slots of one column, which takes the compiler long to look up.
        let mut known: Option<(usize, Column<'_>)> = None;
        while next < self.slots.len() {
            let slot = Slot::decode(self.slots, next);
            end = self.write_ends(ends, end, slot.at, out.len(), text);
            out.push_part(self.text, text, slot.at);
            text = slot.at + slot.fragment.replaced();
            match (slot.fragment, &self.model.view, &known) {
                (Fragment::ViewTable, Some(view), _) => view.sql(self.dialect).write_part(out, slot.column),
                (fragment, _, Some((column, known))) if *column == slot.column => {
                    self.write_fragment(out, known, fragment, slot.at);
                }
                (fragment, ..) => {
                    let column = self.model.columns.at(slot.column);
                    self.write_fragment(out, &column, fragment, slot.at);
                    known = Some((slot.column, column));
                }
            }
            next += Slot::ENCODED_LEN;
        }
        self.write_ends(ends, end, usize::MAX, out.len(), text);
        out.push_part(self.text, text, self.text.len());
    }

    const fn write_fragment(
        &self,
        out: &mut ConstWriter<'_>,
        column: &Column<'_>,
        fragment: Fragment,
        at: usize,
    ) {
        let replaced = match fragment.replaced() {
            0 => "",
            len => self.text.split_at(at + len).0.split_at(at).1,
        };
        self.dialect.write_fragment(out, self.model.name, column, fragment, replaced);
    }

    /// Writes the ends from the one at `end` that are before the position `until` of the template, and returns the next one. `len`
    /// bytes are written, up to the position `text`.
    #[expect(clippy::cast_possible_truncation, reason = "no template has 4 GiB")]
    const fn write_ends(
        &self,
        ends: &mut [u8],
        mut end: usize,
        until: usize,
        len: usize,
        text: usize,
    ) -> usize {
        while end < ends.len() {
            let at = read_u32(self.ends, end);
            if at >= until {
                break;
            }
            let filled = ((len + at - text) as u32).to_le_bytes();
            (ends[end], ends[end + 1], ends[end + 2], ends[end + 3]) =
                (filled[0], filled[1], filled[2], filled[3]);
            end += 4;
        }
        end
    }

    /// Returns the end of each statement with the slots filled; `N` is the length of `ends`.
    pub const fn filled_ends<const N: usize>(&self) -> [u8; N] {
        let mut ends = [0; N];
        self.write(&mut ConstWriter::new(&mut []), &mut ends);
        ends
    }

    /// Returns the statements with the slots filled; `N` is their [`len`].
    ///
    /// # Panics
    ///
    /// When `N` is another number, which is a compile error in a `const`.
    pub const fn filled<const N: usize>(&self) -> ConstText<N> {
        let mut text = ConstText::EMPTY;
        let mut writer = text.writer();
        self.write(&mut writer, &mut []);
        assert!(writer.len() == N, "`N` is not the length of the statements");
        text
    }
}

/// Returns the length of concatenated strings: the last of their ends.
pub const fn len(ends: &[u8]) -> usize {
    if ends.is_empty() { 0 } else { read_u32(ends, ends.len() - 4) }
}

/// Returns the statements of a [`Template`](crate::derive::Template) as
/// [`PackedStrings`](crate::derive::PackedStrings), in a `const`.
#[doc(hidden)]
#[macro_export]
macro_rules! filled {
    ($template:expr) => {{
        const TEMPLATE: $crate::derive::Template<'static> = $template;
        const ENDS: &[u8; TEMPLATE.ends.len()] = &TEMPLATE.filled_ends();
        const FILLED: &$crate::derive::ConstText<{ $crate::derive::len(ENDS) }> = &TEMPLATE.filled();
        $crate::derive::PackedStrings::Packed(FILLED.as_str(), ENDS)
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
        let (text, ends) = pack(["TABLE (, );", "no slot ß", "", "(;", "(", "", "last"]);
        let slots = [
            Slot { at: 7, column: 0, fragment: Fragment::Definition },
            Slot { at: 9, column: 1, fragment: Fragment::Definition },
            Slot { at: text.len() - 6, column: 1, fragment: Fragment::TableVariable },
            // At the end of its statement.
            Slot { at: text.len() - 4, column: 0, fragment: Fragment::TableVariable },
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
            "([id] BIGINT NULL",
            "",
            "last",
        ];
        let (all, ends) = pack(filled);
        assert_eq!(template.filled_ends::<28>().as_slice(), ends);
        assert_eq!(len(&ends), all.len());
        assert_eq!(template.filled::<126>().as_str(), all);
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
            let mut bytes = vec![0; len(&template.filled_ends::<4>())];
            template.write(&mut ConstWriter::new(&mut bytes), &mut []);
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
