//! What SQLite has of a table: the statements that made it, which it keeps as they were written.

use super::parse::{Place, create_index, create_table};
use super::shape::Shape;
use super::token::{Token, spelled};
use super::{Rules, lines};
use crate::connection::Connection;
use crate::error::Error;
use crate::table::Table;

/// <https://www.sqlite.org/schematab.html>; an index that a key made has no statement of its own.
const MADE_BY: &str =
    "SELECT `type`, `sql` FROM `main`.`sqlite_schema` WHERE `tbl_name` = ?1 AND `sql` IS NOT NULL";

/// What goes with a table, as it was written.
const AROUND: &str = "SELECT `type`, `name`, `sql` FROM `main`.`sqlite_schema` WHERE `tbl_name` = ?1 AND `sql` IS NOT NULL \
     ORDER BY rowid";

/// Which other tables refer to one.
const REFERRING: &str = "SELECT DISTINCT t.`name` FROM `main`.`sqlite_schema` AS t, pragma_foreign_key_list(t.`name`) AS k \
     WHERE t.`type` = 'table' AND lower(k.`table`) = lower(?1) AND lower(t.`name`) <> lower(?1) ORDER BY t.`name`";

pub(super) const QUERIES: &[&str] = &[MADE_BY, AROUND, REFERRING];

/// What a table that is made anew has to do with.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// What makes the table.
    pub(super) table: String,
    /// The names of its indexes, and what makes them.
    pub(super) indexes: Vec<(String, String)>,
    /// What makes its triggers.
    pub(super) triggers: Vec<String>,
    /// The tables that refer to it.
    pub(super) referring: Vec<String>,
}

impl Around {
    /// Of a table that nothing is around.
    pub(super) fn of(table: &str) -> Self {
        Self { table: table.to_owned(), ..Self::default() }
    }
}

pub(super) async fn around<T, C>(connection: &mut C, place: &Place) -> Result<Around, Error>
where
    T: Table,
    C: Connection + ?Sized,
{
    let mut around = Around::default();
    for [kind, name, sql] in lines::<C, 3>(connection, AROUND, T::MODEL, &[&place.table]).await? {
        let (name, sql) = (name.unwrap_or_default(), sql.unwrap_or_default());
        match kind.as_deref() {
            Some("table") => around.table = sql,
            Some("index") => around.indexes.push((name, sql)),
            _ => around.triggers.push(sql),
        }
    }
    for [table] in lines::<C, 1>(connection, REFERRING, T::MODEL, &[&place.table]).await? {
        around.referring.extend(table);
    }
    Ok(around)
}

pub(super) struct Sqlite;

impl Rules for Sqlite {
    /// SQLite keeps expressions as they were written.
    fn expression(&self, tokens: &[Token]) -> String {
        bare(tokens).iter().map(spelled).collect::<Vec<_>>().join(" ")
    }

    fn quoted(&self, name: &str) -> String {
        format!("`{}`", name.replace('`', "``"))
    }

    /// All tables are in one schema.
    fn referred(&self, _schema: Option<String>, table: String) -> String {
        table
    }

    fn table(&self, strict: bool) -> Option<&'static str> {
        Some(if strict { "a STRICT table" } else { "a table that is not STRICT" })
    }

    fn is_same(&self, expected: &str, found: &str) -> bool {
        expected == found
    }
}

/// Without the parentheses around the whole.
fn bare(tokens: &[Token]) -> &[Token] {
    match tokens {
        [first, inner @ .., last] if first.is_sign("(") && last.is_sign(")") && closes_at_end(tokens) => {
            bare(inner)
        }
        _ => tokens,
    }
}

/// Whether the parenthesis at the beginning is the one that is closed at the end.
fn closes_at_end(tokens: &[Token]) -> bool {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        if token.is_sign("(") {
            depth += 1;
        } else if token.is_sign(")") {
            depth -= 1;
            if depth == 0 {
                return at + 1 == tokens.len();
            }
        }
    }
    false
}

pub(super) async fn read<T, C>(connection: &mut C, place: &Place) -> Result<Option<Shape>, Error>
where
    T: Table,
    C: Connection + ?Sized,
{
    let mut shape = None;
    let mut indexes = Vec::new();
    for [kind, sql] in lines::<C, 2>(connection, MADE_BY, T::MODEL, &[&place.table]).await? {
        match (kind.as_deref(), sql) {
            (Some("table"), Some(sql)) => {
                let made = shape.insert(Shape::default());
                create_table(&Sqlite, &sql, made);
            }
            (Some("index"), Some(sql)) => indexes.push(sql),
            _ => {}
        }
    }
    if let Some(shape) = &mut shape {
        for sql in indexes {
            create_index(&Sqlite, &sql, shape);
        }
    }
    Ok(shape)
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    #[test]
    fn what_sqlite_keeps_is_compared_as_it_is() {
        let alike = |left, right| Sqlite.expression(&tokens(left)) == Sqlite.expression(&tokens(right));
        assert!(alike("`a` IN ('x', 'y')", "(\"a\" in ('x','y'))"));
        assert!(alike("length(`a`) <= 40 -- why", "LENGTH(a)<=40"));
        assert!(!alike("length(`a`) <= 40", "length(a) < 40"));
        assert!(!alike("(a) OR (b)", "a OR b"));
    }
}
