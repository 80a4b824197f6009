//! Scripts for SQLite, which has no schemas, roles and descriptions. Comments after the columns contain the descriptions; SQLite
//! stores them with the statement.

use super::Sqlite;
use super::grammar::name_in_file;
use super::types::NOW;
use super::upgrade::stop_if;
use crate::export::{
    AgeBucketsView, NEWER, OLDER, ScriptFrame, ScriptRecord, ScriptSection, ScriptWriter, Scripts, TakenName,
};
use crate::schema::{KeyKind, TableModel};

impl ScriptWriter for Sqlite {
    fn sections(&self, scripts: &Scripts) -> Vec<ScriptSection> {
        let comment = |field: &str, doc: &str| {
            if doc.is_empty() { field.to_owned() } else { format!("{field}: {doc}") }
        };
        let first = scripts.stamp_table(comment).into_iter().collect();
        let [tables, indexes] = scripts.tables_and_indexes(comment);
        vec![
            ScriptSection { first, ..tables },
            indexes,
            ScriptSection {
                name: "views",
                purpose: "Creates the views",
                rerun: ScriptSection::REPLACES,
                first: Vec::new(),
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

    fn refuse_other_versions(&self, table: &str, version: i32) -> Vec<String> {
        let is = |operator| {
            format!("(SELECT ifnull(max(`schema_version`), {version}) {operator} {version} FROM {table})")
        };
        stop_if(&[(NEWER.to_owned(), is(">")), (OLDER.to_owned(), is("<"))])
    }

    fn record(&self, record: &ScriptRecord<'_>) -> Vec<String> {
        let ScriptRecord { table, version, compatible_from, script, checksum, program } = record;
        vec![format!(
            "INSERT INTO {table} (`schema_version`, `script`, `compatible_from`, `checksum`, `program_version`)\n\
             VALUES ({version}, '{script}', {compatible_from}, x'{checksum}', '{program}')\n\
             ON CONFLICT (`schema_version`, `script`) DO UPDATE\n\
             SET `compatible_from` = excluded.`compatible_from`, `checksum` = excluded.`checksum`, `program_version` = excluded.`program_version`, `applied_at` = {NOW}"
        )]
    }

    fn after_record(&self) -> Option<&'static str> {
        None
    }

    /// The shell by default continues after an error: if a row could not be copied to a rebuilt table, the next statement would drop the
    /// old table with the row. It also does not wait for a lock.
    fn shell_head(&self) -> &'static str {
        ".bail on\n.timeout 60000\n-- Run this script from a file (sqlite3 DATABASE < SCRIPT): at its prompt the shell does not stop at an error.\n\n"
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
