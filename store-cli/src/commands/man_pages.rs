//! `store man`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::error::CliError;
use crate::output::Output;

/// Print the manual page
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  store man
  store man --out man")]
pub(crate) struct ManArgs {
    /// Write a page for each command to this folder (default: print the main page)
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

impl ManArgs {
    pub(crate) fn run(self, command_line: clap::Command) -> Result<Output, CliError> {
        match self.out {
            None => print(command_line).map_err(CliError::Stdout),
            Some(folder) => write(command_line, &folder).map_err(|error| {
                CliError::usage(format!(
                    "cannot write {}: {error}: name another folder with --out",
                    folder.display()
                ))
            }),
        }
    }
}

fn print(command_line: clap::Command) -> io::Result<Output> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command_line).render(&mut page)?;
    let page = String::from_utf8_lossy(&page).into_owned();
    Ok(Output::raw(page.trim_end(), json!({ "page": page })))
}

fn write(command_line: clap::Command, folder: &Path) -> io::Result<Output> {
    fs::create_dir_all(folder)?;
    clap_mangen::generate_to(command_line, folder)?;
    let text = format!("the manual pages were written to {}: read one with `man -l FILE`", folder.display());
    Ok(Output::new(text, json!({ "folder": folder.display().to_string() })))
}
