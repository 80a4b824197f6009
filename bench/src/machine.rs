//! The machine that the figures are from.

use std::fs;
use std::process::Command;
use std::thread;

use serde::{Deserialize, Serialize};

/// The machine, the operating system and the compiler.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Machine {
    pub(crate) cpu: String,
    pub(crate) cores: usize,
    pub(crate) memory: String,
    pub(crate) system: String,
    pub(crate) compiler: String,
    /// The day of the run.
    pub(crate) date: String,
}

impl Machine {
    /// Describes this machine.
    pub(crate) fn detect() -> Self {
        let field = |file: &str, name: &str| {
            let text = fs::read_to_string(file).ok()?;
            let line = text.lines().find(|line| line.starts_with(name))?;
            Some(line.split_once([':', '='])?.1.trim().trim_matches('"').to_owned())
        };
        let unknown = || "unknown".to_owned();
        let output = |program: &str, arguments: &[&str]| {
            let output = Command::new(program).args(arguments).output().ok()?;
            Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
        };
        let kernel = output("uname", &["-sr"]).unwrap_or_else(unknown);
        let distribution = field("/etc/os-release", "PRETTY_NAME").unwrap_or_else(unknown);
        let gibibytes = field("/proc/meminfo", "MemTotal")
            .and_then(|memory| memory.split(' ').next()?.parse::<u64>().ok())
            .map(|kibibytes| kibibytes / 1024 / 1024);
        Self {
            cpu: field("/proc/cpuinfo", "model name").unwrap_or_else(unknown),
            cores: thread::available_parallelism().map_or(0, usize::from),
            memory: gibibytes.map_or_else(unknown, |gibibytes| format!("{gibibytes} GiB")),
            system: format!("{distribution}, {kernel}"),
            compiler: output("rustc", &["--version"]).unwrap_or_else(unknown),
            date: output("date", &["+%Y-%m-%d"]).unwrap_or_else(unknown),
        }
    }

    /// Returns one line of text.
    pub(crate) fn line(&self) -> String {
        let Self { cpu, cores, memory, system, compiler, date } = self;
        format!("{cpu}, {cores} cores, {memory}; {system}; {compiler}; {date}")
    }
}
