//! What keeps the tables of a program from being created side by side.

mod cascade;

use std::collections::HashMap;
use std::fmt;

pub use cascade::Cascades;

use crate::default_name;
use crate::dialect::{DEFAULT_SCHEMA, Dialect, in_file};
use crate::model::{Action, ForeignKey, Key, KeyKind, TableModel};
use crate::sql_type::SqlType;

/// A reason for which an engine refuses to create a table, given the others of the program.
///
/// ```
/// use store_core::conflict::conflicts;
/// use store_core::model::TableModel;
///
/// let one = TableModel { schema: Some("p"), name: "q_r", ..TableModel::NONE };
/// let other = TableModel { schema: Some("p_q"), name: "r", ..TableModel::NONE };
/// let found = conflicts(&[&one, &other]);
/// assert_eq!(found[0].table, "p_q.r");
/// assert!(found[0].to_string().contains("`p_q_r` on SQLite"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The table, with its schema.
    pub table: String,
    /// The reference that is refused, where it is one.
    pub foreign_key: Option<String>,
    /// What is in conflict, and the fix.
    pub reason: String,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.foreign_key {
            Some(key) => write!(f, "table {}, foreign key {key}: {}", self.table, self.reason),
            None => write!(f, "table {}: {}", self.table, self.reason),
        }
    }
}

/// Finds the conflicts of tables that are to be in one database; of several structs on one table the first one counts.
///
/// It compares names of tables, constraints and indexes by the rules of both engines, the columns of references with the keys
/// that they refer to, and follows deletes that cascade.
pub fn conflicts(tables: &[&TableModel<'_>]) -> Vec<Conflict> {
    let mut distinct: Vec<&TableModel<'_>> = Vec::new();
    for table in tables {
        if !distinct.iter().any(|other| id(other) == id(table)) {
            distinct.push(table);
        }
    }
    let mut found = Vec::new();
    names(&distinct, &mut found);
    let mut cascades = Cascades::default();
    for table in &distinct {
        for key in table.foreign_keys {
            let reasons = [reference(&distinct, table, key), cascade(&mut cascades, table, key)];
            found.extend(reasons.into_iter().flatten().map(|reason| Conflict {
                table: shown(table),
                foreign_key: Some(key.name.to_owned()),
                reason,
            }));
        }
    }
    found
}

/// The order in which the tables can be created, as positions: each after those that it refers to, else as they are given.
///
/// # Errors
///
/// Returns the tables that refer to each other in a circle: on SQL Server a reference is created with its table, and finds the
/// other one then or never.
pub fn creation_order(tables: &[&TableModel<'_>]) -> Result<Vec<usize>, Conflict> {
    let mut order: Vec<usize> = Vec::new();
    while order.len() < tables.len() {
        let is_left = |at: &usize| !order.contains(at);
        let waits = |at: usize| {
            tables[at].foreign_keys.iter().any(|key| {
                let wanted = target(key.to_schema, key.to_table);
                let found = (0..tables.len()).find(|other| id(tables[*other]) == wanted);
                found.is_some_and(|other| id(tables[other]) != id(tables[at]) && is_left(&other))
            })
        };
        let left = || (0..tables.len()).filter(is_left);
        match left().find(|at| !waits(*at)) {
            Some(next) => order.push(next),
            None => {
                let names: Vec<String> = left().map(|at| shown(tables[at])).collect();
                return Err(Conflict {
                    table: names[0].clone(),
                    foreign_key: None,
                    reason: format!(
                        "tables {} refer to each other in a circle, and none can be created first: remove a reference",
                        names.join(", ")
                    ),
                });
            }
        }
    }
    Ok(order)
}

/// Schema and name such that two that are equal are one table.
fn id(table: &TableModel<'_>) -> (String, String) {
    target(table.schema, table.name)
}

fn target(schema: Option<&str>, table: &str) -> (String, String) {
    (schema.unwrap_or(DEFAULT_SCHEMA).to_ascii_lowercase(), table.to_ascii_lowercase())
}

fn shown(table: &TableModel<'_>) -> String {
    table.schema.map_or_else(|| table.name.to_owned(), |schema| format!("{schema}.{}", table.name))
}

/// Names that two tables have, by the rules of each engine.
fn names(tables: &[&TableModel<'_>], found: &mut Vec<Conflict>) {
    let mut taken: HashMap<(Dialect, String, String), String> = HashMap::new();
    for table in tables {
        let mut take = |dialect, schema: &str, name: &str, what: &str| {
            let own = format!("{what} of {}", shown(table));
            let key = (dialect, schema.to_ascii_lowercase(), name.to_ascii_lowercase());
            if let Some(other) = taken.insert(key, own) {
                let engine = match dialect {
                    Dialect::Mssql => "SQL Server",
                    Dialect::Sqlite => "SQLite",
                };
                let reason = format!(
                    "the {what} is `{name}` on {engine}, as the {other} is: give one of them another name"
                );
                found.push(Conflict { table: shown(table), foreign_key: None, reason });
            }
        };
        let schema = table.schema.unwrap_or(DEFAULT_SCHEMA);
        take(Dialect::Mssql, schema, table.name, "table");
        for (what, name) in constraints(table) {
            take(Dialect::Mssql, schema, &name, what);
        }
        let prefixed = |name: &str| in_file(table.schema, name);
        take(Dialect::Sqlite, "", &prefixed(table.name), "table");
        let unique = table.keys.iter().filter(|key| key.kind == KeyKind::Unique).map(|key| key.name);
        for name in unique.chain(table.indexes.iter().map(|index| index.name)) {
            take(Dialect::Sqlite, "", &prefixed(name), "index");
        }
    }
}

/// The constraints of a table, which share one space of names with those of the other tables of the schema on SQL Server.
fn constraints(table: &TableModel<'_>) -> Vec<(&'static str, String)> {
    let mut names = Vec::new();
    names.extend(table.primary_key().map(|key| ("primary key", key.name.to_owned())));
    names.extend(table.foreign_keys.iter().map(|key| ("foreign key", key.name.to_owned())));
    names.extend(table.checks.iter().map(|check| ("check", check.name.to_owned())));
    for column in table.columns.iter() {
        let name = |given: Option<&str>, prefix| {
            given.map_or_else(|| default_name::of(prefix, table.name, &[column.name]), str::to_owned)
        };
        if Dialect::checks(column.ty) {
            names.push(("check", name(column.check_name, "ck")));
        }
        if column.default.is_some() {
            names.push(("default", name(column.default_name, "df")));
        }
    }
    names
}

/// Whether a reference finds its table, if that is one of those, with a key of the columns and types that it names.
fn reference(tables: &[&TableModel<'_>], from: &TableModel<'_>, key: &ForeignKey<'_>) -> Option<String> {
    let wanted = target(key.to_schema, key.to_table);
    let to = tables.iter().find(|table| id(table) == wanted)?;
    let mut columns = Vec::new();
    for (name, own) in key.to_columns.iter().zip(key.columns) {
        let Some(at) = to.columns.names.iter().position(|column| column.eq_ignore_ascii_case(name)) else {
            return Some(format!("table {} has no column `{name}`: refer to one that it has", shown(to)));
        };
        let (own, other) = (from.columns.types[*own], to.columns.types[at]);
        if own != other && own != SqlType::Deferred && other != SqlType::Deferred {
            return Some(format!(
                "column `{name}` of table {} has another type or length than the column that refers to it: give both the same one",
                shown(to)
            ));
        }
        columns.push(at);
    }
    let is_key = |other: &&Key<'_>| {
        other.columns.len() == columns.len() && other.columns.iter().all(|column| columns.contains(column))
    };
    match to.keys.iter().find(is_key) {
        // An index is created after its table, and the table's references with it.
        Some(found) if found.kind == KeyKind::Unique && id(to) == id(from) => Some(
            "a table can refer to its own primary key only, since its unique keys are created after it: refer to the primary key"
                .to_owned(),
        ),
        Some(_) => None,
        None => Some(format!(
            "the columns that it refers to are no key of table {}: refer to those of its primary key or of a unique one",
            shown(to)
        )),
    }
}

/// Why a delete cannot continue from the referenced table to this one.
fn cascade(cascades: &mut Cascades, from: &TableModel<'_>, key: &ForeignKey<'_>) -> Option<String> {
    if key.on_delete == Action::NoAction {
        return None;
    }
    let path = |(schema, table): (String, String)| format!("{schema}.{table}");
    let (parent, child) = (path(target(key.to_schema, key.to_table)), path(id(from)));
    cascades.add(&parent, &child).err()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::literal::Literal;
    use crate::model::{CheckConstraint, Columns, Index, Key};
    use crate::texts::Texts;

    const KEY: &[Key<'static>] = &[Key { name: "pk", kind: KeyKind::Primary, columns: &[0] }];

    const COLUMNS: Columns<'static> = Columns {
        names: Texts::Each(&["id", "parent"]),
        types: &[SqlType::I64, SqlType::I64],
        nullable: &[false, true],
        ..Columns::NONE
    };

    fn reasons(tables: &[&TableModel<'_>]) -> Vec<String> {
        conflicts(tables).iter().map(Conflict::to_string).collect()
    }

    fn key(to_table: &'static str, on_delete: Action) -> ForeignKey<'static> {
        ForeignKey { name: "fk", columns: &[1], to_schema: None, to_table, to_columns: &["id"], on_delete }
    }

    fn table<'t>(name: &'t str, keys: &'t [ForeignKey<'t>]) -> TableModel<'t> {
        TableModel { name, columns: COLUMNS, foreign_keys: keys, ..TableModel::NONE }
    }

    #[test]
    fn names_are_compared_by_the_rules_of_each_engine() {
        let checks = [CheckConstraint { name: "CK_Own", clauses: &[] }];
        let columns =
            Columns { defaults: &[(0, Literal::Int(1))], default_names: &[(0, "ck_own")], ..COLUMNS };
        let index = [Index { name: "ix", ..Index::NONE }];
        let one =
            TableModel { schema: Some("p"), name: "a", checks: &checks, indexes: &index, ..TableModel::NONE };
        let other = TableModel { schema: Some("P"), name: "b", columns, indexes: &index, ..TableModel::NONE };
        assert_eq!(
            reasons(&[&one, &other]),
            [
                "table P.b: the default is `ck_own` on SQL Server, as the check of p.a is: give one of them another name",
                "table P.b: the index is `P_ix` on SQLite, as the index of p.a is: give one of them another name",
            ]
        );
        // Another schema is another space of names on SQL Server.
        let elsewhere = TableModel { schema: Some("q"), ..other };
        assert_eq!(reasons(&[&one, &elsewhere]), <[String; 0]>::default());
        // Two structs on one table are one table.
        assert_eq!(reasons(&[&one, &one]), <[String; 0]>::default());
    }

    #[test]
    fn default_names_of_columns_are_apart() {
        let (a, ab) = (["b_c"], ["c"]);
        let columns = |names| Columns {
            names: Texts::Each(names),
            types: &[SqlType::I32],
            nullable: &[true],
            ..COLUMNS
        };
        let one = TableModel { name: "a", columns: columns(&a), ..TableModel::NONE };
        let other = TableModel { name: "a_b", columns: columns(&ab), ..TableModel::NONE };
        assert_eq!(reasons(&[&one, &other]), <[String; 0]>::default());
    }

    #[test]
    fn references_find_a_key_of_their_types() {
        let to = TableModel { keys: KEY, ..table("to", &[]) };
        let fits = [key("TO", Action::NoAction)];
        assert_eq!(reasons(&[&table("from", &fits), &to]), <[String; 0]>::default());
        let cases = [
            (ForeignKey { to_columns: &["parent"], ..fits[0] }, "no key of table to"),
            (ForeignKey { to_columns: &["nothing"], ..fits[0] }, "no column `nothing`"),
            (ForeignKey { to_table: "elsewhere", ..fits[0] }, ""),
        ];
        let unique = [Key { name: "ux", kind: KeyKind::Unique, columns: &[0] }];
        let own = [ForeignKey { to_table: "own", ..fits[0] }];
        let found = reasons(&[&TableModel { keys: &unique, ..table("own", &own) }]);
        assert!(found[0].contains("its own primary key only"), "{found:?}");
        for (key, reason) in cases {
            let found = reasons(&[&table("from", &[key]), &to]);
            assert_eq!(found.len(), usize::from(!reason.is_empty()), "{found:?}");
            assert!(found.iter().all(|found| found.contains(reason)), "{found:?}");
        }
        let types = Columns { types: &[SqlType::I64, SqlType::I32], ..COLUMNS };
        let found = reasons(&[&TableModel { columns: types, ..table("from", &fits) }, &to]);
        assert!(found[0].contains("another type or length"), "{found:?}");
    }

    #[test]
    fn deletes_reach_a_table_in_one_way() {
        let deletes = |tables: &[&TableModel<'_>]| {
            let mut found = reasons(tables);
            found.retain(|reason| reason.contains("a delete"));
            found
        };
        let (cascade, null) = (Action::Cascade, Action::SetNull);
        let own = [key("a", cascade)];
        assert!(deletes(&[&table("a", &own)])[0].contains("comes back"));
        let (ab, ba) = ([key("b", null)], [key("a", cascade)]);
        assert!(
            deletes(&[&table("a", &ab), &table("b", &ba)])[0]
                .starts_with("table b, foreign key fk: a delete in dbo.a comes back")
        );
        // c refers to b, which refers to a; c to a as well.
        let (b, c) = ([key("a", cascade)], [key("b", cascade), key("a", null)]);
        let found = deletes(&[&table("b", &b), &table("c", &c)]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("a delete in dbo.a reaches dbo.c in two ways"), "{found:?}");
        // A tree.
        let d = [key("c", cascade)];
        assert_eq!(
            deletes(&[&table("b", &b), &table("c", &c[..1]), &table("d", &d)]),
            <[String; 0]>::default()
        );
    }

    #[test]
    fn a_table_is_created_after_those_it_refers_to() {
        let (to_b, to_c, own) =
            ([key("b", Action::NoAction)], [key("c", Action::NoAction)], [key("c", Action::NoAction)]);
        let (a, b, c) = (table("a", &to_b), table("b", &to_c), table("c", &own));
        assert_eq!(creation_order(&[&a, &c, &b]).unwrap(), [1, 2, 0]);
        let to_a = [key("a", Action::NoAction)];
        let circle = table("c", &to_a);
        let error = creation_order(&[&a, &b, &circle]).unwrap_err();
        assert!(error.reason.contains("tables a, b, c refer to each other"), "{error}");
    }
}
