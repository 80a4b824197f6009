//! The owner of a table in a SQLite file, where a schema is a prefix of the name.
//!
//! `p.q_r`, `p_q.r` and `p_q_r` have the same name in a file. A struct that used the table of another struct would mix the rows of
//! both. So `CREATE TABLE` names the struct's table in a comment, and SQLite stores the statement as written.

use super::grammar::name_in_file;
use crate::diff::{CatalogReader, TableName, rows};
use crate::error::{Error, ErrorKind};
use crate::export::Cascades;
use crate::schema::{Action, TableModel};

/// The statement that created a table or a view, with its comment, and which of the two it is.
pub(super) const STATEMENT: &str = "SELECT `type`, `sql` FROM `main`.`sqlite_schema` WHERE `type` IN ('table', 'view') AND lower(`name`) = lower(?1)";

/// The foreign keys of other tables along which a delete continues.
pub(super) const CASCADES: &str = "SELECT k.`table`, t.`name` FROM `main`.`sqlite_schema` AS t, pragma_foreign_key_list(t.`name`) AS k \
     WHERE t.`type` = 'table' AND k.`on_delete` IN ('CASCADE', 'SET NULL') AND lower(t.`name`) <> lower(?1) \
     GROUP BY t.`name`, k.`id`";

/// Rejects the table or the view of another struct, a table in place of a view, and a view in place of a table.
pub(super) async fn check_owner(
    reader: &mut dyn CatalogReader,
    model: &TableModel<'_>,
    name: &TableName,
) -> Result<(), Error> {
    let Some([Some(kind), Some(create)]) = rows::<2>(reader, STATEMENT, &[&name.table]).await?.pop() else {
        return Ok(());
    };
    let wanted = model.kind();
    let expected = model.qualified_name();
    let conflict =
        |message: String| Err(Error::new(ErrorKind::AlreadyExists, message).with_table(&name.table));
    if kind != wanted {
        return conflict(format!(
            "a {kind} has the name `{}`, which {wanted} {expected} would have in the SQLite file: drop it, or use another name",
            name.table
        ));
    }
    match owner(&create) {
        Some(found) if !found.eq_ignore_ascii_case(&expected) => conflict(format!(
            "{wanted} {expected} would be `{0}` in the SQLite file, which is {kind} {found}: give one of them another name or schema",
            name.table
        )),
        _ => Ok(()),
    }
}

/// Rejects foreign keys along which a delete would reach a table on two paths, as SQL Server does when it creates the table.
pub(super) async fn check_cascades(
    reader: &mut dyn CatalogReader,
    model: &TableModel<'_>,
    name: &TableName,
) -> Result<(), Error> {
    let keys = || model.foreign_keys.iter().filter(|key| key.on_delete != Action::NoAction);
    if keys().next().is_none() {
        return Ok(());
    }
    let mut cascades = Cascades::default();
    for row in rows::<2>(reader, CASCADES, &[&name.table]).await? {
        if let [Some(parent), Some(child)] = row {
            // Other programs may have foreign keys that SQL Server would reject; they do not concern this table.
            let _ = cascades.add(&parent.to_ascii_lowercase(), &child.to_ascii_lowercase());
        }
    }
    for key in keys() {
        let parent = name_in_file(key.to_schema, key.to_table);
        cascades.add(&parent.to_ascii_lowercase(), &name.table.to_ascii_lowercase()).map_err(|reason| {
            Error::new(ErrorKind::InvalidDefinition, reason).with_table(&name.table).with_constraint(key.name)
        })?;
    }
    Ok(())
}

/// Returns the comment that names a table or a view: its name with its schema, in quotes if the name has other characters than letters,
/// digits and `_`.
pub(super) fn comment(table: &TableModel<'_>) -> String {
    let name = table.qualified_name();
    if is_plain(&name) { name } else { format!("\"{name}\"") }
}

/// Returns whether a name consists of letters, digits and `_`, with dots between.
fn is_plain(name: &str) -> bool {
    let is_part =
        |part: &str| !part.is_empty() && part.chars().all(|ch| ch == '_' || ch.is_ascii_alphanumeric());
    name.split('.').all(is_part)
}

/// Begins the comment, at the end of the first line.
const COMMENT: &str = "( -- ";

/// Returns the table or view that a `CREATE` statement names in its comment; `None` for any other comment.
fn owner(create: &str) -> Option<&str> {
    let first = create.lines().next()?;
    // A name in quotes may contain the start of a comment, but no quote.
    if let Some((before, name)) = first.strip_suffix('"').and_then(|rest| rest.rsplit_once('"')) {
        return before.ends_with(COMMENT).then_some(name);
    }
    first.rsplit_once(COMMENT).map(|(_, name)| name).filter(|name| is_plain(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_comment_names_the_owner() {
        assert_eq!(owner("CREATE TABLE `p_q` ( -- p.q\n    `id` INTEGER\n)"), Some("p.q"));
        assert_eq!(owner("CREATE TABLE q ( -- q\n    id INTEGER)"), Some("q"));
        assert_eq!(owner("CREATE TABLE q (id INTEGER -- p.q\n)"), None);
        assert_eq!(owner("CREATE TABLE q ( -- what is here\nid INTEGER)"), None);
        let details = TableModel { schema: Some("shop"), name: "Order Details", ..TableModel::NONE };
        let create = format!("CREATE TABLE x ( -- {}\n)", comment(&details));
        assert_eq!(owner(&create), Some("shop.Order Details"));
        let odd = TableModel { name: "a ( -- b", ..TableModel::NONE };
        assert_eq!(owner(&format!("CREATE TABLE `a ( -- b` ( -- {}\n)", comment(&odd))), Some("a ( -- b"));
    }
}
