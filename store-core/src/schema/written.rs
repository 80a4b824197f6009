//! SQL that the program writes, in parts.

use super::TableModel;
use crate::dialect::Dialect;
use crate::text::{ConstText, ConstWriter, collect};

/// The name of a table or a view, with its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RelationName<'a> {
    /// The schema.
    pub schema: Option<&'a str>,
    /// The name.
    pub name: &'a str,
}

impl<'a> RelationName<'a> {
    /// Returns the name of a table or a view.
    pub const fn of(model: &TableModel<'a>) -> Self {
        Self { schema: model.schema, name: model.name }
    }
}

/// A part of SQL that the program writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SqlPart<'a> {
    /// SQL, with the parameters in the form of the engine.
    Text(&'a str),
    /// A table or a view, which the program names in braces.
    Table(RelationName<'a>),
    /// A table or a view in braces, in the derive, which knows neither its schema nor its name.
    Deferred,
}

impl SqlPart<'_> {
    /// Returns the part with its table in another schema; a table without a schema stays as it is.
    pub(crate) fn moved<'s>(&'s self, schema: &'s str) -> SqlPart<'s> {
        match *self {
            Self::Table(RelationName { schema: Some(_), name }) => {
                SqlPart::Table(RelationName { schema: Some(schema), name })
            }
            other => other,
        }
    }
}

/// SQL that the program writes, for one engine.
#[derive(Clone, Copy, Debug)]
pub struct WrittenSql<'a> {
    /// The engine.
    pub dialect: Dialect,
    /// The parts in order.
    pub parts: &'a [SqlPart<'a>],
}

impl WrittenSql<'_> {
    const fn write(&self, out: &mut ConstWriter<'_>) {
        let mut at = 0;
        while at < self.parts.len() {
            self.write_part(out, at);
            at += 1;
        }
    }

    /// Writes the part at this position.
    pub(crate) const fn write_part(&self, out: &mut ConstWriter<'_>, part: usize) {
        match &self.parts[part] {
            SqlPart::Text(text) => out.push(text),
            SqlPart::Table(table) => self.dialect.write_table(out, table.schema, table.name),
            SqlPart::Deferred => {}
        }
    }

    /// Returns the SQL.
    pub(crate) fn text(&self) -> String {
        collect(|out| self.write(out))
    }

    /// Returns the length in bytes.
    pub const fn len(&self) -> usize {
        let mut counter = ConstWriter::new(&mut []);
        self.write(&mut counter);
        counter.len()
    }

    /// Returns whether there is no SQL.
    pub const fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Returns the SQL; `N` is [`len`](Self::len).
    ///
    /// # Panics
    ///
    /// When `N` is another number, which is a compile error in a `const`.
    pub const fn filled<const N: usize>(&self) -> ConstText<N> {
        let mut text = ConstText::EMPTY;
        let mut writer = text.writer();
        self.write(&mut writer);
        assert!(writer.len() == N, "`N` is not the length of the SQL");
        text
    }
}

/// Returns the SQL of a [`WrittenSql`](crate::derive::WrittenSql), in a `const`.
#[doc(hidden)]
#[macro_export]
macro_rules! written {
    ($sql:expr) => {{
        const SQL: $crate::derive::WrittenSql<'static> = $sql;
        const TEXT: &$crate::derive::ConstText<{ SQL.len() }> = &SQL.filled();
        TEXT.as_str()
    }};
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: &[SqlPart<'static>] = &[
        SqlPart::Text("SELECT 'ß' FROM "),
        SqlPart::Table(RelationName { schema: Some("shop"), name: "orders" }),
        SqlPart::Text(", "),
        SqlPart::Table(RelationName { schema: None, name: "notes" }),
    ];

    #[test]
    fn names_have_the_form_of_the_engine() {
        const MSSQL: &str = written!(WrittenSql { dialect: Dialect::Mssql, parts: PARTS });
        const SQLITE: &str = written!(WrittenSql { dialect: Dialect::Sqlite, parts: PARTS });
        assert_eq!(MSSQL, "SELECT 'ß' FROM [shop].[orders], [dbo].[notes]");
        assert_eq!(SQLITE, "SELECT 'ß' FROM `main`.`shop_orders`, `main`.`notes`");
    }

    #[test]
    fn only_tables_with_a_schema_move() {
        let moved: Vec<SqlPart<'_>> = PARTS.iter().map(|part| part.moved("till")).collect();
        let text = WrittenSql { dialect: Dialect::Mssql, parts: &moved }.text();
        assert_eq!(text, "SELECT 'ß' FROM [till].[orders], [dbo].[notes]");
    }
}
