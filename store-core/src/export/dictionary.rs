//! A description of tables as Markdown.

use std::borrow::Cow;

use super::{AgeBucketsView, ScriptWriter, TableInfo, plain_text};
use crate::render::{Renderer, Sql, TableDefinition};
use crate::schema::{Column, Index, KeyKind, RelationName, ViewQuery};
use crate::types::SqlType;

/// A reference between rows of two tables for which the database has no foreign key.
///
/// ```
/// use store_core::export::Reference;
///
/// let reference = Reference { from: ("letters", "box_id"), to: ("boxes", "id"), what: "is in" };
/// # let _ = reference;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The referencing table and its column.
    pub from: (&'static str, &'static str),
    /// The other table and its column with the same value.
    pub to: (&'static str, &'static str),
    /// The reference in words.
    pub what: &'static str,
}

/// Returns a description of tables as Markdown.
pub(crate) fn dictionary(
    engines: &[&'static dyn ScriptWriter],
    title: &str,
    tables: &[TableInfo],
    references: &[Reference],
    views: &[AgeBucketsView],
) -> String {
    let mut text = format!("# {title}\n\nGenerated from the doc comments of the structs; do not edit.\n\n");
    text.push_str(&diagram(tables, references));
    for table in tables {
        text.push_str(&section(engines, table, references));
    }
    if !views.is_empty() {
        text.push_str("## Views\n\n| view | on | contents |\n|---|---|---|\n");
        for view in views {
            text.push_str(&format!("| `{}` | `{}` | {} |\n", view.name, view.model.name, view.doc));
        }
    }
    text.truncate(text.trim_end().len());
    text + "\n"
}

/// Returns the entity relationship diagram (<https://mermaid.js.org/syntax/entityRelationshipDiagram.html>).
fn diagram(tables: &[TableInfo], references: &[Reference]) -> String {
    let mut text = String::from("```mermaid\nerDiagram\n");
    for Reference { from, to, what } in references {
        text.push_str(&format!("    {} }}o--o| {} : \"{what}\"\n", entity(from.0), entity(to.0)));
    }
    for table in tables.iter().filter(|table| table.model.view.is_none()) {
        text.push_str(&format!("    {} {{\n", entity(table.model.name)));
        for (at, column) in table.model.columns.iter().enumerate() {
            let of_kind =
                |kind| table.model.keys.iter().any(|key| key.kind == kind && key.columns.contains(&at));
            let refers = references.iter().any(|reference| reference.from == (table.model.name, column.name));
            let marks = [(of_kind(KeyKind::Primary), "PK"), (refers, "FK"), (of_kind(KeyKind::Unique), "UK")];
            let marks: Vec<&str> = marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).collect();
            // The sections below list the other columns.
            if !marks.is_empty() {
                text.push_str(&format!(
                    "        {} {} {}\n",
                    type_word(column.ty),
                    attribute(column.name),
                    marks.join(", ")
                ));
            }
        }
        text.push_str("    }\n");
    }
    text + "```\n\nThe diagram shows the keys and the columns that relate tables. The relations are not foreign keys in the database.\n\n"
}

/// Returns the name of a table in the diagram: in quotes if it is not one word.
fn entity(name: &str) -> Cow<'_, str> {
    // Names in quotes contain neither `%` nor backslashes.
    if name.chars().all(is_word) {
        name.into()
    } else {
        format!("\"{}\"", name.replace(['%', '\\'], "_")).into()
    }
}

/// Returns the name of a column in the diagram: a word that begins with a letter or `_`.
fn attribute(name: &str) -> String {
    let begin = if name.starts_with(|ch: char| ch.is_ascii_digit()) { "_" } else { "" };
    format!("{begin}{}", name.replace(|ch: char| !is_word(ch), "_"))
}

fn is_word(ch: char) -> bool {
    ch == '_' || ch.is_ascii_alphanumeric()
}

/// Returns the type of a column as one word, which the diagram requires.
fn type_word(ty: SqlType) -> &'static str {
    match ty {
        SqlType::Bool => "bool",
        SqlType::I8
        | SqlType::I16
        | SqlType::I32
        | SqlType::I64
        | SqlType::U8
        | SqlType::U16
        | SqlType::U32
        | SqlType::U64 => "integer",
        SqlType::F32 | SqlType::F64 => "float",
        SqlType::Bytes(_) | SqlType::FixedBytes(_) => "bytes",
        SqlType::Uuid => "uuid",
        SqlType::Timestamp => "timestamp",
        SqlType::OffsetTimestamp | SqlType::DateTime => "timestamp",
        SqlType::IntEnum { .. } => "integer",
        SqlType::Date => "date",
        SqlType::Time => "time",
        SqlType::Decimal { .. } => "decimal",
        SqlType::Json => "json",
        SqlType::Text(_) | SqlType::Enum { .. } | SqlType::Deferred => "text",
    }
}

/// Returns the section of a table.
fn section(engines: &[&'static dyn ScriptWriter], table: &TableInfo, references: &[Reference]) -> String {
    let model = table.model;
    let mut text =
        format!("## {}\n\n{} Struct `{}`.\n\n", model.qualified_name(), plain_text(model.doc), table.name);
    let products: Vec<&str> = engines.iter().map(|engine| engine.dialect().product()).collect();
    text.push_str(&format!("| column | {} | NULL | default | description |\n", products.join(" | ")));
    text.push_str(&format!("|{}\n", "---|".repeat(products.len() + 4)));
    let definitions: Vec<TableDefinition> =
        engines.iter().map(|engine| TableDefinition::of(*engine, model)).collect();
    for (at, column) in model.columns.iter().enumerate() {
        let types: Vec<&str> =
            definitions.iter().map(|definition| definition.columns[at].ty.as_str()).collect();
        let null = if column.nullable { "yes" } else { "" };
        // The literals of the last engine have no prefix.
        let default = definitions.last().and_then(|definition| definition.columns[at].default_value.as_ref());
        let default = default.map_or_else(String::new, |default| format!("`{default}`"));
        let doc = described(&column);
        text.push_str(&format!(
            "| `{}` | `{}` | {null} | {default} | {} |\n",
            column.name.replace('|', "\\|"),
            types.join("` | `"),
            doc.trim().replace('|', "\\|")
        ));
    }
    text.push('\n');
    let name = |from: RelationName<'_>| match from.schema {
        Some(schema) => format!("`{schema}.{}`", from.name),
        None => format!("`{}`", from.name),
    };
    let from: Vec<String> = model.view.iter().flat_map(ViewQuery::from).map(name).collect();
    if !from.is_empty() {
        text.push_str(&format!("- view of {}\n", from.join(", ")));
    }
    for key in model.keys {
        let kind = if key.kind == KeyKind::Primary { "primary key" } else { "unique" };
        let only = if model.is_nullable(key) { ", where it is not NULL" } else { "" };
        text.push_str(&format!("- {kind} `{}`: {}{only}\n", key.name, columns(table, key.columns)));
    }
    for index in model.indexes {
        let sorted: Vec<usize> = index.columns.iter().map(|sort| sort.column).collect();
        let only = engines.last().map_or_else(String::new, |engine| index_filter(*engine, table, index));
        text.push_str(&format!("- index `{}`: {}{only}\n", index.name, columns(table, &sorted)));
    }
    for reference in references.iter().filter(|reference| reference.from.0 == model.name) {
        let Reference { from, to, what } = reference;
        text.push_str(&format!("- `{}` {what}: `{}.{}`\n", from.1, to.0, to.1));
    }
    text + "\n"
}

/// Returns the documentation of a column, with the values of an enum.
fn described(column: &Column<'_>) -> String {
    let mut doc = plain_text(column.doc);
    let variants: Vec<String> = match column.ty {
        SqlType::Enum { variants, .. } => variants.iter().map(|variant| format!("`{variant}`")).collect(),
        SqlType::IntEnum { variants, .. } => variants.iter().map(|variant| format!("`{variant}`")).collect(),
        _ => Vec::new(),
    };
    if !variants.is_empty() {
        doc.push_str(&format!(" One of {}.", variants.join(", ")));
    }
    doc
}

fn columns(table: &TableInfo, positions: &[usize]) -> String {
    let names: Vec<String> =
        positions.iter().map(|at| format!("`{}`", table.model.columns.names.at(*at))).collect();
    names.join(", ")
}

/// Returns the condition of an index without the quotes of names.
fn index_filter(engine: &'static dyn ScriptWriter, table: &TableInfo, index: &Index<'_>) -> String {
    if index.filter.is_empty() {
        return String::new();
    }
    let mut filter = Sql::default();
    Renderer::with_grammar(engine, table.model).filters(&mut filter, "", index.filter, "");
    format!(", only where `{}`", filter.text().replace(['`', '[', ']'], ""))
}
