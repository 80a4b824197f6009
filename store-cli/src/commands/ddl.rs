//! `store ddl`.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use store::Dialect;
use store::ddl::Script;
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
        let json: Value = scripts.iter().map(|script| (script.name.clone(), json!(script.text))).collect();
        // What takes all away is nothing to be run with the others.
        let up = scripts.iter().filter(|script| !script.name.contains('/'));
        let text: Vec<&str> = up.map(|script| script.text.as_str()).collect();
        return Ok(Answer::verbatim(text.join("\n").trim_end(), json));
    };
    if check {
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
    let text = format!("{} scripts are in {}", names.len(), folder.display());
    Ok(Answer::new(text, json!({ "folder": folder.display().to_string(), "scripts": names })))
}

/// Which scripts in a folder are not as they would be written.
fn stale(folder: &Path, scripts: &[Script]) -> Answer {
    let differs =
        |script: &&Script| fs::read_to_string(folder.join(&script.name)).ok().as_ref() != Some(&script.text);
    let stale: Vec<&str> = scripts.iter().filter(differs).map(|script| script.name.as_str()).collect();
    let text = if stale.is_empty() {
        format!("{} is fresh", folder.display())
    } else {
        format!("stale in {}: {}; write them without --check", folder.display(), stale.join(", "))
    };
    Answer { findings: !stale.is_empty(), ..Answer::new(text, json!({ "stale": stale })) }
}
