//! Conflicts between the tables of a program.

use std::collections::HashMap;
use std::fmt;

use super::{Cascades, ScriptWriter};
use crate::dialect::Dialect;
use crate::schema::{Action, DEFAULT_SCHEMA, ForeignKey, Key, KeyKind, TableModel, ViewQuery};
use crate::types::SqlType;

/// The reason why an engine rejects a table, given the other tables of the program.
///
/// ```
/// use store_core::conflicts;
/// use store_core::schema::TableModel;
///
/// let one = TableModel { schema: Some("p"), name: "q_r", ..TableModel::NONE };
/// let other = TableModel { schema: Some("p_q"), name: "r", ..TableModel::NONE };
/// let found = conflicts(&[&one, &other]);
/// assert_eq!(found[0].table, "p_q.r");
/// assert!(found[0].to_string().contains("`p_q_r` on SQLite"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// `table` or `view`.
    pub kind: &'static str,
    /// The table or the view with its schema.
    pub table: String,
    /// The foreign key that causes the conflict, if any.
    pub foreign_key: Option<String>,
    /// The conflict and the fix.
    pub reason: String,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.foreign_key {
            Some(key) => write!(f, "{} {}, foreign key {key}: {}", self.kind, self.table, self.reason),
            None => write!(f, "{} {}: {}", self.kind, self.table, self.reason),
        }
    }
}

/// Returns the conflicts of tables in one database: names that collide, foreign keys without a matching key, and deletes that
/// cascade along two paths. Of several structs on one table, only the first is checked.
pub(crate) fn conflicts(engines: &[&'static dyn ScriptWriter], tables: &[&TableModel<'_>]) -> Vec<Conflict> {
    let mut distinct: Vec<&TableModel<'_>> = Vec::new();
    for table in tables {
        if !distinct.iter().any(|other| id(other) == id(table)) {
            distinct.push(table);
        }
    }
    let mut found = Vec::new();
    names(engines, &distinct, &mut found);
    let mut cascades = Cascades::default();
    for table in &distinct {
        for key in table.foreign_keys {
            let reasons = [unmatched(&distinct, table, key), cascade(&mut cascades, table, key)];
            found.extend(reasons.into_iter().flatten().map(|reason| Conflict {
                kind: table.kind(),
                table: table.qualified_name(),
                foreign_key: Some(key.name.to_owned()),
                reason,
            }));
        }
    }
    found
}

/// Returns the order in which the tables and views can be created, as positions: each table after those that it references, each
/// view after those that it selects from, otherwise in the given order.
///
/// # Errors
///
/// When tables reference each other in a cycle: a foreign key is created with its table, so the referenced table must exist.
pub(crate) fn creation_order(tables: &[&TableModel<'_>]) -> Result<Vec<usize>, Conflict> {
    let mut order: Vec<usize> = Vec::new();
    while order.len() < tables.len() {
        let is_left = |at: &usize| !order.contains(at);
        let waits = |at: usize| {
            let references = tables[at].foreign_keys.iter().map(|key| (key.to_schema, key.to_table));
            let selects = tables[at].view.iter().flat_map(ViewQuery::from);
            references.chain(selects.map(|from| (from.schema, from.name))).any(|(schema, name)| {
                let wanted = table_id(schema, name);
                let found = (0..tables.len()).find(|other| id(tables[*other]) == wanted);
                found.is_some_and(|other| id(tables[other]) != id(tables[at]) && is_left(&other))
            })
        };
        let left = || (0..tables.len()).filter(is_left);
        match left().find(|at| !waits(*at)) {
            Some(next) => order.push(next),
            None => {
                // Views wait for the tables of the cycle.
                let names: Vec<String> = left()
                    .filter(|at| tables[*at].view.is_none())
                    .map(|at| tables[at].qualified_name())
                    .collect();
                return Err(Conflict {
                    kind: "table",
                    table: names.first().cloned().unwrap_or_default(),
                    foreign_key: None,
                    reason: format!(
                        "tables {} reference each other in a cycle, so none can be created first: remove a foreign key",
                        names.join(", ")
                    ),
                });
            }
        }
    }
    Ok(order)
}

/// Returns the schema and name by which two models are the same table.
fn id(table: &TableModel<'_>) -> (String, String) {
    table_id(table.schema, table.name)
}

fn table_id(schema: Option<&str>, table: &str) -> (String, String) {
    (schema.unwrap_or(DEFAULT_SCHEMA).to_ascii_lowercase(), table.to_ascii_lowercase())
}

/// A name that a table occupies in a namespace of an engine.
pub(crate) struct TakenName {
    /// The namespace: names collide only within one.
    pub(crate) namespace: String,
    /// The kind of object.
    pub(crate) kind: &'static str,
    pub(crate) name: String,
}

/// Finds names that two tables occupy in the same namespace.
fn names(engines: &[&'static dyn ScriptWriter], tables: &[&TableModel<'_>], found: &mut Vec<Conflict>) {
    let mut taken: HashMap<(Dialect, String, String), String> = HashMap::new();
    for (engine, table) in tables.iter().flat_map(|table| engines.iter().map(move |engine| (engine, table))) {
        let dialect = engine.dialect();
        for TakenName { namespace, kind, name } in engine.taken_names(table) {
            let owner = format!("{kind} of {}", table.qualified_name());
            let key = (dialect, namespace.to_ascii_lowercase(), name.to_ascii_lowercase());
            if let Some(other) = taken.insert(key, owner) {
                let product = dialect.product();
                let reason = format!(
                    "duplicate name `{name}` on {product}: the {kind} and the {other}; rename one of them"
                );
                let name = table.qualified_name();
                found.push(Conflict { kind: table.kind(), table: name, foreign_key: None, reason });
            }
        }
    }
}

/// Returns why a foreign key does not match a key of its table; `None` if it does, or if the table is not one of `tables`.
fn unmatched(tables: &[&TableModel<'_>], from: &TableModel<'_>, key: &ForeignKey<'_>) -> Option<String> {
    let wanted = table_id(key.to_schema, key.to_table);
    let to = tables.iter().find(|table| id(table) == wanted)?;
    if to.view.is_some() {
        return Some(format!(
            "a foreign key cannot reference view {}: reference a table",
            to.qualified_name()
        ));
    }
    let mut columns = Vec::new();
    for (name, own) in key.to_columns.iter().zip(key.columns) {
        let Some(at) = to.columns.names.iter().position(|column| column.eq_ignore_ascii_case(name)) else {
            return Some(format!(
                "unknown column `{name}` of table {}: use a column of the table",
                to.qualified_name()
            ));
        };
        let (own, other) = (from.columns.types[*own], to.columns.types[at]);
        if own != other && own != SqlType::Deferred && other != SqlType::Deferred {
            return Some(format!(
                "column `{name}` of table {} differs in type or length from the referencing column: use the same type and length",
                to.qualified_name()
            ));
        }
        columns.push(at);
    }
    let is_key = |other: &&Key<'_>| {
        other.columns.len() == columns.len() && other.columns.iter().all(|column| columns.contains(column))
    };
    match to.keys.iter().find(is_key) {
        // The foreign keys are created with the table, its unique indexes afterwards.
        Some(found) if found.kind == KeyKind::Unique && id(to) == id(from) => Some(
            "a table can reference only the primary key of itself, since its unique keys are created later: reference the primary key"
                .to_owned(),
        ),
        Some(found) if to.is_nullable(found) => Some(format!(
            "the referenced key of table {} can be NULL, so that its index on SQL Server has a filter, which a foreign key cannot \
             reference: reference a key that is never NULL",
            to.qualified_name()
        )),
        Some(_) => None,
        None => Some(format!(
            "the referenced columns are not a key of table {}: reference the columns of its primary key or of a unique key",
            to.qualified_name()
        )),
    }
}

/// Returns why a delete cannot cascade from the referenced table to this one.
fn cascade(cascades: &mut Cascades, from: &TableModel<'_>, key: &ForeignKey<'_>) -> Option<String> {
    if key.on_delete == Action::NoAction {
        return None;
    }
    let path = |(schema, table): (String, String)| format!("{schema}.{table}");
    let (parent, child) = (path(table_id(key.to_schema, key.to_table)), path(id(from)));
    cascades.add(&parent, &child).err()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{CheckConstraint, Columns, DefaultValue, Index, Key, RelationName, SqlPart};
    use crate::text::PackedStrings;
    use crate::types::Literal;

    const KEY: &[Key<'static>] = &[Key { name: "pk", kind: KeyKind::Primary, columns: &[0] }];

    const COLUMNS: Columns<'static> = Columns {
        names: PackedStrings::Each(&["id", "parent"]),
        types: &[SqlType::I64, SqlType::I64],
        nullable: &[false, true],
        ..Columns::NONE
    };

    fn reasons(tables: &[&TableModel<'_>]) -> Vec<String> {
        crate::engine::conflicts(tables).iter().map(Conflict::to_string).collect()
    }

    fn key(to_table: &'static str, on_delete: Action) -> ForeignKey<'static> {
        ForeignKey { name: "fk", columns: &[1], to_schema: None, to_table, to_columns: &["id"], on_delete }
    }

    fn table<'t>(name: &'t str, keys: &'t [ForeignKey<'t>]) -> TableModel<'t> {
        TableModel { name, columns: COLUMNS, foreign_keys: keys, ..TableModel::NONE }
    }

    #[test]
    fn names_collide_by_the_rules_of_each_engine() {
        let checks = [CheckConstraint { name: "CK_Own", clauses: &[], sql: None }];
        let columns = Columns {
            defaults: &[(0, DefaultValue::Literal(Literal::Int(1)))],
            default_names: &[(0, "ck_own")],
            ..COLUMNS
        };
        let index = [Index { name: "ix", ..Index::NONE }];
        let one =
            TableModel { schema: Some("p"), name: "a", checks: &checks, indexes: &index, ..TableModel::NONE };
        let other = TableModel { schema: Some("P"), name: "b", columns, indexes: &index, ..TableModel::NONE };
        assert_eq!(
            reasons(&[&one, &other]),
            [
                "table P.b: duplicate name `ck_own` on SQL Server: the default and the check of p.a; rename one of them",
                "table P.b: duplicate name `P_ix` on SQLite: the index and the index of p.a; rename one of them",
            ]
        );
        // Another schema is another namespace on SQL Server.
        let elsewhere = TableModel { schema: Some("q"), ..other };
        assert_eq!(reasons(&[&one, &elsewhere]), <[String; 0]>::default());
        // Two structs on one table are the same table.
        assert_eq!(reasons(&[&one, &one]), <[String; 0]>::default());
    }

    #[test]
    fn default_names_of_columns_do_not_collide() {
        let (a, ab) = (["b_c"], ["c"]);
        let columns = |names| Columns {
            names: PackedStrings::Each(names),
            types: &[SqlType::I32],
            nullable: &[true],
            ..COLUMNS
        };
        let one = TableModel { name: "a", columns: columns(&a), ..TableModel::NONE };
        let other = TableModel { name: "a_b", columns: columns(&ab), ..TableModel::NONE };
        assert_eq!(reasons(&[&one, &other]), <[String; 0]>::default());
    }

    #[test]
    fn foreign_keys_must_match_a_key_and_its_types() {
        let to = TableModel { keys: KEY, ..table("to", &[]) };
        let fits = [key("TO", Action::NoAction)];
        assert_eq!(reasons(&[&table("from", &fits), &to]), <[String; 0]>::default());
        let cases = [
            (ForeignKey { to_columns: &["parent"], ..fits[0] }, "not a key of table to"),
            (ForeignKey { to_columns: &["nothing"], ..fits[0] }, "unknown column `nothing`"),
            (ForeignKey { to_table: "elsewhere", ..fits[0] }, ""),
        ];
        let unique = [Key { name: "ux", kind: KeyKind::Unique, columns: &[0] }];
        let own = [ForeignKey { to_table: "own", ..fits[0] }];
        let found = reasons(&[&TableModel { keys: &unique, ..table("own", &own) }]);
        assert!(found[0].contains("only the primary key of itself"), "{found:?}");
        let view = TableModel { view: Some(ViewQuery { select: [&[]; 2] }), ..table("to", &[]) };
        let found = reasons(&[&table("from", &fits), &view]);
        assert_eq!(
            found,
            ["table from, foreign key fk: a foreign key cannot reference view to: reference a table"]
        );
        for (key, reason) in cases {
            let found = reasons(&[&table("from", &[key]), &to]);
            assert_eq!(found.len(), usize::from(!reason.is_empty()), "{found:?}");
            assert!(found.iter().all(|found| found.contains(reason)), "{found:?}");
        }
        let types = Columns { types: &[SqlType::I64, SqlType::I32], ..COLUMNS };
        let found = reasons(&[&TableModel { columns: types, ..table("from", &fits) }, &to]);
        assert!(found[0].contains("differs in type or length"), "{found:?}");
    }

    #[test]
    fn deletes_must_not_reach_a_table_on_two_paths() {
        let deletes = |tables: &[&TableModel<'_>]| {
            let mut found = reasons(tables);
            found.retain(|reason| reason.contains("a delete"));
            found
        };
        let (cascade, null) = (Action::Cascade, Action::SetNull);
        let own = [key("a", cascade)];
        assert!(deletes(&[&table("a", &own)])[0].contains("cycle"));
        let (ab, ba) = ([key("b", null)], [key("a", cascade)]);
        assert!(
            deletes(&[&table("a", &ab), &table("b", &ba)])[0]
                .starts_with("table b, foreign key fk: a delete in dbo.a would cascade in a cycle")
        );
        // c refers to b, which refers to a; c to a as well.
        let (b, c) = ([key("a", cascade)], [key("b", cascade), key("a", null)]);
        let found = deletes(&[&table("b", &b), &table("c", &c)]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("a delete in dbo.a would reach dbo.c on two paths"), "{found:?}");
        // A tree.
        let d = [key("c", cascade)];
        assert_eq!(
            deletes(&[&table("b", &b), &table("c", &c[..1]), &table("d", &d)]),
            <[String; 0]>::default()
        );
    }

    #[test]
    fn tables_are_created_after_the_tables_they_reference() {
        let (to_b, to_c, own) =
            ([key("b", Action::NoAction)], [key("c", Action::NoAction)], [key("c", Action::NoAction)]);
        let (a, b, c) = (table("a", &to_b), table("b", &to_c), table("c", &own));
        assert_eq!(creation_order(&[&a, &c, &b]).unwrap(), [1, 2, 0]);
        let to_a = [key("a", Action::NoAction)];
        let cycle = table("c", &to_a);
        let from = [SqlPart::Table(RelationName::of(&a))];
        let view = TableModel { view: Some(ViewQuery { select: [&from; 2] }), ..table("v", &[]) };
        let error = creation_order(&[&view, &a, &b, &cycle]).unwrap_err();
        assert_eq!((error.kind, error.table.as_str()), ("table", "a"));
        assert!(error.reason.contains("tables a, b, c reference each other"), "{error}");
    }
}
