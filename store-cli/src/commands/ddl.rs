//! `store ddl`.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use store::Dialect;
use store::export::Script;
use store::state::scripts;

use crate::connection_args::{Backend, ConnectionArgs};
use crate::error::CliError;
use crate::output::Output;

/// Write the scripts that create the tables
///
/// No database is needed. On SQL Server the scripts are for the schema of the settings. The
/// script that drops all tables is only written to a folder, never to standard output.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  store ddl --dialect sqlite
  store ddl --dialect sqlserver --schema staging --out scripts"
)]
pub(crate) struct DdlArgs {
    /// Engine of the scripts (default: the value of --backend)
    #[arg(long, value_enum)]
    dialect: Option<Backend>,
    /// Folder to write to (default: standard output)
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Write nothing; list scripts in the folder that are stale or unknown
    #[arg(long, requires = "out")]
    check: bool,
}

impl DdlArgs {
    pub(super) fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        let scripts = match self.dialect(connection)? {
            Dialect::Sqlite => scripts(Dialect::Sqlite, None)?,
            Dialect::Mssql => scripts(Dialect::Mssql, Some(&connection.schema()?))?,
        };
        match &self.out {
            None => Ok(print(&scripts)),
            Some(folder) if self.check => Ok(compare(folder, &scripts)),
            Some(folder) => write(folder, &scripts),
        }
    }

    fn dialect(&self, connection: &ConnectionArgs) -> Result<Dialect, CliError> {
        let backend = match (self.dialect, connection.backend) {
            (Some(dialect), Some(backend)) if dialect != backend => {
                return Err(CliError::usage(
                    "--dialect and --backend name different engines: remove one of them",
                ));
            }
            (dialect, backend) => dialect.or(backend),
        };
        match backend {
            Some(Backend::Sqlserver) => Ok(Dialect::Mssql),
            // The program would not find tables with other names.
            Some(Backend::Sqlite) if connection.schema.as_ref().is_some_and(|schema| schema != "ingest") => {
                Err(CliError::usage("table names on SQLite always begin with `ingest_`: remove --schema"))
            }
            Some(Backend::Sqlite) => Ok(Dialect::Sqlite),
            None => Err(CliError::usage("no engine given: add --dialect sqlserver or --dialect sqlite")),
        }
    }
}

fn print(scripts: &[Script]) -> Output {
    // The scripts in a subfolder drop all tables; nobody should run them together with the others by accident.
    let scripts: Vec<&Script> = scripts.iter().filter(|script| !script.name.contains('/')).collect();
    let json: Value = scripts.iter().map(|script| (script.name.clone(), json!(script.text))).collect();
    let text: Vec<&str> = scripts.iter().map(|script| script.text.as_str()).collect();
    Output::raw(text.join("\n").trim_end(), json)
}

fn write(folder: &Path, scripts: &[Script]) -> Result<Output, CliError> {
    let cannot_write = |path: &Path, error: std::io::Error| {
        CliError::usage(format!("cannot write {}: {error}: name another folder with --out", path.display()))
    };
    for Script { name, text } in scripts {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(|error| cannot_write(parent, error))?;
        fs::write(&path, text).map_err(|error| cannot_write(&path, error))?;
    }
    let names: Vec<&str> = scripts.iter().map(|script| script.name.as_str()).collect();
    let unknown = unknown_scripts(folder, scripts);
    let mut text = format!("{} scripts were written to {}", names.len(), folder.display());
    if let Some(line) = describe_unknown(folder, &unknown) {
        text.push_str(&format!("\n{line}"));
    }
    let json = json!({ "folder": folder.display().to_string(), "scripts": names, "unknown": unknown });
    Ok(Output::new(text, json))
}

/// Lists the scripts in a folder that differ from the scripts of this version, and scripts that this version does not write.
fn compare(folder: &Path, scripts: &[Script]) -> Output {
    let is_stale =
        |script: &&Script| fs::read_to_string(folder.join(&script.name)).ok().as_ref() != Some(&script.text);
    let stale: Vec<&str> = scripts.iter().filter(is_stale).map(|script| script.name.as_str()).collect();
    let unknown = unknown_scripts(folder, scripts);
    let mut lines = Vec::new();
    if !stale.is_empty() {
        lines.push(format!(
            "stale scripts in {}: {}; run the command without --check to write them",
            folder.display(),
            stale.join(", ")
        ));
    }
    lines.extend(describe_unknown(folder, &unknown));
    let findings = !lines.is_empty();
    if !findings {
        lines.push(format!("the scripts in {} are up to date", folder.display()));
    }
    let json = json!({ "stale": stale, "unknown": unknown });
    Output::new(lines.join("\n"), json).with_findings(findings)
}

/// Returns the scripts in a folder that this version does not write, for example scripts of an earlier version.
fn unknown_scripts(folder: &Path, scripts: &[Script]) -> Vec<String> {
    let mut unknown = numbered_scripts(folder, "");
    unknown.extend(numbered_scripts(folder, "down/"));
    unknown.retain(|name| scripts.iter().all(|script| script.name != *name));
    unknown
}

fn describe_unknown(folder: &Path, unknown: &[String]) -> Option<String> {
    (!unknown.is_empty()).then(|| {
        format!(
            "unknown scripts in {}: {}; remove them, because a tool that runs the scripts in numerical order would run them, too",
            folder.display(),
            unknown.join(", ")
        )
    })
}

/// Returns the files named `0000_NAME.sql` in a subfolder; none if the folder does not exist.
fn numbered_scripts(folder: &Path, subfolder: &str) -> Vec<String> {
    let is_numbered = |name: &String| {
        let (number, rest) = name.split_once('_').unwrap_or_default();
        number.len() == 4
            && number.bytes().all(|digit| digit.is_ascii_digit())
            && rest.to_ascii_lowercase().ends_with(".sql")
    };
    let entries = fs::read_dir(folder.join(subfolder)).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok()).filter(is_numbered);
    let mut names: Vec<String> = names.map(|name| format!("{subfolder}{name}")).collect();
    names.sort();
    names
}
