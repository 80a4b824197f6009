//! What SQLite has of a table: the statements that made it, which it keeps as they were written.

use super::parse::{Place, index_name, statements};
use super::shape::Shape;
use super::token::{Token, spelled};
use super::{Rules, lines};
use crate::connection::Connection;
use crate::error::Error;
use crate::table::Table;

/// What makes a table, its indexes and its triggers, as it was written (<https://www.sqlite.org/schematab.html>). An index that
/// a key made has no statement of its own.
const MADE_BY: &str = "SELECT `type`, `name`, `sql` FROM `main`.`sqlite_schema` WHERE `tbl_name` = ?1 AND `sql` IS NOT NULL ORDER BY rowid";

/// Which other tables refer to one.
const REFERRING: &str = "SELECT DISTINCT t.`name` FROM `main`.`sqlite_schema` AS t, pragma_foreign_key_list(t.`name`) AS k \
     WHERE t.`type` = 'table' AND lower(k.`table`) = lower(?1) AND lower(t.`name`) <> lower(?1) ORDER BY t.`name`";

/// Which of some indexes are those of other tables than one: all indexes of a file share one space of names.
const ELSEWHERE: &str = "SELECT `name`, `tbl_name` FROM `main`.`sqlite_schema` WHERE `type` = 'index' \
     AND lower(`tbl_name`) <> lower(?1) AND lower(`name`) IN (SELECT lower(value) FROM json_each(?2)) ORDER BY `name`";

/// The view that has the name of a table. `CREATE TABLE IF NOT EXISTS` is silent about it.
const VIEW: &str =
    "SELECT `name` FROM `main`.`sqlite_schema` WHERE `type` = 'view' AND lower(`name`) = lower(?1)";

pub(super) const QUERIES: &[&str] = &[MADE_BY, REFERRING, ELSEWHERE, VIEW];

/// What a table that is rebuilt has to do with.
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

pub(super) async fn around<T, C>(connection: &mut C, place: &Place) -> Result<Around, Error>
where
    T: Table,
    C: Connection + ?Sized,
{
    let mut around = made_by::<T, C>(connection, place).await?;
    for [table] in lines::<C, 1>(connection, REFERRING, T::MODEL, &[&place.table]).await? {
        around.referring.extend(table);
    }
    Ok(around)
}

/// The statements that made a table and what belongs to it.
async fn made_by<T, C>(connection: &mut C, place: &Place) -> Result<Around, Error>
where
    T: Table,
    C: Connection + ?Sized,
{
    let mut made = Around::default();
    for [kind, name, sql] in lines::<C, 3>(connection, MADE_BY, T::MODEL, &[&place.table]).await? {
        let (name, sql) = (name.unwrap_or_default(), sql.unwrap_or_default());
        match kind.as_deref() {
            Some("table") => made.table = sql,
            Some("index") => made.indexes.push((name, sql)),
            Some("trigger") => made.triggers.push(sql),
            _ => {}
        }
    }
    Ok(made)
}

/// An index that a struct wants under a name that another table's index has. `CREATE INDEX IF NOT EXISTS` is silent about it.
#[derive(Debug)]
pub(super) struct Elsewhere {
    pub(super) index: String,
    /// The table that has the index.
    pub(super) table: String,
}

impl Elsewhere {
    /// Whether it is the index that this statement is to make.
    pub(super) fn is_made_by(&self, create_index: &str) -> bool {
        index_name(&Sqlite, create_index).eq_ignore_ascii_case(&self.index)
    }

    /// What is to be done.
    pub(super) fn fix(&self) -> String {
        let Self { index, table } = self;
        format!(
            "the name of index {index} is that of an index of table {table}, and SQLite takes each name once: drop that one \
             (DROP INDEX {}) or make it under another name, then check again",
            Sqlite.quoted(index)
        )
    }
}

/// What is to be done about a view in the place of a table.
pub(super) async fn view<T, C>(connection: &mut C, place: &Place) -> Result<Option<String>, Error>
where
    T: Table,
    C: Connection + ?Sized,
{
    let lines = lines::<C, 1>(connection, VIEW, T::MODEL, &[&place.table]).await?;
    let name = lines.into_iter().find_map(|[name]| name);
    Ok(name.map(|name| {
        let quoted = Sqlite.quoted(&name);
        format!("a view has the name of the table: drop it (DROP VIEW {quoted}) or make it under another name, then check again")
    }))
}

/// Those of some indexes of a table that are those of others.
pub(super) async fn elsewhere<T, C>(
    connection: &mut C,
    place: &Place,
    indexes: &[String],
) -> Result<Vec<Elsewhere>, Error>
where
    T: Table,
    C: Connection + ?Sized,
{
    // Names are letters, digits and `_`: JSON needs no more than quotes.
    let names: Vec<String> = indexes.iter().map(|name| format!("\"{name}\"")).collect();
    let names = format!("[{}]", names.join(","));
    let lines = lines::<C, 2>(connection, ELSEWHERE, T::MODEL, &[&place.table, &names]).await?;
    let elsewhere = |[index, table]: [Option<String>; 2]| Some(Elsewhere { index: index?, table: table? });
    Ok(lines.into_iter().filter_map(elsewhere).collect())
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
    let made = made_by::<T, C>(connection, place).await?;
    if made.table.is_empty() {
        return Ok(None);
    }
    let indexes: Vec<String> = made.indexes.into_iter().map(|(_, sql)| sql).collect();
    Ok(Some(statements(&Sqlite, &made.table, &indexes).1))
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
