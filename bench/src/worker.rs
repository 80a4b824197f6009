//! Worker processes: one library, one round.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

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
        self.start(job)?.wait()
    }

    /// Starts a job in a process.
    ///
    /// # Errors
    ///
    /// When the process cannot be started.
    pub(crate) fn start(&self, job: &impl Serialize) -> Result<Running> {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).arg(serde_json::to_string(job)?).stdout(Stdio::piped());
        Ok(Running { library: self.library.clone(), process: command.spawn()? })
    }
}

/// A worker process.
#[derive(Debug)]
pub(crate) struct Running {
    library: String,
    process: Child,
}

impl Running {
    /// Waits for the process and returns what it reports.
    ///
    /// # Errors
    ///
    /// When the process fails; its standard error has the reason.
    pub(crate) fn wait(self) -> Result<Report> {
        let output = self.process.wait_with_output()?;
        if !output.status.success() {
            return Err(format!("the worker of {} failed: {}", self.library, output.status).into());
        }
        Ok(serde_json::from_slice(&output.stdout)?)
    }
}
