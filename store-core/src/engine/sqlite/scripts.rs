//! Scripts for SQLite, which has no schemas, roles and descriptions. Comments after the columns contain the descriptions; SQLite
//! stores them with the statement.

use super::Sqlite;
use super::grammar::name_in_file;
use crate::export::{AgeBucketsView, ScriptFrame, ScriptSection, ScriptWriter, Scripts, TakenName};
use crate::schema::{KeyKind, TableModel};

impl ScriptWriter for Sqlite {
    fn sections(&self, scripts: &Scripts) -> Vec<ScriptSection> {
        let comment = |field: &str, doc: &str| {
            if doc.is_empty() { field.to_owned() } else { format!("{field}: {doc}") }
        };
        let [tables, indexes] = scripts.tables_and_indexes(comment);
        vec![
            tables,
            indexes,
            ScriptSection {
                name: "views",
                purpose: "Creates the views",
                rerun: ScriptSection::REPLACES,
                statements: (scripts.replaced_views().into_iter())
                    .chain(scripts.selected_views().iter().flat_map(|view| create_view(scripts, view)))
                    .collect(),
            },
        ]
    }

    fn drop_statements(&self, scripts: &Scripts) -> Vec<String> {
        let views = scripts.selected_views().iter().map(|view| drop_view(scripts, view));
        let tables = scripts.selected_tables().iter().rev().map(|table| {
            let kind = table.model.kind().to_uppercase();
            format!("DROP {kind} IF EXISTS {}", scripts.definition(table).name)
        });
        views.chain(tables).collect()
    }

    fn frame(&self) -> ScriptFrame {
        ScriptFrame { first: "BEGIN IMMEDIATE", last: Some("COMMIT"), separator: ";\n\n" }
    }

    /// Tables and indexes of a file share one namespace, where the schema is a prefix of the name.
    fn taken_names(&self, table: &TableModel<'_>) -> Vec<TakenName> {
        let taken =
            |kind, name| TakenName { namespace: String::new(), kind, name: name_in_file(table.schema, name) };
        let unique = table.keys.iter().filter(|key| key.kind == KeyKind::Unique).map(|key| key.name);
        let indexes = unique.chain(table.indexes.iter().map(|index| index.name));
        std::iter::once(taken(table.kind(), table.name))
            .chain(indexes.map(|name| taken("index", name)))
            .collect()
    }
}

fn name(scripts: &Scripts, view: &AgeBucketsView) -> String {
    format!("`main`.`{}`", name_in_file(scripts.schema(view.model), view.name))
}

fn drop_view(scripts: &Scripts, view: &AgeBucketsView) -> String {
    format!("DROP VIEW IF EXISTS {}", name(scripts, view))
}

fn create_view(scripts: &Scripts, view: &AgeBucketsView) -> [String; 2] {
    let select = view.select(&Sqlite, scripts.schema(view.model));
    let create = format!("-- {}\nCREATE VIEW {} AS\n{select}", view.doc, name(scripts, view));
    [drop_view(scripts, view), create]
}
