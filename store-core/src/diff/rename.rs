//! Columns that have the name of an earlier version.

use super::token::written;
use super::{
    CheckShape, ColumnShape, DefinitionRules, ForeignKeyShape, GeneratedShape, IndexShape, PartDefinition,
    PartKind, SortedColumn, TableName, TableShape, Token, tokens,
};
use crate::render::TableDefinition;

/// A column of a table that has the name of an earlier version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ColumnRename {
    pub(crate) from: String,
    pub(crate) to: String,
}

/// Returns the columns of the struct that the table has under their earlier names only.
pub(crate) fn column_renames(definition: &TableDefinition, found: &TableShape) -> Vec<ColumnRename> {
    let renames = definition.columns.iter().filter_map(|column| {
        let earlier = column.renamed_from.as_ref()?;
        // SQLite keeps the name as it was written, and ignores case.
        let existing = found.columns().find(|found| found.name.eq_ignore_ascii_case(earlier))?;
        let is_missing = found.columns().all(|found| !found.name.eq_ignore_ascii_case(&column.name));
        is_missing.then(|| ColumnRename { from: existing.name.clone(), to: column.name.clone() })
    });
    renames.collect()
}

impl TableShape {
    /// Returns the shape of the table after its columns were renamed.
    pub(crate) fn with_renamed_columns(
        &self,
        rules: &dyn DefinitionRules,
        name: &TableName,
        renames: &[ColumnRename],
    ) -> Self {
        let renamer = Renamer { rules, renames };
        let mut shape = Self::default();
        for (part, definition) in self.parts() {
            match definition {
                PartDefinition::Column(column) => renamer.column(column).add_to(&mut shape),
                PartDefinition::Index(index) => renamer.index(index).add_to(&mut shape),
                PartDefinition::ForeignKey(key) => {
                    ForeignKeyShape { columns: renamer.names(&key.columns), ..key.clone() }
                        .add_to(&mut shape);
                }
                PartDefinition::Check(check) => {
                    let renamed = renamer.check(check);
                    // Without a name, the condition identifies the check.
                    let has_name = part.name != check.condition;
                    let name = if has_name { part.name.clone() } else { renamed.condition.clone() };
                    shape.add(PartKind::Check, name, PartDefinition::Check(renamed));
                }
                PartDefinition::Table(_) => shape.add(part.kind, part.name.clone(), definition.clone()),
            }
        }
        shape.with_renamed_references(rules, name, renames)
    }

    /// Returns the shape of the table after columns of `other` were renamed.
    pub(crate) fn with_renamed_references(
        &self,
        rules: &dyn DefinitionRules,
        other: &TableName,
        renames: &[ColumnRename],
    ) -> Self {
        let other = rules.referenced_table(other.schema.clone(), other.table.clone());
        let renamer = Renamer { rules, renames };
        let mut shape = Self::default();
        for (part, definition) in self.parts() {
            match definition {
                PartDefinition::ForeignKey(key) if key.table.eq_ignore_ascii_case(&other) => {
                    ForeignKeyShape { to: renamer.names(&key.to), ..key.clone() }.add_to(&mut shape);
                }
                other => shape.add(part.kind, part.name.clone(), other.clone()),
            }
        }
        shape
    }
}

/// Renames columns wherever the parts of a table name them.
struct Renamer<'r> {
    rules: &'r dyn DefinitionRules,
    renames: &'r [ColumnRename],
}

impl Renamer<'_> {
    /// Returns the new name of a column; `None` if the column is not renamed.
    fn new_name(&self, name: &str) -> Option<&str> {
        let rename = self.renames.iter().find(|rename| rename.from.eq_ignore_ascii_case(name));
        rename.map(|rename| rename.to.as_str())
    }

    fn name(&self, name: &str) -> String {
        self.new_name(name).unwrap_or(name).to_owned()
    }

    fn names(&self, names: &[String]) -> Vec<String> {
        names.iter().map(|name| self.name(name)).collect()
    }

    /// Returns an expression with the new names.
    fn tokens(&self, sql: &str) -> Vec<Token> {
        let all = tokens(sql);
        let renamed = |(at, token): (usize, &Token)| {
            // A word before a parenthesis is the name of a function.
            let is_function =
                matches!(token, Token::Word(_)) && all.get(at + 1).is_some_and(|next| next.is_sign("("));
            let new = token.name().filter(|_| !is_function).and_then(|name| self.new_name(name));
            new.map_or_else(|| token.clone(), |new| Token::Name(new.to_owned()))
        };
        all.iter().enumerate().map(renamed).collect()
    }

    fn column(&self, column: &ColumnShape) -> ColumnShape {
        let generated = column.generated.clone().map(|generated| match generated {
            // SQL Server shows no expression to a login without `VIEW DEFINITION`.
            GeneratedShape::Computed { sql, stored, .. } if !sql.is_empty() => {
                let expression = self.tokens(&sql);
                let sql = written(self.rules, &expression);
                GeneratedShape::Computed { expression: self.rules.normalize(&expression), sql, stored }
            }
            other => other,
        });
        ColumnShape { name: self.name(&column.name), generated, ..column.clone() }
    }

    fn index(&self, index: &IndexShape) -> IndexShape {
        let column = |column: &SortedColumn| SortedColumn { name: self.name(&column.name), ..column.clone() };
        let filter = index.filter_sql.as_deref().map(|sql| self.tokens(sql));
        IndexShape {
            columns: index.columns.iter().map(column).collect(),
            include: self.names(&index.include),
            filter: filter
                .as_ref()
                .map_or_else(|| index.filter.clone(), |filter| Some(self.rules.normalize(filter))),
            filter_sql: filter.map(|filter| written(self.rules, &filter)),
            ..index.clone()
        }
    }

    fn check(&self, check: &CheckShape) -> CheckShape {
        // SQL Server shows no condition to a login without `VIEW DEFINITION`.
        if check.sql.is_empty() {
            return check.clone();
        }
        let condition = self.tokens(&check.sql);
        CheckShape {
            condition: self.rules.normalize(&condition),
            sql: written(self.rules, &condition),
            ..check.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::statements;
    use crate::engine::{MSSQL, SQLITE};

    #[test]
    fn all_parts_have_the_new_name() {
        let table = "CREATE TABLE s.t (a INT NOT NULL, [length] INT CONSTRAINT ck CHECK (LEN([length]) > a), c AS ([length] + 1), \
             CONSTRAINT pk PRIMARY KEY (a), CONSTRAINT fk FOREIGN KEY ([length]) REFERENCES s.t (a))";
        let index = "CREATE INDEX ix ON s.t (a) INCLUDE ([length]) WHERE [length] IS NOT NULL";
        let (name, shape) = statements(MSSQL, table, &[index]);
        let rename = |from: &str, to: &str| ColumnRename { from: from.to_owned(), to: to.to_owned() };
        let renamed =
            shape.with_renamed_columns(MSSQL, &name, &[rename("length", "size"), rename("a", "id")]);
        let expected = table
            .replace("[length]", "[size]")
            .replace("> a", "> id")
            .replace("(a ", "(id ")
            .replace("(a)", "(id)");
        let index = index.replace("[length]", "[size]").replace("(a)", "(id)");
        let (_, expected) = statements(MSSQL, &expected, &[&index]);
        let parts = |shape: &TableShape| -> Vec<String> {
            shape.parts().map(|(part, item)| format!("{part}: {}", item.signature())).collect()
        };
        assert_eq!(parts(&renamed), parts(&expected));
    }

    #[test]
    fn a_function_with_the_name_of_a_column_stays() {
        let table = "CREATE TABLE t (length INTEGER CHECK (length(length) > 0))";
        let (name, shape) = statements(SQLITE, table, &[]);
        let rename = ColumnRename { from: "length".to_owned(), to: "size".to_owned() };
        let renamed = shape.with_renamed_columns(SQLITE, &name, &[rename]);
        let checks: Vec<&str> = renamed
            .parts()
            .filter(|(part, _)| part.kind == PartKind::Check)
            .map(|(part, _)| part.name.as_str())
            .collect();
        assert_eq!(checks, ["length ( size ) > 0"]);
    }
}
