//! What makes a table of SQLite as its struct has it: columns are added and indexes made; for all else SQLite has no statement,
//! and the table is made anew with its rows (<https://www.sqlite.org/lang_altertable.html#otheralter>).

use super::super::parse::{Place, create_index};
use super::super::shape::{Column, Index, Item, Part, Shape};
use super::super::sqlite::{Around, Sqlite};
use super::super::{Created, Rules as _};
use super::{Columns, Definitions, Mend, hinders, is_as_wanted, to_fill};

pub(in super::super) fn of(
    created: &Created,
    place: &Place,
    expected: &Shape,
    found: &Shape,
    around: &Around,
) -> Mend {
    let work = Work {
        table: Sqlite.quoted(&place.table),
        created,
        definitions: Definitions::of(&created.table),
        columns: Columns::of(&Sqlite, expected, found),
        expected,
        found,
        around,
    };
    work.mend(place)
}

struct Work<'w> {
    table: String,
    created: &'w Created,
    definitions: Definitions<'w>,
    columns: Columns<'w>,
    expected: &'w Shape,
    found: &'w Shape,
    around: &'w Around,
}

impl Work<'_> {
    fn mend(&self, place: &Place) -> Mend {
        let mut by_hand: Vec<String> =
            self.columns.missing.iter().filter_map(|column| to_fill(column)).collect();
        let unknown =
            self.found.parts().filter(|(part, there)| self.expected.get(part).is_none() && hinders(there));
        for (part, there) in unknown {
            by_hand.push(match there {
                Item::Index(index) if !index.constraint => format!(
                    "{part} is not of the struct and may refuse rows: drop it if nobody needs it (DROP INDEX {})",
                    Sqlite.quoted(&part.name)
                ),
                // Nothing drops one; the table is made anew without.
                _ => continue,
            });
        }
        let anew = self.found.parts().any(|(part, there)| self.only_anew(part, there))
            || self.expected.parts().any(|(part, wanted)| self.lacking_only_anew(part, wanted));
        if anew && !self.around.referring.is_empty() {
            let referring = self.around.referring.join(", ");
            by_hand.push(format!(
                "the table has to be made anew, and {referring} refers to it: do it by hand as \
                 https://www.sqlite.org/lang_altertable.html#otheralter says, with foreign keys off"
            ));
            return Mend { statements: Vec::new(), by_hand };
        }
        let statements = if anew { self.anew(place) } else { self.in_place() };
        Mend { statements, by_hand }
    }

    /// Whether something that is there goes only with the table.
    fn only_anew(&self, part: &Part, there: &Item) -> bool {
        match (self.expected.get(part), there) {
            (Some(wanted), Item::Index(index)) => {
                index.constraint && !is_as_wanted(&Sqlite, wanted, Some(there))
            }
            (Some(wanted), _) => !is_as_wanted(&Sqlite, wanted, Some(there)),
            (None, Item::Column(column)) => {
                self.columns.demanding.iter().any(|found| found.name == column.name)
            }
            (None, Item::Index(index)) => index.constraint,
            (None, _) => hinders(there),
        }
    }

    /// Whether something is missing that comes only with the table.
    fn lacking_only_anew(&self, part: &Part, wanted: &Item) -> bool {
        if self.found.get(part).is_some() {
            return false;
        }
        match wanted {
            Item::Column(_) => false,
            // It comes with its column.
            Item::Check(_) | Item::Reference(_) => !self.columns.missing.iter().any(|column| {
                let definition = self.definitions.column(&column.name).unwrap_or_default();
                definition.contains(&Sqlite.quoted(&part.name))
            }),
            Item::Index(index) => index.constraint,
            Item::Whole(_) => true,
        }
    }

    fn in_place(&self) -> Vec<String> {
        let mut statements = Vec::new();
        for (part, _) in self.found.indexes().filter(|(part, _)| self.is_other(part)) {
            statements.push(format!("DROP INDEX `main`.{}", Sqlite.quoted(&part.name)));
        }
        for column in &self.columns.missing {
            let definition = self.definitions.column(&column.name).unwrap_or_default();
            let definition = match to_fill(column) {
                Some(_) => definition.replacen(" NOT NULL", "", 1),
                None => definition.to_owned(),
            };
            statements.push(format!("ALTER TABLE `main`.{} ADD COLUMN {definition}", self.table));
        }
        statements.extend(self.created.indexes.iter().filter(|text| self.lacks_index(text)).cloned());
        statements
    }

    /// Whether an index that the struct has is there, and is something else.
    fn is_other(&self, part: &Part) -> bool {
        let wanted = self.expected.get(part);
        wanted.is_some_and(|wanted| !is_as_wanted(&Sqlite, wanted, self.found.get(part)))
    }

    fn lacks_index(&self, text: &str) -> bool {
        let mut shape = Shape::default();
        create_index(&Sqlite, text, &mut shape);
        shape.parts().any(|(part, wanted)| !is_as_wanted(&Sqlite, wanted, self.found.get(part)))
    }

    /// The table under another name, with the rows of the one that is there, which it then takes the place of.
    fn anew(&self, place: &Place) -> Vec<String> {
        let other = Sqlite.quoted(&format!("{}_mended", place.table));
        let mut create = self.created.table.replacen(&self.table, &other, 1);
        let own: Vec<&Column> =
            self.found.columns().filter(|column| self.expected.column(&column.name).is_none()).collect();
        let filled: Vec<&Column> =
            self.columns.missing.iter().copied().filter(|column| to_fill(column).is_some()).collect();
        for column in &filled {
            let definition = self.definitions.column(&column.name).unwrap_or_default();
            create = create.replacen(definition, &definition.replacen(" NOT NULL", "", 1), 1);
        }
        let first = create.find("\n    ").map_or(create.len(), |at| at + 1);
        let own_definitions: String =
            own.iter().map(|column| format!("    {},\n", definition_of(column))).collect();
        create.insert_str(first, &own_definitions);
        let kept: Vec<String> = self.found.columns().map(|column| Sqlite.quoted(&column.name)).collect();
        let kept = kept.join(", ");
        let views = || self.around.views.iter();
        let mut statements: Vec<String> =
            views().map(|(name, _)| format!("DROP VIEW `main`.{}", Sqlite.quoted(name))).collect();
        statements.extend([
            create,
            format!("INSERT INTO `main`.{other} ({kept})\nSELECT {kept}\nFROM `main`.{}", self.table),
            format!("DROP TABLE `main`.{}", self.table),
            format!("ALTER TABLE `main`.{other} RENAME TO {}", self.table),
        ]);
        statements.extend(self.created.indexes.iter().cloned());
        let own = self
            .found
            .indexes()
            .filter(|(part, index)| !index.constraint && self.expected.get(part).is_none());
        statements.extend(own.map(|(_, index)| self.create(index)));
        statements.extend(self.around.triggers.iter().cloned());
        statements.extend(views().map(|(_, sql)| sql.clone()));
        statements
    }

    /// Makes an index that the struct does not know as it was.
    fn create(&self, index: &Index) -> String {
        let unique = if index.unique { "UNIQUE " } else { "" };
        let columns: Vec<String> = index
            .columns
            .iter()
            .map(|column| match column.strip_suffix(" DESC") {
                Some(name) => format!("{} DESC", Sqlite.quoted(name)),
                None => Sqlite.quoted(column),
            })
            .collect();
        let name = Sqlite.quoted(&index.name);
        let mut text =
            format!("CREATE {unique}INDEX `main`.{name} ON {} ({})", self.table, columns.join(", "));
        if let Some(filter) = &index.filter_sql {
            text.push_str(&format!(" WHERE {filter}"));
        }
        text
    }
}

/// A column that the struct does not know, such that a row need not give it.
fn definition_of(column: &Column) -> String {
    let mut text = format!("{} {}", Sqlite.quoted(&column.name), column.with_collation());
    if let Some(default) = &column.default_sql {
        text.push_str(if column.not_null { " NOT NULL" } else { "" });
        text.push_str(&format!(" DEFAULT ({default})"));
    }
    text
}
