//! Worker processes: one library, one round.

use std::env;
use std::ffi::OsString;
use std::io::Read as _;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};

use serde::Serialize;
use store_bench_worker::Report;

use crate::error::Result;

/// Keeps freed memory in the process. Whether glibc otherwise returns the memory of a large result to the system, and pays for
/// it again in the next pass, depends on what is allocated after it: an accident that made one library or another slower by a
/// tenth.
const KEEP_MEMORY: &str = "glibc.malloc.trim_threshold=1073741824:glibc.malloc.mmap_threshold=1073741824";

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
        command.env("GLIBC_TUNABLES", KEEP_MEMORY);
        Ok(Running { library: self.library.clone(), process: command.spawn()? })
    }
}

/// A worker process, which is killed when this is dropped.
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
    pub(crate) fn wait(mut self) -> Result<Report> {
        let mut output = Vec::new();
        if let Some(mut stdout) = self.process.stdout.take() {
            stdout.read_to_end(&mut output)?;
        }
        let status = self.process.wait()?;
        self.check(status)?;
        Ok(serde_json::from_slice(&output)?)
    }

    /// Checks that the process has not failed so far.
    ///
    /// # Errors
    ///
    /// When the process has failed; its standard error has the reason.
    pub(crate) fn check_running(&mut self) -> Result<()> {
        let status = self.process.try_wait()?;
        status.map_or(Ok(()), |status| self.check(status))
    }

    fn check(&self, status: ExitStatus) -> Result<()> {
        if status.success() {
            return Ok(());
        }
        Err(format!("the worker of {} failed: {status}", self.library).into())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // After `wait`, there is no process to kill.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
