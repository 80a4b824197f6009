//! Statements that create and drop.

use super::{Renderer, Sql};
use crate::dialect::Part;
use crate::model::{Action, ForeignKey, Index, Key, KeyKind};

impl Renderer<'_> {
    /// Creates the schema if it is not there; `None` where the table has none, or the engine.
    pub fn create_schema(&self) -> Option<String> {
        self.table.schema.and_then(|schema| self.grammar.create_schema(schema))
    }

    /// Creates the table with its primary key, references and checks if it is not there.
    pub fn create_table(&self) -> Sql {
        let mut out = Sql::default();
        self.grammar.create_table_head(&mut out, self.table);
        self.grammar.create_table_open(&mut out, self.table);
        for at in 0..self.table.columns.len() {
            out.push(if at == 0 { "    " } else { ",\n    " });
            self.part(&mut out, at, Part::Definition);
        }
        for key in self.table.keys.iter().filter(|key| key.kind == KeyKind::Primary) {
            self.constraint(&mut out, key.name, self.grammar.primary_key());
            out.push(" (");
            self.names(&mut out, key.columns);
            out.push(")");
        }
        for key in self.table.foreign_keys {
            self.foreign_key(&mut out, key);
        }
        for check in self.table.checks {
            self.constraint(&mut out, check.name, "CHECK (");
            self.filters(&mut out, "", check.clauses, "");
            out.push(")");
        }
        out.push("\n");
        out.push(self.grammar.create_table_tail());
        out
    }

    fn constraint(&self, out: &mut Sql, name: &str, words: &str) {
        out.push(",\n    CONSTRAINT ");
        self.grammar.name(out, name);
        out.push(" ");
        out.push(words);
    }

    fn foreign_key(&self, out: &mut Sql, key: &ForeignKey<'_>) {
        self.constraint(out, key.name, "FOREIGN KEY (");
        self.names(out, key.columns);
        out.push(") REFERENCES ");
        self.grammar.references(out, key.to_schema, key.to_table);
        out.push(" (");
        for (at, column) in key.to_columns.iter().enumerate() {
            out.push(if at == 0 { "" } else { ", " });
            self.grammar.name(out, column);
        }
        out.push(")");
        out.push(match key.on_delete {
            Action::NoAction => "",
            Action::Cascade => " ON DELETE CASCADE",
            Action::SetNull => " ON DELETE SET NULL",
        });
    }

    /// Creates the unique keys, then the plain indexes, those that are not there.
    pub fn create_indexes(&self) -> Vec<Sql> {
        let unique =
            self.table.keys.iter().filter(|key| key.kind == KeyKind::Unique).map(|key| self.unique(key));
        unique.chain(self.table.indexes.iter().map(|index| self.index(index))).collect()
    }

    fn unique(&self, key: &Key<'_>) -> Sql {
        self.render(|out| {
            self.grammar.create_index_head(out, self.table, key.name, true);
            self.names(out, key.columns);
            out.push(")");
        })
    }

    fn index(&self, index: &Index<'_>) -> Sql {
        self.render(|out| {
            self.grammar.create_index_head(out, self.table, index.name, false);
            self.sorts(out, index.columns);
            self.grammar.include(self, out, index);
            self.filters(out, "\nWHERE ", index.filter, "");
        })
    }

    /// Drops the table if it is there, and all its indexes with it.
    pub fn drop_table(&self) -> Sql {
        self.render(|out| {
            out.push("DROP TABLE IF EXISTS ");
            self.grammar.table(out, self.table);
        })
    }
}
