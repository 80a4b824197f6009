//! `store scaffold`.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::json;
use store::ConnectionExt as _;
use store::factory::open_database;
use store::scaffold::Scaffold;

use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::output::Output;

/// Write Rust structs for the tables of an existing database
///
/// The database is any database of SQL Server or SQLite; it need not have the tables of a store.
/// The structs derive `Table` and declare the tables as they are: a comparison (`drift`) finds
/// no difference. What a struct cannot declare is left undeclared, with a comment that says
/// why. With --schema, the tables are those of this schema of SQL Server. Nothing is changed.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  store scaffold --db shop.db --out src/tables.rs
  store scaffold --db shop.db --table orders"
)]
pub(crate) struct ScaffoldArgs {
    /// Name of a table, which may begin with a schema; may be repeated (default: all tables)
    #[arg(long, value_name = "NAME")]
    table: Vec<String>,
    /// File to write to, which must not exist (default: standard output)
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl ScaffoldArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        let config = connection.existing_config()?;
        let tables: Vec<String> = match &connection.schema {
            None => self.table.clone(),
            Some(schema) if self.table.is_empty() => vec![format!("{schema}.*")],
            Some(schema) => self.table.iter().map(|table| format!("{schema}.{table}")).collect(),
        };
        let tables: Vec<&str> = tables.iter().map(String::as_str).collect();
        let scaffold = open_database(config.read_only()).await?.scaffold(&tables).await?;
        match &self.out {
            None => Ok(Output::raw(scaffold.source.trim_end(), json(&scaffold))),
            Some(file) => write(file, &scaffold),
        }
    }
}

fn write(file: &Path, scaffold: &Scaffold) -> Result<Output, CliError> {
    // A file that was written before may have been edited.
    let mut out = OpenOptions::new().write(true).create_new(true).open(file).map_err(|error| {
        CliError::usage(format!(
            "cannot create {}: {error}: name another file with --out, or remove this one",
            file.display()
        ))
    })?;
    let written = out.write_all(scaffold.source.as_bytes()).and_then(|()| out.sync_all());
    written.map_err(|error| CliError::usage(format!("cannot write {}: {error}", file.display())))?;
    let mut text = format!("{} structs were written to {}", scaffold.tables.len(), file.display());
    for omission in &scaffold.omissions {
        let part = if omission.part.is_empty() { String::new() } else { format!(": {}", omission.part) };
        text.push_str(&format!("\nundeclared: {}{part}: {}", omission.table, omission.reason));
    }
    Ok(Output::new(text, json(scaffold)))
}

fn json(scaffold: &Scaffold) -> serde_json::Value {
    let omissions = scaffold
        .omissions
        .iter()
        .map(|omission| json!({ "table": omission.table, "part": omission.part, "reason": omission.reason }));
    json!({ "tables": scaffold.tables, "omissions": omissions.collect::<Vec<_>>(), "source": scaffold.source })
}
