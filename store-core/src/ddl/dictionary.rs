//! What the tables hold, for people.

use super::{AgeBucketsView, TableInfo, plain};
use crate::dialect::Dialect;
use crate::drift::definitions;
use crate::model::KeyKind;
use crate::sql_type::SqlType;

/// Rows of one table that tell something of rows of another one. The database holds no reference to it.
///
/// ```
/// use store_core::ddl::Relation;
///
/// let relation = Relation { from: ("letters", "box_id"), to: ("boxes", "id"), what: "lies in" };
/// # let _ = relation;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The table and its column.
    pub from: (&'static str, &'static str),
    /// The other table, and the column that has the same value there.
    pub to: (&'static str, &'static str),
    /// What the one is to the other.
    pub what: &'static str,
}

/// What the tables hold, as Markdown: a diagram (Mermaid) of how they hang together, and each table with its columns, keys and
/// indexes on both engines, from the doc comments of the structs.
///
/// ```
/// use store_core::ddl::dictionary;
///
/// assert!(dictionary("Letters", &[], &[], &[]).starts_with("# Letters\n"));
/// ```
pub fn dictionary(
    title: &str,
    tables: &[TableInfo],
    relations: &[Relation],
    views: &[AgeBucketsView],
) -> String {
    let mut text = format!("# {title}\n\nGenerated from the doc comments of the structs; do not edit.\n\n");
    text.push_str(&diagram(tables, relations));
    for table in tables {
        text.push_str(&section(table, relations));
    }
    if !views.is_empty() {
        text.push_str("## Views\n\n| view | on | what it tells |\n|---|---|---|\n");
        for view in views {
            text.push_str(&format!("| `{}` | `{}` | {} |\n", view.name, view.model.name, view.doc));
        }
    }
    text.truncate(text.trim_end().len());
    text + "\n"
}

/// <https://mermaid.js.org/syntax/entityRelationshipDiagram.html>
fn diagram(tables: &[TableInfo], relations: &[Relation]) -> String {
    let mut text = String::from("```mermaid\nerDiagram\n");
    for Relation { from, to, what } in relations {
        text.push_str(&format!("    {} }}o--o| {} : \"{what}\"\n", from.0, to.0));
    }
    for table in tables {
        text.push_str(&format!("    {} {{\n", table.model.name));
        for (at, column) in table.model.columns.iter().enumerate() {
            let of_kind =
                |kind| table.model.keys.iter().any(|key| key.kind == kind && key.columns.contains(&at));
            let refers = relations.iter().any(|relation| relation.from == (table.model.name, column.name));
            let marks = [(of_kind(KeyKind::Primary), "PK"), (refers, "FK"), (of_kind(KeyKind::Unique), "UK")];
            let marks: Vec<&str> = marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).collect();
            // The others stand in the tables below.
            if !marks.is_empty() {
                text.push_str(&format!("        {} {} {}\n", word(column.ty), column.name, marks.join(", ")));
            }
        }
        text.push_str("    }\n");
    }
    text + "```\n\nThe diagram has the columns that tables hang together by. The database holds no references: rows are kept for longer than what\nthey tell something of.\n\n"
}

fn word(ty: SqlType) -> &'static str {
    match ty {
        SqlType::Bool => "bool",
        SqlType::I16 | SqlType::I32 | SqlType::I64 | SqlType::U8 | SqlType::U16 | SqlType::U32 => "integer",
        SqlType::F32 | SqlType::F64 => "float",
        SqlType::Bytes(_) | SqlType::FixedBytes(_) => "bytes",
        SqlType::Uuid => "uuid",
        SqlType::Timestamp => "timestamp",
        SqlType::Date => "date",
        SqlType::Time => "time",
        SqlType::Decimal { .. } => "decimal",
        SqlType::Json => "json",
        SqlType::Text(_) | SqlType::Enum { .. } | SqlType::Deferred => "text",
    }
}

fn section(table: &TableInfo, relations: &[Relation]) -> String {
    let model = table.model;
    let name =
        model.schema.map_or_else(|| model.name.to_owned(), |schema| format!("{schema}.{}", model.name));
    let mut text = format!("## {name}\n\n{} Struct `{}`.\n\n", plain(model.doc), table.name);
    text.push_str(
        "| column | SQL Server | SQLite | NULL | default | what it is |\n|---|---|---|---|---|---|\n",
    );
    let on = |dialect: Dialect| definitions(dialect, table.sql.of(dialect).create_table());
    for ((column, server), file) in model.columns.iter().zip(on(Dialect::Mssql)).zip(on(Dialect::Sqlite)) {
        let null = if column.nullable { "yes" } else { "" };
        let default = file.1.map_or_else(String::new, |default| format!("`{default}`"));
        let mut doc = plain(column.doc);
        if let SqlType::Enum { variants, .. } = column.ty {
            doc.push_str(&format!(" One of `{}`.", variants.join("`, `")));
        }
        text.push_str(&format!(
            "| `{}` | `{}` | `{}` | {null} | {default} | {} |\n",
            column.name,
            server.0,
            file.0,
            doc.trim().replace('|', "\\|")
        ));
    }
    text.push('\n');
    for key in model.keys {
        let kind = if key.kind == KeyKind::Primary { "primary key" } else { "unique" };
        text.push_str(&format!("- {kind} `{}`: {}\n", key.name, columns(table, key.columns)));
    }
    for index in model.indexes {
        let sorted: Vec<usize> = index.columns.iter().map(|sort| sort.column).collect();
        let only = index_filter(table, index.name);
        text.push_str(&format!("- index `{}`: {}{only}\n", index.name, columns(table, &sorted)));
    }
    for relation in relations.iter().filter(|relation| relation.from.0 == model.name) {
        let Relation { from, to, what } = relation;
        text.push_str(&format!("- `{}` {what}: `{}.{}`\n", from.1, to.0, to.1));
    }
    text + "\n"
}

fn columns(table: &TableInfo, places: &[usize]) -> String {
    let names: Vec<String> =
        places.iter().map(|at| format!("`{}`", table.model.columns.names.at(*at))).collect();
    names.join(", ")
}

/// The condition of an index, as its statement has it.
fn index_filter(table: &TableInfo, name: &str) -> String {
    let quoted = format!("[{name}]");
    let statement = table.sql.mssql.create_indexes().find(|statement| statement.contains(&quoted));
    let filter = statement.and_then(|statement| statement.split_once("\nWHERE "));
    filter.map_or_else(String::new, |(_, filter)| {
        format!(", only where `{}`", filter.trim_end_matches(';').replace("N'", "'").replace(['[', ']'], ""))
    })
}
