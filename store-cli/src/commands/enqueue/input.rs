//! Reads files of seeds on a separate thread.

use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use tokio::sync::mpsc;

use super::seed::SeedDefaults;
use super::seed_file::{SeedEntry, SeedFormat, read_seeds};
use crate::error::CliError;
use crate::files::{self, content_extension, is_standard_stream};

/// The number of entries that are read before the previous ones are written.
const READ_AHEAD: usize = 1_000;

/// An event of the reading thread, in the order of the files and of their entries.
pub(super) enum InputEvent {
    /// The file with this name was opened; the entries that follow are from this file.
    FileOpened(String),
    Entry(SeedEntry),
    /// A file cannot be opened.
    FileFailed(CliError),
}

/// Reports the first file that cannot be read. Pipes are not checked: a pipe can be opened only once.
pub(super) fn check_readable(files: &[PathBuf]) -> Result<(), CliError> {
    let check = |file: &Path| -> io::Result<()> {
        let metadata = fs::metadata(file)?;
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if metadata.is_file() {
            fs::File::open(file)?;
        }
        Ok(())
    };
    files
        .iter()
        .filter(|file| !is_standard_stream(file))
        .try_for_each(|file| check(file).map_err(|error| cannot_read(file, &error)))
}

/// Starts a thread that reads the files.
///
/// Nobody waits for the thread, because it may be blocked on a pipe when the command ends.
pub(super) fn read_files(
    files: Vec<PathBuf>,
    format: Option<SeedFormat>,
    defaults: SeedDefaults,
) -> mpsc::Receiver<InputEvent> {
    let (sender, receiver) = mpsc::channel(READ_AHEAD);
    std::thread::spawn(move || {
        let send = |event: InputEvent| match sender.blocking_send(event) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        };
        files.iter().try_for_each(|file| {
            let input = match files::open(file) {
                Ok(input) => input,
                Err(error) => return send(InputEvent::FileFailed(cannot_read(file, &error))),
            };
            send(InputEvent::FileOpened(display_name(file)))?;
            let format = format.unwrap_or_else(|| format_by_name(file));
            read_seeds(input, format, &defaults, |entry| send(InputEvent::Entry(entry)))
        })
    });
    receiver
}

fn display_name(file: &Path) -> String {
    if is_standard_stream(file) { "standard input".to_owned() } else { file.display().to_string() }
}

fn cannot_read(file: &Path, error: &io::Error) -> CliError {
    CliError::usage(format!("cannot read {}: {error}: name another file", display_name(file)))
}

fn format_by_name(file: &Path) -> SeedFormat {
    match content_extension(file).as_deref() {
        Some("yaml" | "yml") => SeedFormat::Yaml,
        Some("jsonl" | "ndjson") => SeedFormat::Jsonl,
        _ => SeedFormat::Urls,
    }
}
