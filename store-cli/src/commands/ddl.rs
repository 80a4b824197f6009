//! `store ddl`.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use store::Dialect;
use store::export::Script;
use store::state::scripts;

use crate::answer::Answer;
use crate::args::{Backend, Place};
use crate::fault::Fault;

#[derive(Debug, clap::Args)]
pub(crate) struct Ddl {
    /// Engine of the scripts (default: that of --backend)
    #[arg(long, value_enum)]
    dialect: Option<Backend>,
    /// Folder to write to (default: standard output)
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Write nothing; list scripts in the folder that are stale or unknown
    #[arg(long, requires = "out")]
    check: bool,
}

pub(super) fn run(place: &Place, asked: &Ddl) -> Result<Answer, Fault> {
    let scripts = match engine(place, asked)? {
        Dialect::Sqlite => scripts(Dialect::Sqlite, None)?,
        Dialect::Mssql => scripts(Dialect::Mssql, Some(&place.schema()?))?,
    };
    let Some(folder) = &asked.out else {
        // What takes all away is nothing to be run with the others.
        let up: Vec<&Script> = scripts.iter().filter(|script| !script.name.contains('/')).collect();
        let json: Value = up.iter().map(|script| (script.name.clone(), json!(script.text))).collect();
        let text: Vec<&str> = up.iter().map(|script| script.text.as_str()).collect();
        return Ok(Answer::verbatim(text.join("\n").trim_end(), json));
    };
    if asked.check {
        return Ok(stale(folder, &scripts));
    }
    let cannot = |path: &Path, error: std::io::Error| {
        Fault::Usage(format!("{} cannot be written: {error}: name another folder with --out", path.display()))
    };
    for Script { name, text } in &scripts {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(|error| cannot(parent, error))?;
        fs::write(&path, text).map_err(|error| cannot(&path, error))?;
    }
    let names: Vec<&str> = scripts.iter().map(|script| script.name.as_str()).collect();
    let mut text = format!("{} scripts are in {}", names.len(), folder.display());
    let unknown = unknown(folder, &scripts);
    if let Some(line) = told(folder, &unknown) {
        text.push_str(&format!("\n{line}"));
    }
    let json = json!({ "folder": folder.display().to_string(), "scripts": names, "unknown": unknown });
    Ok(Answer::new(text, json))
}

/// The engine that is asked for.
fn engine(place: &Place, asked: &Ddl) -> Result<Dialect, Fault> {
    let engine = match (asked.dialect, place.backend) {
        (Some(dialect), Some(backend)) if dialect != backend => {
            let text = "--dialect and --backend name two engines: leave one of them out";
            return Err(Fault::Usage(text.to_owned()));
        }
        (dialect, backend) => dialect.or(backend),
    };
    match engine {
        Some(Backend::Sqlserver) => Ok(Dialect::Mssql),
        // Nothing of the program would find the tables again.
        Some(Backend::Sqlite) if place.schema.as_ref().is_some_and(|schema| schema != "ingest") => {
            let text = "on SQLite the names of the tables always begin with `ingest_`: leave --schema out";
            Err(Fault::Usage(text.to_owned()))
        }
        Some(Backend::Sqlite) => Ok(Dialect::Sqlite),
        None => Err(Fault::Usage("say for which engine: --dialect sqlserver or --dialect sqlite".to_owned())),
    }
}

/// Which scripts in a folder are not as they would be written, and which would not be written at all.
fn stale(folder: &Path, scripts: &[Script]) -> Answer {
    let differs =
        |script: &&Script| fs::read_to_string(folder.join(&script.name)).ok().as_ref() != Some(&script.text);
    let stale: Vec<&str> = scripts.iter().filter(differs).map(|script| script.name.as_str()).collect();
    let unknown = unknown(folder, scripts);
    let mut lines = Vec::new();
    if !stale.is_empty() {
        let names = stale.join(", ");
        lines.push(format!("stale in {}: {names}; write them without --check", folder.display()));
    }
    lines.extend(told(folder, &unknown));
    let findings = !lines.is_empty();
    if !findings {
        lines.push(format!("{} is fresh", folder.display()));
    }
    let json = json!({ "stale": stale, "unknown": unknown });
    Answer { findings, ..Answer::new(lines.join("\n"), json) }
}

/// The scripts in a folder that this version does not write, as those of an earlier version.
fn unknown(folder: &Path, scripts: &[Script]) -> Vec<String> {
    let mut unknown = numbered(folder, "");
    unknown.extend(numbered(folder, "down/"));
    unknown.retain(|name| scripts.iter().all(|script| script.name != *name));
    unknown
}

fn told(folder: &Path, unknown: &[String]) -> Option<String> {
    let fix = "remove them, or the order of the numbers runs them too";
    let names = unknown.join(", ");
    let line = || format!("not written by this version in {}: {names}; {fix}", folder.display());
    (!unknown.is_empty()).then(line)
}

/// The scripts with a number in a folder beneath another; none if there is no such folder.
fn numbered(folder: &Path, beneath: &str) -> Vec<String> {
    let is_numbered = |name: &String| {
        let (number, rest) = name.split_once('_').unwrap_or_default();
        number.len() == 4
            && number.bytes().all(|digit| digit.is_ascii_digit())
            && rest.to_ascii_lowercase().ends_with(".sql")
    };
    let entries = fs::read_dir(folder.join(beneath)).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok()).filter(is_numbered);
    let mut names: Vec<String> = names.map(|name| format!("{beneath}{name}")).collect();
    names.sort();
    names
}
