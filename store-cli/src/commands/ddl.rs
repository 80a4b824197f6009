//! `store ddl`.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use store::Dialect;
use store::export::{Script, Upgrade, for_shell};
use store::state::{scripts, upgrade};

use crate::connection_args::{Backend, ConnectionArgs};
use crate::error::CliError;
use crate::escape;
use crate::output::Output;

/// Write the scripts that create the tables, or the script that upgrades them
///
/// No database is needed. On SQL Server the scripts are for the schema of the settings. The
/// script that drops all tables is only written to a folder, never to standard output.
///
/// With --since, write the script that upgrades the tables of an earlier version, which the
/// scripts in the folder create. The script changes all tables or none, records itself, and
/// drops no column, table or row. If a change could lose values or needs a decision, list it,
/// write nothing, and exit with 1.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  store ddl --dialect sqlserver --schema staging --out release-1
  store ddl --dialect sqlserver --schema staging --since release-1 --out scripts"
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
    /// Write the script that upgrades the tables of the scripts in this folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "check")]
    since: Option<PathBuf>,
}

impl DdlArgs {
    pub(super) fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        let dialect = self.dialect(connection)?;
        let schema = match dialect {
            Dialect::Sqlite => None,
            Dialect::Mssql => Some(connection.schema()?),
        };
        if let Some(earlier) = &self.since {
            let upgrade = upgrade(dialect, schema.as_deref(), &read(earlier)?)?;
            return self.write_upgrade(dialect, upgrade, earlier);
        }
        let scripts = scripts(dialect, schema.as_deref())?;
        match &self.out {
            None => Ok(print(&scripts)),
            Some(folder) if self.check => Ok(compare(folder, &scripts)),
            Some(folder) => write(folder, &scripts),
        }
    }

    /// Writes or prints the script that upgrades the tables of the scripts in a folder, or lists why there is none.
    fn write_upgrade(&self, dialect: Dialect, upgrade: Upgrade, earlier: &Path) -> Result<Output, CliError> {
        let Upgrade { script, manual_steps } = upgrade;
        let script = script.map(|script| Script { text: for_shell(dialect, &script.text), ..script });
        let json = json!({
            "name": script.as_ref().map(|script| &script.name),
            "script": script.as_ref().map(|script| &script.text),
            "manual_steps": manual_steps,
        });
        if !manual_steps.is_empty() {
            let mut lines: Vec<String> =
                manual_steps.iter().map(|step| escape::line(&format!("Manual step: {step}"))).collect();
            lines.push(
                "No script was written: make these changes in the database, then run `store check --apply`."
                    .to_owned(),
            );
            return Ok(Output::new(lines.join("\n"), json).with_findings(true));
        }
        let Some(script) = script else {
            return Ok(Output::new(format!("the tables have not changed since {}", earlier.display()), json));
        };
        let Some(folder) = &self.out else { return Ok(Output::raw(script.text.trim_end(), json)) };
        write_files(folder, std::slice::from_ref(&script))?;
        Ok(Output::new(format!("{} was written to {}", script.name, folder.display()), json))
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

/// Reads the numbered scripts in a folder.
fn read(folder: &Path) -> Result<Vec<Script>, CliError> {
    let names = numbered_scripts(folder, "");
    if names.is_empty() {
        let message = "no scripts such as 0001_tables.sql: name a folder that `store ddl --out` wrote";
        return Err(CliError::usage(format!("{}: {message}", folder.display())));
    }
    let script = |name: String| {
        let path = folder.join(&name);
        let text = fs::read_to_string(&path)
            .map_err(|error| CliError::usage(format!("cannot read {}: {error}", path.display())))?;
        Ok(Script { name, text })
    };
    names.into_iter().map(script).collect()
}

fn write_files(folder: &Path, scripts: &[Script]) -> Result<(), CliError> {
    let cannot_write = |path: &Path, error: std::io::Error| {
        CliError::usage(format!("cannot write {}: {error}: name another folder with --out", path.display()))
    };
    for Script { name, text } in scripts {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(|error| cannot_write(parent, error))?;
        fs::write(&path, text).map_err(|error| cannot_write(&path, error))?;
    }
    Ok(())
}

fn write(folder: &Path, scripts: &[Script]) -> Result<Output, CliError> {
    write_files(folder, scripts)?;
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
