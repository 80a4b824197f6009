//! Worker processes: one library, one round.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde::Serialize;
use store_bench_worker::Report;

use crate::error::Result;

/// A program that runs a job with one library.
#[derive(Clone, Debug)]
pub(crate) struct Worker {
    /// The name of the library in the tables.
    pub(crate) library: String,
    program: PathBuf,
    arguments: Vec<OsString>,
}

impl Worker {
    /// Returns a worker that is this program, for a library of `work`.
    pub(crate) fn own(library: &str) -> Result<Self> {
        Ok(Self {
            library: library.to_owned(),
            program: env::current_exe()?,
            arguments: vec!["worker".into(), library.into()],
        })
    }

    /// Returns a worker that is another program.
    pub(crate) fn other(library: &str, program: PathBuf) -> Self {
        Self { library: library.to_owned(), program, arguments: Vec::new() }
    }

    /// Runs a job and returns what the worker reports.
    ///
    /// # Errors
    ///
    /// When the process fails; its standard error has the reason.
    pub(crate) fn run(&self, job: &impl Serialize) -> Result<Report> {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).arg(serde_json::to_string(job)?);
        let output = command.stderr(Stdio::inherit()).output()?;
        if !output.status.success() {
            return Err(format!("the worker of {} failed: {}", self.library, output.status).into());
        }
        Ok(serde_json::from_slice(&output.stdout)?)
    }
}
