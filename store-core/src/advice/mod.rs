//! Settings of a database that could be better.

mod mssql;
mod sqlite;

use std::fmt;

use crate::connection::Connection;
use crate::dialect::Dialect;
use crate::drift::lines;
use crate::error::Error;
use crate::model::TableModel;

/// A setting of the database that could be better; nothing fails by it.
///
/// ```
/// use store_core::advice::Advice;
///
/// let advice = Advice {
///     setting: "journal_mode".to_owned(),
///     found: "delete".to_owned(),
///     wanted: "wal",
///     why: "readers and the writer do not wait for one another",
///     how: "PRAGMA journal_mode = wal;".to_owned(),
/// };
/// assert_eq!(
///     advice.to_string(),
///     "journal_mode is delete, wal would be better: readers and the writer do not wait for one another \
///      (PRAGMA journal_mode = wal;)"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// What the engine calls it.
    pub setting: String,
    /// What it is.
    pub found: String,
    /// What would be better.
    pub wanted: &'static str,
    /// Why.
    pub why: &'static str,
    /// What changes it.
    pub how: String,
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { setting, found, wanted, why, how } = self;
        write!(f, "{setting} is {found}, {wanted} would be better: {why} ({how})")
    }
}

/// A setting as the catalog has it, and what is said when it is something else.
struct Rule {
    setting: &'static str,
    wanted: &'static str,
    is_well: fn(&str) -> bool,
    why: &'static str,
    /// With `DATABASE` for the database's own name.
    how: &'static str,
}

/// What could be better; the settings are columns of one row, behind the name of the database.
pub(crate) async fn of<C: Connection + ?Sized>(connection: &mut C) -> Result<Vec<Advice>, Error> {
    const NO_TABLE: &TableModel<'static> = &TableModel::NONE;
    let (sql, rules): (&str, &[Rule]) = match connection.dialect() {
        Dialect::Mssql => (mssql::SETTINGS, &mssql::RULES),
        Dialect::Sqlite => (sqlite::SETTINGS, &sqlite::RULES),
    };
    let mut advice = Vec::new();
    for [setting, found, database] in lines::<C, 3>(connection, sql, NO_TABLE, &[]).await? {
        let (Some(setting), Some(found)) = (setting, found) else { continue };
        let Some(rule) = rules.iter().find(|rule| rule.setting == setting) else { continue };
        if (rule.is_well)(&found) {
            continue;
        }
        let how = rule.how.replace("DATABASE", &database.unwrap_or_default());
        advice.push(Advice { setting, found, wanted: rule.wanted, why: rule.why, how });
    }
    Ok(advice)
}

/// The queries of the catalog, for those who check texts.
#[doc(hidden)]
pub const fn queries(dialect: Dialect) -> &'static [&'static str] {
    match dialect {
        Dialect::Mssql => &[mssql::SETTINGS],
        Dialect::Sqlite => &[sqlite::SETTINGS],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_that_is_asked_for_has_a_rule() {
        for (sql, rules) in [(mssql::SETTINGS, &mssql::RULES[..]), (sqlite::SETTINGS, &sqlite::RULES[..])] {
            for rule in rules {
                assert!(sql.contains(&format!("'{}'", rule.setting)), "{} is not asked for", rule.setting);
                assert!((rule.is_well)(rule.wanted), "{} is not well as it should be", rule.setting);
            }
        }
    }
}
