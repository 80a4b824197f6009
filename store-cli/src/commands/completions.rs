//! `store completions`.

use clap_complete::Shell;
use serde_json::json;

use crate::output::Output;

/// Print the completion script of a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  store completions bash")]
pub(crate) struct CompletionsArgs {
    /// Shell to write the script for
    shell: Shell,
}

impl CompletionsArgs {
    pub(crate) fn run(self, mut command_line: clap::Command) -> Output {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command_line, "store", &mut script);
        let script = String::from_utf8_lossy(&script).into_owned();
        Output::raw(script.trim_end(), json!({ "script": script }))
    }
}
