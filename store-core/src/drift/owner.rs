//! Whose table has a name in a SQLite file, where a schema is a prefix of the name.
//!
//! `p.q_r`, `p_q.r` and `p_q_r` have one name there, and a struct that took the table of another for its own would mix the rows of
//! both. So `CREATE TABLE` says in a comment whose table it makes; SQLite keeps the statement as it was written.

use super::parse::Place;
use super::{Created, lines};
use crate::conflict::Cascades;
use crate::connection::Connection;
use crate::dialect::{Dialect, in_file};
use crate::error::{Error, ErrorKind};
use crate::ident;
use crate::model::Action;
use crate::table::Table;

/// The statement that made a table, which keeps the comment.
const MADE: &str =
    "SELECT `sql` FROM `main`.`sqlite_schema` WHERE `type` = 'table' AND lower(`name`) = lower(?1)";

/// The references of other tables than one along which a delete continues.
const CASCADES: &str = "SELECT k.`table`, t.`name` FROM `main`.`sqlite_schema` AS t, pragma_foreign_key_list(t.`name`) AS k \
     WHERE t.`type` = 'table' AND k.`on_delete` IN ('CASCADE', 'SET NULL') AND lower(t.`name`) <> lower(?1) \
     GROUP BY t.`name`, k.`id`";

/// Refuses to take the table of another struct for the own one.
///
/// # Errors
///
/// [`AlreadyExists`](ErrorKind::AlreadyExists) when it is one, and what the engine reports.
pub(crate) async fn is_own<T, C>(connection: &mut C) -> Result<(), Error>
where
    T: Table,
    C: Connection + ?Sized,
{
    if connection.dialect() != Dialect::Sqlite {
        return Ok(());
    }
    let created = Created::of::<T, C>(connection);
    let place = created.shape(&super::sqlite::Sqlite).0;
    let Some([Some(made)]) = lines::<C, 1>(connection, MADE, T::MODEL, &[&place.table]).await?.pop() else {
        return Ok(());
    };
    match (owner(&made), owner(&created.table)) {
        (Some(other), Some(own)) if !other.eq_ignore_ascii_case(own) => {
            let message = format!(
                "table {own} would be `{0}` in the SQLite file, where that is table {other}: give one of them another name or schema",
                place.table
            );
            Err(Error::new(ErrorKind::AlreadyExists, message).with_table(&place.table))
        }
        _ => Ok(()),
    }
}

/// Refuses references along which a delete would reach a table in two ways, as SQL Server does when the table is created.
///
/// # Errors
///
/// [`InvalidDefinition`](ErrorKind::InvalidDefinition) when there is one, and what the engine reports.
pub(super) async fn cascades<T, C>(connection: &mut C, place: &Place) -> Result<(), Error>
where
    T: Table,
    C: Connection + ?Sized,
{
    let keys = || T::MODEL.foreign_keys.iter().filter(|key| key.on_delete != Action::NoAction);
    if keys().next().is_none() {
        return Ok(());
    }
    let mut cascades = Cascades::default();
    for line in lines::<C, 2>(connection, CASCADES, T::MODEL, &[&place.table]).await? {
        if let [Some(parent), Some(child)] = line {
            // Other programs may have some that SQL Server would refuse: they are not this table's.
            let _ = cascades.add(&parent.to_ascii_lowercase(), &child.to_ascii_lowercase());
        }
    }
    // A schema from configuration takes the place of the table's own in references too.
    let prefix = place.table.strip_suffix(T::MODEL.name).unwrap_or_default();
    for key in keys() {
        let parent = if key.to_schema == T::MODEL.schema {
            format!("{prefix}{}", key.to_table)
        } else {
            in_file(key.to_schema, key.to_table)
        };
        cascades.add(&parent.to_ascii_lowercase(), &place.table.to_ascii_lowercase()).map_err(|reason| {
            Error::new(ErrorKind::InvalidDefinition, reason)
                .with_table(&place.table)
                .with_constraint(key.name)
        })?;
    }
    Ok(())
}

/// The schema and table that a statement which creates it names in its comment.
fn owner(create_table: &str) -> Option<&str> {
    let (_, rest) = create_table.split_once("( -- ")?;
    let owner = rest.lines().next()?;
    owner.split('.').all(|name| ident::check(name).is_ok()).then_some(owner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_names_the_owner() {
        assert_eq!(owner("CREATE TABLE `p_q` ( -- p.q\n    `id` INTEGER\n)"), Some("p.q"));
        assert_eq!(owner("CREATE TABLE q ( -- q\n    id INTEGER)"), Some("q"));
        assert_eq!(owner("CREATE TABLE q (id INTEGER -- p.q\n)"), None);
        assert_eq!(owner("CREATE TABLE q ( -- what is here\nid INTEGER)"), None);
    }
}
