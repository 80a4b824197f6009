//! What makes a table of SQLite as its struct has it: columns are added and indexes made; for all else SQLite has no statement,
//! and the table is rebuilt with its rows (<https://www.sqlite.org/lang_altertable.html#otheralter>).

use super::super::parse::create_index;
use super::super::shape::{Check, Column, Index, Item, Part, Reference, Shape, push_behind};
use super::super::sqlite::{Around, Sqlite};
use super::super::token::tokens;
use super::super::{Rules as _, Sides};
use super::{Columns, Definitions, RepairPlan, hinders, is_as_wanted, to_fill};

pub(in super::super) fn of(sides: Sides<'_>, around: &Around) -> RepairPlan {
    let work = Work {
        table: format!("`main`.{}", Sqlite.quoted(&sides.place.table)),
        definitions: Definitions::of(&sides.created.table),
        columns: Columns::of(&Sqlite, sides.expected, sides.found),
        sides,
        around,
    };
    work.plan_repair()
}

struct Work<'w> {
    table: String,
    definitions: Definitions<'w>,
    columns: Columns<'w>,
    sides: Sides<'w>,
    around: &'w Around,
}

impl Work<'_> {
    fn plan_repair(&self) -> RepairPlan {
        let mut manual_steps: Vec<String> =
            self.columns.missing.iter().filter_map(|column| to_fill(column)).collect();
        manual_steps.extend(self.sides.found.parts().filter_map(|(part, there)| self.stranger(part, there)));
        let anew = self.sides.found.parts().any(|(part, there)| self.changes_only_anew(part, there))
            || self.sides.expected.parts().any(|(part, wanted)| self.comes_only_anew(part, wanted));
        if !anew {
            return RepairPlan { statements: self.in_place(), manual_steps };
        }
        if let Some(obstacle) = self.obstacle() {
            manual_steps.push(format!(
                "the table has to be made anew, and {obstacle}: do it by hand as \
                 https://www.sqlite.org/lang_altertable.html#otheralter says"
            ));
            return RepairPlan { statements: Vec::new(), manual_steps };
        }
        RepairPlan { statements: self.rebuild(), manual_steps }
    }

    /// Whether a part that is there gives way to one of the struct, or is to go.
    fn is_replaced(&self, part: &Part, there: &Item) -> bool {
        self.sides.is_obsolete(part, there)
            || self.sides.is_other_primary(part, there)
            || self.sides.renamed(&Sqlite, part, there).is_some()
    }

    /// What there is to say of a part that the struct does not know, and that may refuse rows.
    fn stranger(&self, part: &Part, there: &Item) -> Option<String> {
        if self.sides.expected.get(part).is_some() || !hinders(there) || self.is_replaced(part, there) {
            return None;
        }
        let how = match there {
            Item::Index(index) if !index.constraint => format!("DROP INDEX {}", Sqlite.quoted(&part.name)),
            _ => "by making the table anew".to_owned(),
        };
        Some(format!("{part} is not of the struct and may refuse rows: drop it if nobody needs it ({how})"))
    }

    /// Whether something that is there becomes what it should be only with the table.
    fn changes_only_anew(&self, part: &Part, there: &Item) -> bool {
        if matches!(there, Item::Index(index) if !index.constraint) {
            return false;
        }
        match self.sides.expected.get(part) {
            Some(wanted) => !is_as_wanted(&Sqlite, wanted, Some(there)),
            None => {
                let demanding = |name: &str| self.columns.demanding.iter().any(|column| column.name == name);
                self.is_replaced(part, there)
                    || matches!(there, Item::Column(column) if demanding(&column.name))
            }
        }
    }

    /// Whether something that is missing comes only with the table.
    fn comes_only_anew(&self, part: &Part, wanted: &Item) -> bool {
        if self.sides.found.get(part).is_some() {
            return false;
        }
        match wanted {
            Item::Column(_) => false,
            Item::Check(_) | Item::Reference(_) => !self.comes_with_column(part),
            Item::Index(index) => index.constraint,
            Item::Whole(_) => true,
        }
    }

    /// Whether a constraint stands in the definition of a column that is added.
    fn comes_with_column(&self, part: &Part) -> bool {
        self.columns.missing.iter().any(|column| {
            let definition = self.definitions.column(&column.name).unwrap_or_default();
            definition.contains(&Sqlite.quoted(&part.name))
        })
    }

    /// Why the table cannot be made anew by statements that know no more than these.
    fn obstacle(&self) -> Option<String> {
        if !self.around.referring.is_empty() {
            return Some(format!("{} refers to it", self.around.referring.join(", ")));
        }
        // What it is calculated from would be lost.
        let generated =
            tokens(&self.around.table).iter().any(|token| token.is("GENERATED") || token.is("AS"));
        generated.then(|| "a column of it is calculated".to_owned())
    }

    fn in_place(&self) -> Vec<String> {
        let mut statements = Vec::new();
        for (part, index) in self.sides.found.indexes().filter(|(_, index)| !index.constraint) {
            let wanted = self.sides.expected.get(part);
            let there = Item::Index(index.clone());
            let differs = wanted.is_some_and(|wanted| !is_as_wanted(&Sqlite, wanted, Some(&there)));
            if differs || self.is_replaced(part, &there) {
                statements.push(format!("DROP INDEX `main`.{}", Sqlite.quoted(&part.name)));
            }
        }
        for column in &self.columns.missing {
            let definition = self.definition(column);
            statements.push(format!("ALTER TABLE {} ADD COLUMN {definition}", self.table));
        }
        statements.extend(self.sides.created.indexes.iter().filter(|text| self.lacks_index(text)).cloned());
        statements
    }

    /// The definition of a column that is missing; such that it may be NULL where rows have no value for it.
    fn definition(&self, column: &Column) -> String {
        let definition = self.definitions.column(&column.name).unwrap_or_default();
        match to_fill(column) {
            Some(_) => definition.replacen(" NOT NULL", "", 1),
            None => definition.to_owned(),
        }
    }

    fn lacks_index(&self, text: &str) -> bool {
        let mut shape = Shape::default();
        create_index(&Sqlite, text, &mut shape);
        shape.parts().any(|(part, wanted)| !is_as_wanted(&Sqlite, wanted, self.sides.found.get(part)))
    }

    /// Copies the rows, drops the table, creates it as the struct has it, and copies the rows back.
    ///
    /// SQLite's procedure gives the new table its name with `ALTER TABLE … RENAME`. That rewrites the statement that SQLite
    /// keeps, and fails where a view names a table that does not exist; and dropping the old table while the new one refers
    /// to it would run `ON DELETE CASCADE` on the new rows. No other table refers to this one (see
    /// [`obstacle`](Self::obstacle)), and the references of its own rows are checked when these are inserted: the procedure
    /// needs no pragma, which would not take effect within a transaction of the caller.
    fn rebuild(&self) -> Vec<String> {
        let table = &self.table;
        // No struct can have a table of this name.
        let copy = format!("`main`.{}", Sqlite.quoted(&format!("{} (copy)", self.sides.place.table)));
        let columns: Vec<&Column> = self.sides.found.columns().collect();
        let names: Vec<String> = columns.iter().map(|column| Sqlite.quoted(&column.name)).collect();
        let names = names.join(", ");
        let values: Vec<String> = columns.iter().map(|column| self.value(column)).collect();
        let indexes = self.sides.created.indexes.iter().cloned();
        // A reference of the table to itself needs the unique ones before there are rows.
        let (unique, others): (Vec<_>, Vec<_>) = indexes.partition(|text| text.starts_with("CREATE UNIQUE"));

        let mut statements = vec![
            format!("CREATE TABLE {copy} AS\nSELECT {names}\nFROM {table}"),
            format!("DROP TABLE {table}"),
            self.create(),
        ];
        statements.extend(unique);
        statements.push(format!("INSERT INTO {table} ({names})\nSELECT {}\nFROM {copy}", values.join(", ")));
        statements.push(format!("DROP TABLE {copy}"));
        statements.extend(others);
        statements.extend(self.own_indexes());
        statements.extend(self.around.triggers.iter().cloned());
        statements
    }

    /// What makes the indexes that the struct does not know and that stay.
    fn own_indexes(&self) -> impl Iterator<Item = String> {
        let own = self.sides.found.indexes().filter(|(part, index)| {
            let there = Item::Index((*index).clone());
            self.sides.expected.get(part).is_none() && !self.is_replaced(part, &there)
        });
        // Keys in the definition of the table have no statement of their own.
        let written = |name: &str| self.around.indexes.iter().find(|(found, _)| found == name);
        own.filter_map(move |(part, _)| written(&part.name)).map(|(_, sql)| sql.clone())
    }

    /// What a row that is there has in a column.
    fn value(&self, column: &Column) -> String {
        let name = Sqlite.quoted(&column.name);
        match self.sides.expected.column(&column.name) {
            Some(Column { not_null: true, default_sql: Some(default), .. }) if !column.not_null => {
                format!("COALESCE({name}, {default})")
            }
            _ => name,
        }
    }

    /// The statement of the struct that creates the table, with the columns and constraints that it does not know.
    fn create(&self) -> String {
        let mut create = self.sides.created.table.clone();
        for column in self.columns.missing.iter().filter(|column| to_fill(column).is_some()) {
            let definition = self.definitions.column(&column.name).unwrap_or_default();
            create = create.replacen(definition, &self.definition(column), 1);
        }
        let unknown = self.sides.found.parts().filter(|(part, _)| self.sides.expected.get(part).is_none());
        let is_strict = |item: &Item| matches!(item, Item::Whole(text) if Sqlite.table(true) == Some(text));
        let was_strict = self.sides.found.parts().any(|(_, item)| is_strict(item));
        let (mut columns, mut constraints) = (String::new(), String::new());
        for (part, there) in unknown {
            match there {
                Item::Column(column) => {
                    columns.push_str(&format!("    {},\n", own_column(column, was_strict)))
                }
                _ if self.is_replaced(part, there) => {}
                _ => constraints.extend(own_constraint(part, there).map(|text| format!(",\n    {text}"))),
            }
        }
        let first = create.find("\n    ").map_or(create.len(), |at| at + 1);
        create.insert_str(first, &columns);
        let last = create.rfind("\n)").unwrap_or(create.len());
        create.insert_str(last, &constraints);
        create
    }
}

/// The type of a strict table whose affinity is that of a type in one that may not be strict
/// (<https://www.sqlite.org/datatype3.html#determination_of_column_affinity>); `ANY`, which takes every value as it is, where
/// there is none. A `BLOB` is such a one: what was not strict may hold anything there.
fn strict_type(ty: &str) -> &str {
    let has = |parts: &[&str]| parts.iter().any(|part| ty.contains(part));
    match ty {
        "INT" | "INTEGER" | "REAL" | "TEXT" | "ANY" => ty,
        _ if has(&["INT"]) => "INTEGER",
        _ if has(&["CHAR", "CLOB", "TEXT"]) => "TEXT",
        _ if !has(&["BLOB"]) && has(&["REAL", "FLOA", "DOUB"]) => "REAL",
        _ => "ANY",
    }
}

/// A column that the struct does not know, such that a row need not give it.
fn own_column(column: &Column, was_strict: bool) -> String {
    let ty = if was_strict { &column.ty } else { strict_type(&column.ty) };
    let column = Column { ty: ty.to_owned(), ..column.clone() };
    let mut text = format!("{} {}", Sqlite.quoted(&column.name), column.with_collation());
    if let Some(default) = &column.default_sql {
        text.push_str(if column.not_null { " NOT NULL" } else { "" });
        text.push_str(&format!(" DEFAULT ({default})"));
    }
    text
}

/// A constraint that the struct does not know, as it was.
fn own_constraint(part: &Part, there: &Item) -> Option<String> {
    let list = |columns: &[String]| {
        let listed: Vec<String> = columns.iter().map(|column| Sqlite.quoted(column)).collect();
        listed.join(", ")
    };
    let (mut text, behind) = match there {
        Item::Check(Check { sql, .. }) => (format!("CHECK ({sql})"), ""),
        Item::Index(Index { constraint: true, columns, options, .. }) => {
            (format!("UNIQUE ({})", list(columns)), options.as_str())
        }
        Item::Reference(Reference { columns, table, to, actions, .. }) => {
            let to = if to.is_empty() { String::new() } else { format!(" ({})", list(to)) };
            let text = format!("FOREIGN KEY ({}) REFERENCES {}{to}", list(columns), Sqlite.quoted(table));
            (text, actions.as_str())
        }
        Item::Index(_) | Item::Column(_) | Item::Whole(_) => return None,
    };
    push_behind(&mut text, behind);
    // One without a name is known by what it says.
    let has_name = part.name != there.text();
    let name = if has_name { format!("CONSTRAINT {} ", Sqlite.quoted(&part.name)) } else { String::new() };
    Some(name + &text)
}
