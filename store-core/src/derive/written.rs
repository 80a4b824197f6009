//! SQL that the program writes, with the names of its tables filled in by the compiler.

use crate::dialect::Dialect;
use crate::schema::TableModel;
use crate::text::ConstWriter;

/// A part of SQL that the program writes.
#[derive(Clone, Copy, Debug)]
pub enum SqlPart<'a> {
    /// SQL, with the parameters in the form of the engine.
    Text(&'a str),
    /// The name of a table.
    Table(&'a TableModel<'a>),
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
            match self.parts[at] {
                SqlPart::Text(text) => out.push(text),
                SqlPart::Table(table) => self.dialect.write_table(out, table.schema, table.name),
            }
            at += 1;
        }
    }

    /// Returns the length in bytes.
    pub const fn len(&self) -> usize {
        let mut counter = ConstWriter::new(&mut []);
        self.write(&mut counter);
        counter.len()
    }

    /// Returns whether there is no SQL.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the SQL as bytes; `N` is [`len`](Self::len).
    pub const fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.write(&mut ConstWriter::new(&mut bytes));
        bytes
    }
}

/// Returns the SQL of a [`WrittenSql`](crate::derive::WrittenSql), in a `const`.
#[doc(hidden)]
#[macro_export]
macro_rules! written {
    ($sql:expr) => {{
        const SQL: $crate::derive::WrittenSql<'static> = $sql;
        const BYTES: &[u8; SQL.len()] = &SQL.bytes();
        match ::core::str::from_utf8(BYTES) {
            ::core::result::Result::Ok(text) => text,
            ::core::result::Result::Err(_) => "",
        }
    }};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_the_form_of_the_engine() {
        const ORDERS: &TableModel<'static> =
            &TableModel { schema: Some("shop"), name: "orders", ..TableModel::NONE };
        const NOTES: &TableModel<'static> = &TableModel { name: "notes", ..TableModel::NONE };
        const PARTS: &[SqlPart<'static>] = &[
            SqlPart::Text("SELECT 'ß' FROM "),
            SqlPart::Table(ORDERS),
            SqlPart::Text(", "),
            SqlPart::Table(NOTES),
        ];
        const MSSQL: &str = written!(WrittenSql { dialect: Dialect::Mssql, parts: PARTS });
        const SQLITE: &str = written!(WrittenSql { dialect: Dialect::Sqlite, parts: PARTS });
        assert_eq!(MSSQL, "SELECT 'ß' FROM [shop].[orders], [dbo].[notes]");
        assert_eq!(SQLITE, "SELECT 'ß' FROM `main`.`shop_orders`, `main`.`notes`");
    }
}
