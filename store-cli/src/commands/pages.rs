//! `store completions` and `store man`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::CommandFactory as _;
use clap_complete::Shell;
use serde_json::json;

use crate::answer::Answer;
use crate::args::Args;
use crate::fault::Fault;
use crate::help;

#[derive(Debug, clap::Args)]
pub(crate) struct Man {
    /// Write a page for each command to this folder (default: print the main page)
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

/// The script by which a shell completes the command line.
pub(super) fn completions(shell: Shell) -> Answer {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "store", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    Answer::verbatim(script.trim_end(), json!({ "script": script }))
}

pub(super) fn man(man: &Man) -> Result<Answer, Fault> {
    let Some(folder) = &man.out else {
        let mut page = Vec::new();
        clap_mangen::Man::new(help::command()).render(&mut page).map_err(Fault::Output)?;
        let page = String::from_utf8_lossy(&page).into_owned();
        return Ok(Answer::verbatim(page.trim_end(), json!({ "page": page })));
    };
    write(folder).map_err(|error| {
        Fault::Usage(format!(
            "{} cannot be written: {error}: name another folder with --out",
            folder.display()
        ))
    })
}

fn write(folder: &Path) -> io::Result<Answer> {
    fs::create_dir_all(folder)?;
    clap_mangen::generate_to(help::command(), folder)?;
    let text = format!("the pages are in {}: read one with `man -l FILE`", folder.display());
    Ok(Answer::new(text, json!({ "folder": folder.display().to_string() })))
}
