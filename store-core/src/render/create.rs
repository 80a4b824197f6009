//! Statements that create and drop.

use super::clause::NOT_NULL;
use super::{Fragment, Renderer, Sql};
use crate::schema::{Action, ForeignKey, Index, Key, KeyKind};

impl Renderer<'_> {
    /// Returns the statement that creates the schema unless it exists; `None` for a table or an engine without schemas.
    pub fn create_schema(&self) -> Option<String> {
        self.table.schema.and_then(|schema| self.grammar.create_schema(schema))
    }

    /// Returns the statement that creates the table, with its constraints, or the view, unless it exists.
    pub fn create_table(&self) -> Sql {
        if let Some(view) = &self.table.view {
            return self.create_view(view);
        }
        let mut out = self.create_table_head();
        for at in 0..self.table.columns.len() {
            out.push(if at == 0 { "    " } else { ",\n    " });
            self.fragment(&mut out, at, Fragment::Definition);
            out.append(&self.key_in_column(at));
        }
        for (_, constraint) in self.constraints() {
            out.push(",\n    ");
            out.append(&constraint);
        }
        out.push("\n");
        out.push(self.grammar.create_table_tail(self.table));
        out
    }

    /// Returns the primary key as a part of the definition of its identity column, for an engine that has it there.
    pub(super) fn key_in_column(&self, column: usize) -> Sql {
        let mut out = Sql::default();
        let identity = self.table.columns.generated(column);
        let keywords = identity.and_then(|identity| self.grammar.identity_key(&identity));
        if let (Some(keywords), Some(key)) = (keywords, self.table.primary_key()) {
            out.push(" ");
            out.append(&self.constraint(key.name, keywords));
        }
        out
    }

    /// Returns `CREATE TABLE` up to the first column.
    pub(super) fn create_table_head(&self) -> Sql {
        let mut out = Sql::default();
        self.grammar.create_table_head(&mut out, self.table);
        self.grammar.create_table_open(&mut out, self.table);
        out
    }

    /// Returns the names and definitions of the table's constraints: primary key, foreign keys and checks.
    pub(super) fn constraints(&self) -> Vec<(&str, Sql)> {
        let table = self.table;
        let is_in_column =
            table.columns.generated.iter().any(|(_, identity)| self.grammar.identity_key(identity).is_some());
        let primary = table.keys.iter().filter(|key| key.kind == KeyKind::Primary && !is_in_column);
        let primary = primary.map(|key| (key.name, self.primary_key(key)));
        let foreign = table.foreign_keys.iter().map(|key| (key.name, self.foreign_key(key)));
        let checks = table.checks.iter().filter_map(|check| {
            let mut out = self.constraint(check.name, "CHECK (");
            match &check.sql {
                Some(sql) => out.push(sql.of(self.dialect())?),
                None => self.in_definition().filters(&mut out, "", check.clauses, ""),
            }
            out.push(")");
            Some((check.name, out))
        });
        primary.chain(foreign).chain(checks).collect()
    }

    /// Returns a renderer of conditions within the definition of the table.
    fn in_definition(&self) -> Self {
        Self { in_definition: true, ..self.clone() }
    }

    fn constraint(&self, name: &str, keywords: &str) -> Sql {
        let mut out = Sql::default();
        out.push("CONSTRAINT ");
        self.grammar.name(&mut out, name);
        out.push(" ");
        out.push(keywords);
        out
    }

    fn primary_key(&self, key: &Key<'_>) -> Sql {
        let mut out = self.constraint(key.name, self.grammar.primary_key());
        out.push(" (");
        self.names(&mut out, key.columns);
        out.push(")");
        out
    }

    fn foreign_key(&self, key: &ForeignKey<'_>) -> Sql {
        let mut out = self.constraint(key.name, "FOREIGN KEY (");
        self.names(&mut out, key.columns);
        out.push(") REFERENCES ");
        self.grammar.references(&mut out, key.to_schema, key.to_table);
        out.push(" (");
        super::clause::list(&mut out, key.to_columns, |out, column| self.grammar.name(out, column));
        out.push(")");
        out.push(match key.on_delete {
            Action::NoAction => "",
            Action::Cascade => " ON DELETE CASCADE",
            Action::SetNull => " ON DELETE SET NULL",
        });
        out
    }

    /// Returns the statements that create the unique keys, then the other indexes, unless they exist.
    pub fn create_indexes(&self) -> Vec<Sql> {
        let unique = self.table.keys.iter().filter(|key| key.kind == KeyKind::Unique);
        let unique = unique.map(|key| self.unique_index(key));
        unique.chain(self.table.indexes.iter().map(|index| self.index(index))).collect()
    }

    fn unique_index(&self, key: &Key<'_>) -> Sql {
        self.render(|out| {
            self.grammar.create_index_head(out, self.table, key.name, true);
            self.names(out, key.columns);
            out.push(")");
            let filtered = key.columns.iter().filter(|at| self.is_filtered(**at));
            for (at, column) in filtered.enumerate() {
                out.push(if at == 0 { "\nWHERE " } else { " AND " });
                self.column(out, *column);
                out.push(NOT_NULL);
            }
        })
    }

    fn index(&self, index: &Index<'_>) -> Sql {
        self.render(|out| {
            self.grammar.create_index_head(out, self.table, index.name, false);
            self.sorts(out, index.columns);
            self.grammar.include(self, out, index);
            self.in_definition().filters(out, "\nWHERE ", index.filter, "");
        })
    }

    /// Returns the statement that drops the table with its indexes, or the view, if it exists.
    pub fn drop_table(&self) -> Sql {
        self.render(|out| {
            out.push(if self.table.view.is_some() {
                "DROP VIEW IF EXISTS "
            } else {
                "DROP TABLE IF EXISTS "
            });
            self.grammar.table(out, self.table);
        })
    }
}
