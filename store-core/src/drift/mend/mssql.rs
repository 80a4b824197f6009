//! What makes a table of SQL Server as its struct has it: what depends on a column is dropped before the column changes, and
//! made again behind it
//! (<https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql#alter-column>).

use std::collections::BTreeSet;

use super::super::mssql::Mssql;
use super::super::parse::{create_index, qualified};
use super::super::shape::{Check, Column, Index, Item, Part, Reference, Shape, push_behind};
use super::super::token::tokens;
use super::super::{Rules as _, Sides};
use super::{Columns, Definitions, RepairPlan, hinders, is_as_wanted, to_fill};
use crate::dialect::DEFAULT_SCHEMA;

pub(in super::super) fn of(sides: Sides<'_>) -> RepairPlan {
    let table = qualified(&Mssql, &sides.created.table);
    let work = Work {
        alter: format!("ALTER TABLE {table}"),
        table,
        definitions: Definitions::of(&sides.created.table),
        columns: Columns::of(&Mssql, sides.expected, sides.found),
        sides,
    };
    work.plan_repair()
}

struct Work<'w> {
    table: String,
    /// `ALTER TABLE table`
    alter: String,
    definitions: Definitions<'w>,
    columns: Columns<'w>,
    sides: Sides<'w>,
}

impl Work<'_> {
    fn plan_repair(&self) -> RepairPlan {
        let (mut drops, mut again, mut manual_steps) = (Vec::new(), Vec::new(), Vec::new());
        let mut gone: BTreeSet<&Part> = BTreeSet::new();
        let (mut renames, mut there_again) = (Vec::new(), BTreeSet::new());
        for (part, there) in self.sides.found.parts() {
            let wanted = self.sides.expected.get(part);
            let differs = wanted.is_some_and(|wanted| !is_as_wanted(&Mssql, wanted, Some(there)));
            let renamed = self.sides.renamed(&Mssql, part, there);
            if let Some(name) = renamed.filter(|_| !self.depends_on_change(there)) {
                renames.push(self.rename(part, there, &name.name));
                there_again.insert(name);
                continue;
            }
            // There is one primary key, whatever its name.
            let replaced = self.sides.is_obsolete(part, there)
                || self.sides.is_other_primary(part, there)
                || renamed.is_some();
            if differs || replaced || self.depends_on_change(there) || self.yields_order(part, there) {
                let strange = wanted.is_none() && !replaced;
                let made_again = if strange { self.make_again(part, there) } else { None };
                if strange && made_again.is_none() {
                    manual_steps.extend(cannot_make_again(part, there));
                } else {
                    gone.insert(part);
                    drops.extend(self.drop(part, there));
                    again.extend(made_again);
                }
            }
            if wanted.is_none() && hinders(there) && !replaced {
                let drop = self.drop(part, there).unwrap_or_default();
                manual_steps.push(format!(
                    "{part} is not of the struct and may refuse rows: drop it if nobody needs it ({drop})"
                ));
            }
        }
        // References before the keys that they may refer to.
        let mut statements: Vec<String> = renames.into_iter().chain(drops.into_iter().rev()).collect();
        statements.extend(self.change_columns());
        manual_steps.extend(self.columns.missing.iter().filter_map(|column| to_fill(column)));
        manual_steps.extend(self.columns.generated.iter().map(|column| {
            format!(
                "column {} is given its values by the database (computed, IDENTITY or rowversion), and no statement makes \
                 it one that rows give: put another in its place",
                column.name
            )
        }));
        let lacking = self.sides.expected.parts().filter(|(part, wanted)| {
            let there = self.sides.found.get(part).filter(|_| !gone.contains(part));
            !there_again.contains(part) && !is_as_wanted(&Mssql, wanted, there)
        });
        let (mut keys, mut rest) = (Vec::new(), Vec::new());
        // A unique index takes NULL for a value: not before rows have been given others.
        let awaited = |wanted: &Item| match wanted {
            Item::Index(index) if index.unique => self.columns.are_to_fill(index),
            _ => false,
        };
        for (part, wanted) in lacking.filter(|(_, wanted)| !awaited(wanted)) {
            let made = self.make(part, wanted);
            let is_key = matches!(wanted, Item::Index(index) if index.primary);
            if is_key { keys.extend(made) } else { rest.extend(made) }
        }
        statements.extend(keys.into_iter().chain(rest).chain(again));
        RepairPlan { statements, manual_steps }
    }

    /// Whether a clustered index is made; a table has one at most.
    fn makes_clustered(&self) -> bool {
        self.sides.expected.indexes().any(|(part, wanted)| {
            let stays = |there: &&Item| {
                is_as_wanted(&Mssql, &Item::Index(wanted.clone()), Some(there))
                    && !self.depends_on_change(there)
            };
            wanted.clustered && self.sides.found.get(part).filter(stays).is_none()
        })
    }

    /// Whether an index that the struct does not know has the order of the rows, which another is to have.
    fn yields_order(&self, part: &Part, there: &Item) -> bool {
        matches!(there, Item::Index(index) if index.clustered)
            && self.sides.expected.get(part).is_none()
            && self.makes_clustered()
    }

    /// Whether a part stands in the way of a column that is to change.
    fn depends_on_change(&self, there: &Item) -> bool {
        let change = |name: &str| self.columns.change(name);
        match there {
            Item::Index(index) => {
                index.names().any(change)
                    || index.filter_sql.as_deref().is_some_and(|filter| self.names_change(filter))
            }
            Item::Check(check) => self.names_change(&check.sql),
            Item::Reference(reference) => reference.columns.iter().any(|name| change(name)),
            // Its default.
            Item::Column(column) => change(&column.name),
            Item::Whole(_) => false,
        }
    }

    fn names_change(&self, sql: &str) -> bool {
        tokens(sql).iter().any(|token| token.name().is_some_and(|name| self.columns.change(name)))
    }

    /// Gives a constraint or index another name, which looks at no row.
    fn rename(&self, part: &Part, there: &Item, name: &str) -> String {
        let (owner, kind) = match there {
            Item::Index(index) if !index.constraint => (self.table.clone(), "INDEX"),
            _ => (Mssql.quoted(self.sides.place.schema.as_deref().unwrap_or(DEFAULT_SCHEMA)), "OBJECT"),
        };
        let old = format!("{owner}.{}", Mssql.quoted(&part.name)).replace('\'', "''");
        format!("EXEC sp_rename N'{old}', N'{name}', N'{kind}';")
    }

    fn drop(&self, part: &Part, there: &Item) -> Option<String> {
        let constraint = match there {
            Item::Index(index) if !index.constraint => {
                return Some(format!("DROP INDEX {} ON {};", Mssql.quoted(&part.name), self.table));
            }
            Item::Index(_) | Item::Check(_) | Item::Reference(_) => Some(part.name.as_str()),
            Item::Column(column) => column.default_name.as_deref(),
            Item::Whole(_) => None,
        };
        constraint.map(|name| format!("{} DROP CONSTRAINT {};", self.alter, Mssql.quoted(name)))
    }

    fn change_columns(&self) -> Vec<String> {
        let Columns { missing, altered, demanding, .. } = &self.columns;
        let alter = |column: &Column, nullable: &str| {
            let (name, ty) = (Mssql.quoted(&column.name), column.with_collation());
            format!("{} ALTER COLUMN {name} {ty} {nullable};", self.alter)
        };
        let relaxed = demanding.iter().map(|column| alter(column, "NULL"));
        let altered = altered.iter().flat_map(|column| {
            let nullable = if column.not_null { "NOT NULL" } else { "NULL" };
            self.fill(column).into_iter().chain([alter(column, nullable)])
        });
        let added = missing.iter().map(|column| {
            let (name, ty) = (Mssql.quoted(&column.name), column.with_collation());
            let not_null = column.not_null && to_fill(column).is_none();
            let mut text =
                format!("{} ADD {name} {ty} {}", self.alter, if not_null { "NOT NULL" } else { "NULL" });
            if let Some(default) = self.default(column) {
                text.push(' ');
                text.push_str(default);
            }
            text + ";"
        });
        relaxed.chain(altered).chain(added).collect()
    }

    /// Gives rows without a value the default, in a column that has to have one now.
    fn fill(&self, column: &Column) -> Option<String> {
        let could_be_null = self.sides.found.column(&column.name).is_some_and(|there| !there.not_null);
        let default = self.definitions.default(column).filter(|_| column.not_null && could_be_null)?;
        let name = Mssql.quoted(&column.name);
        Some(format!("UPDATE {} SET {name} = {default} WHERE {name} IS NULL;", self.table))
    }

    /// `CONSTRAINT name DEFAULT (value)`
    fn default(&self, column: &Column) -> Option<&str> {
        self.definitions.constraint(column.default_name.as_deref()?)
    }

    /// Makes a part that the struct has.
    fn make(&self, part: &Part, wanted: &Item) -> Option<String> {
        let constraint = match wanted {
            Item::Column(column) => {
                // That of a column which is added came with it.
                self.sides.found.column(&column.name)?;
                let default = self.default(column)?;
                return Some(format!("{} ADD {default} FOR {};", self.alter, Mssql.quoted(&column.name)));
            }
            Item::Index(index) if !index.constraint => return self.index(part),
            Item::Index(_) | Item::Check(_) | Item::Reference(_) => {
                self.definitions.constraint(&part.name)?
            }
            Item::Whole(_) => return None,
        };
        Some(format!("{} ADD {constraint};", self.alter))
    }

    /// The statement of the struct that creates an index.
    fn index(&self, part: &Part) -> Option<String> {
        let makes = |text: &&String| {
            let mut shape = Shape::default();
            create_index(&Mssql, text, &mut shape);
            shape.get(part).is_some()
        };
        self.sides.created.indexes.iter().find(makes).cloned()
    }

    /// Makes a part that the struct does not know as it was.
    fn make_again(&self, part: &Part, there: &Item) -> Option<String> {
        let name = Mssql.quoted(&part.name);
        let list =
            |columns: &[String]| columns.iter().map(|column| listed(column)).collect::<Vec<_>>().join(", ");
        let order = |index: &Index| {
            if index.clustered && !self.makes_clustered() { "CLUSTERED" } else { "NONCLUSTERED" }
        };
        match there {
            // Such as one of columns, which the catalog has no order of.
            Item::Index(index) if index.columns.is_empty() || index.oddity.is_some() => None,
            // What is not shown to this user.
            Item::Index(Index { filter: Some(_), filter_sql: None, .. }) => None,
            Item::Check(check) if check.sql.is_empty() => None,
            // A primary key that the struct does not know gives way to the struct's.
            Item::Index(index) if index.constraint => {
                let (order, columns) = (order(index), list(&index.columns));
                let mut text = format!("{} ADD CONSTRAINT {name} UNIQUE {order} ({columns})", self.alter);
                push_behind(&mut text, &index.options);
                Some(text + ";")
            }
            Item::Index(index) => {
                let unique = if index.unique { "UNIQUE " } else { "" };
                let (order, columns) = (order(index), list(&index.columns));
                let mut text = format!("CREATE {unique}{order} INDEX {name} ON {} ({columns})", self.table);
                if !index.include.is_empty() {
                    text.push_str(&format!(" INCLUDE ({})", list(&index.include)));
                }
                if let Some(filter) = &index.filter_sql {
                    text.push_str(&format!(" WHERE {filter}"));
                }
                push_behind(&mut text, &index.options);
                Some(text + ";")
            }
            Item::Check(Check { sql, disabled, .. }) => {
                Some(self.constrain(&name, &format!("CHECK ({sql})"), *disabled))
            }
            Item::Reference(Reference { columns, table, to, actions, disabled, .. }) => {
                let (schema, referred) = table.split_once('.').unwrap_or((DEFAULT_SCHEMA, table));
                let (schema, referred) = (Mssql.quoted(schema), Mssql.quoted(referred));
                let (columns, to) = (list(columns), list(to));
                let mut text = format!("FOREIGN KEY ({columns}) REFERENCES {schema}.{referred} ({to})");
                push_behind(&mut text, actions);
                Some(self.constrain(&name, &text, *disabled))
            }
            Item::Column(_) | Item::Whole(_) => None,
        }
    }

    /// Adds a constraint; one that was disabled without looking at the rows, and disabled again.
    fn constrain(&self, name: &str, constraint: &str, disabled: bool) -> String {
        let alter = &self.alter;
        if disabled {
            let add = format!("{alter} WITH NOCHECK ADD CONSTRAINT {name} {constraint};");
            format!("{add}\n{alter} NOCHECK CONSTRAINT {name};")
        } else {
            format!("{alter} ADD CONSTRAINT {name} {constraint};")
        }
    }
}

/// What stands in the way of a column, and is of no kind that is known.
fn cannot_make_again(part: &Part, there: &Item) -> Option<String> {
    matches!(there, Item::Index(_) | Item::Check(_)).then(|| {
        format!("{part} stands in the way of a column that is to change, and is not known how to make: drop it before, and make it again")
    })
}

/// A column of a list, with its direction.
fn listed(column: &str) -> String {
    match column.strip_suffix(" DESC") {
        Some(name) => format!("{} DESC", Mssql.quoted(name)),
        None => Mssql.quoted(column),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::shape::PartKind;
    use super::super::super::{Created, parse};
    use super::*;

    /// What makes `created` of a table that people have worked on since.
    fn plan_repair(created: &str, found: &str, work: impl FnOnce(&mut Shape)) -> RepairPlan {
        let created = Created { schema: None, table: created.to_owned(), indexes: Vec::new() };
        let (place, expected) = created.shape(&Mssql);
        let (_, mut found) = parse::statements(&Mssql, found, &[]);
        work(&mut found);
        of(Sides { created: &created, place: &place, expected: &expected, found: &found, obsolete: &[] })
    }

    const CREATED: &str = "CREATE TABLE [s].[t] (\n    [a] INT NOT NULL,\n    [b] INT NULL,\n    CONSTRAINT [pk] PRIMARY KEY CLUSTERED ([a])\n);";

    #[test]
    fn what_was_disabled_stays_so() {
        let found = "CREATE TABLE s.t (a INT NOT NULL, b BIGINT NULL, CONSTRAINT pk PRIMARY KEY (a), \
                     CONSTRAINT own CHECK (b > 0), CONSTRAINT fk FOREIGN KEY (b) REFERENCES s.t (a))";
        let mended = plan_repair(CREATED, found, |shape| {
            let sql = "([b]>(0))".to_owned();
            shape.add(PartKind::Check, "own", Item::Check(Check { text: sql.clone(), sql, disabled: true }));
        });
        let again = "ALTER TABLE [s].[t] WITH NOCHECK ADD CONSTRAINT [own] CHECK (([b]>(0)));\n\
                     ALTER TABLE [s].[t] NOCHECK CONSTRAINT [own];";
        assert_eq!(
            mended.statements,
            [
                "ALTER TABLE [s].[t] DROP CONSTRAINT [fk];",
                "ALTER TABLE [s].[t] DROP CONSTRAINT [own];",
                "ALTER TABLE [s].[t] ALTER COLUMN [b] INT NULL;",
                again,
                "ALTER TABLE [s].[t] ADD CONSTRAINT [fk] FOREIGN KEY ([b]) REFERENCES [s].[t] ([a]);",
            ]
        );
    }

    #[test]
    fn what_cannot_be_made_again_is_not_dropped() {
        let found = "CREATE TABLE s.t (a INT NOT NULL, b BIGINT NULL, CONSTRAINT pk PRIMARY KEY (a))";
        let mended = plan_repair(CREATED, found, |shape| {
            let odd = Index { name: "ix".to_owned(), columns: vec!["b".to_owned()], ..Index::default() };
            Index { oddity: Some("XML".to_owned()), ..odd }.add_to(shape);
        });
        assert_eq!(mended.statements, ["ALTER TABLE [s].[t] ALTER COLUMN [b] INT NULL;"]);
        assert!(mended.manual_steps[0].starts_with("index ix stands in the way"), "{mended:?}");
    }

    #[test]
    fn a_column_that_the_database_fills_is_left_to_people() {
        let found =
            "CREATE TABLE s.t (a INT NOT NULL, b AS (a * 2), own AS (a + 1), CONSTRAINT pk PRIMARY KEY (a))";
        let mended = plan_repair(CREATED, found, |_| ());
        assert_eq!(mended.statements, <[String; 0]>::default());
        assert_eq!(mended.manual_steps.len(), 1);
        assert!(
            mended.manual_steps[0].starts_with("column b is given its values by the database"),
            "{mended:?}"
        );
    }
}
