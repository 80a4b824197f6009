//! Scripts for SQLite, which has no schemas, roles and descriptions: these stand behind the columns as comments, which SQLite
//! keeps.

use super::{ANEW, AgeBucketsView, Concern, Scripts};
use crate::dialect::Dialect;

pub(super) fn concerns(scripts: &Scripts) -> Vec<Concern> {
    let comment =
        |field: &str, doc: &str| if doc.is_empty() { field.to_owned() } else { format!("{field}: {doc}") };
    let [tables, indexes] = scripts.tables_and_indexes(comment);
    vec![
        tables,
        indexes,
        Concern {
            name: "views",
            what: "Creates views for monitors",
            again: ANEW,
            statements: scripts.views.iter().flat_map(|view| view_of(scripts, view)).collect(),
        },
    ]
}

pub(super) fn down(scripts: &Scripts) -> Vec<String> {
    let views = scripts.views.iter().map(|view| drop_view(scripts, view));
    let tables =
        scripts.tables.iter().rev().map(|table| scripts.text(table.sql.sqlite.drop_table()).to_owned());
    views.chain(tables).collect()
}

fn name(scripts: &Scripts, view: &AgeBucketsView) -> String {
    match scripts.schema(view.model) {
        Some(schema) => format!("`main`.`{schema}_{}`", view.name),
        None => format!("`main`.`{}`", view.name),
    }
}

fn drop_view(scripts: &Scripts, view: &AgeBucketsView) -> String {
    format!("DROP VIEW IF EXISTS {}", name(scripts, view))
}

fn view_of(scripts: &Scripts, view: &AgeBucketsView) -> [String; 2] {
    let select = view.select(Dialect::Sqlite, scripts.schema(view.model));
    let create = format!("-- {}\nCREATE VIEW {} AS\n{select}", view.doc, name(scripts, view));
    [drop_view(scripts, view), create]
}
