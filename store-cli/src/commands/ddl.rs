//! `store ddl`.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use store::Dialect;
use store::state::scripts;

use crate::answer::Answer;
use crate::args::Backend;
use crate::fault::Fault;

pub(super) fn run(
    engine: Backend,
    schema: Option<&str>,
    folder: Option<&Path>,
    check: bool,
) -> Result<Answer, Fault> {
    let dialect = match engine {
        Backend::Sqlite => Dialect::Sqlite,
        Backend::Sqlserver => Dialect::Mssql,
    };
    let scripts = scripts(dialect, schema)?;
    let Some(folder) = folder else {
        let json: Value = scripts.iter().map(|(name, text)| (name.clone(), json!(text))).collect();
        let text: Vec<&str> = scripts.iter().map(|(_, text)| text.as_str()).collect();
        return Ok(Answer::new(text.join("\n").trim_end(), json));
    };
    if check {
        return Ok(stale(folder, &scripts));
    }
    let cannot = |path: &Path, error: std::io::Error| {
        Fault::Usage(format!("{} cannot be written: {error}: name another folder with --out", path.display()))
    };
    fs::create_dir_all(folder).map_err(|error| cannot(folder, error))?;
    for (name, text) in &scripts {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|error| cannot(&path, error))?;
    }
    let names: Vec<&str> = scripts.iter().map(|(name, _)| name.as_str()).collect();
    let text = format!("{} scripts are in {}", names.len(), folder.display());
    Ok(Answer::new(text, json!({ "folder": folder.display().to_string(), "scripts": names })))
}

/// Which scripts in a folder are not as they would be written.
fn stale(folder: &Path, scripts: &[(String, String)]) -> Answer {
    let differs =
        |(name, text): &&(String, String)| fs::read_to_string(folder.join(name)).ok().as_ref() != Some(text);
    let stale: Vec<&str> = scripts.iter().filter(differs).map(|(name, _)| name.as_str()).collect();
    let text = if stale.is_empty() {
        format!("{} is fresh", folder.display())
    } else {
        format!("stale in {}: {}; write them without --check", folder.display(), stale.join(", "))
    };
    Answer { findings: !stale.is_empty(), ..Answer::new(text, json!({ "stale": stale })) }
}
