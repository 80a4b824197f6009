//! `store export`.

use std::fs::File;
use std::io::{self, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use store::Database;
use store::state::StateStore;
use store::state::transfer::{self, TableTransfer};

use super::active_workers;
use super::interrupt::Interrupt;
use super::open_store::with_read_only_store;
use super::transfer_report::short_checksum;
use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::files::{self, AtomicFile, is_standard_stream};
use crate::output::{Output, table};
use crate::progress::TableProgress;
use crate::warnings;

/// Write a store to a file of JSON lines
///
/// A name that ends in `.gz` or `.zst` is compressed. Until the file is complete it is named
/// `FILE.….partial`; Ctrl-C and SIGTERM remove it, and the next export reports one that a killed
/// program left. If the store changed during the export, the exit code is 1.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  store export backup.jsonl.zst --db state.db
  store export - --live --db state.db"
)]
pub(crate) struct ExportArgs {
    /// File to write, compressed if it ends in .gz or .zst; `-` for standard output
    file: PathBuf,
    /// Overwrite an existing file
    #[arg(long)]
    yes: bool,
    /// Export while workers are active; the tables are then read at different moments
    #[arg(long)]
    live: bool,
}

impl ExportArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        with_read_only_store(connection, async |store| {
            if !self.live {
                active_workers::refuse(store).await?;
            }
            if is_standard_stream(&self.file) {
                export_to_stdout(store).await
            } else {
                self.export_to_file(store).await
            }
        })
        .await
    }

    async fn export_to_file<D: Database>(&self, store: &StateStore<D>) -> Result<Output, CliError> {
        let file = &self.file;
        if is_database(file) {
            return Err(CliError::usage(format!(
                "{} is a SQLite database or one of its files, and would be overwritten: name another file",
                file.display()
            )));
        }
        if file.is_file() && !self.yes {
            let text = format!("{} exists: add --yes to overwrite it", file.display());
            return Ok(Output::new(text, json(file, None)).with_findings(true));
        }
        for leftover in files::leftovers(file) {
            warnings::print(&format!(
                "an earlier export left the incomplete file {}: remove it",
                leftover.display()
            ));
        }
        let cannot_write = |error: io::Error| {
            CliError::usage(format!("cannot write {}: {error}: name another file", file.display()))
        };
        // Listen before the file exists. If no temporary file has to be removed, signals end the program as usual, even while a
        // pipe blocks.
        let mut interrupt = AtomicFile::has_temporary_name(file).then(Interrupt::new).transpose()?;
        let mut progress = TableProgress::new();
        let mut out = ErrorCapture::new(AtomicFile::create(file).map_err(cannot_write)?);
        let exported = tokio::select! {
            exported = transfer::export(store, &mut out, |step| progress.show(step)) => exported,
            () = interrupted(&mut interrupt) => {
                let name = file.display();
                return Err(CliError::usage(format!("interrupted: {name} was not written; run the command again")));
            }
        };
        let tables = out.check(exported, cannot_write)?;
        out.inner.finish().map_err(cannot_write)?;
        drop(progress);
        Ok(report(file, &tables))
    }
}

async fn export_to_stdout<D: Database>(store: &StateStore<D>) -> Result<Output, CliError> {
    let mut progress = TableProgress::new();
    let mut out = ErrorCapture::new(BufWriter::new(io::stdout()));
    let exported = transfer::export(store, &mut out, |step| progress.show(step)).await;
    let tables = out.check(exported, CliError::Stdout)?;
    drop(progress);
    let changed = describe_changes(&tables);
    if let Some(changed) = &changed {
        // Standard output has the export and must have nothing else.
        warnings::print(changed);
    }
    Ok(Output::already_printed().with_findings(changed.is_some()))
}

/// Waits for a signal if the program listens for signals.
async fn interrupted(interrupt: &mut Option<Interrupt>) {
    match interrupt {
        Some(interrupt) => interrupt.wait().await,
        None => std::future::pending().await,
    }
}

/// The first bytes of a SQLite file (<https://www.sqlite.org/fileformat.html#magic_header_string>).
const SQLITE_MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Returns whether a file is a SQLite database by its content, or a file next to a database by its name.
fn is_database(file: &Path) -> bool {
    let is_companion = |name: &str| {
        let name = name.to_ascii_lowercase();
        ["-wal", "-shm", "-journal"].iter().any(|suffix| name.ends_with(suffix))
    };
    let mut head = [0; SQLITE_MAGIC.len()];
    // Pipes are not read: the bytes would be lost.
    let mut read = || File::open(file).and_then(|mut file| file.read_exact(&mut head));
    file.to_str().is_some_and(is_companion) || (file.is_file() && read().is_ok() && head == *SQLITE_MAGIC)
}

/// A writer that keeps its error, which the library returns as one of the database.
struct ErrorCapture<W> {
    inner: W,
    error: Option<io::Error>,
}

impl<W: Write> ErrorCapture<W> {
    fn new(inner: W) -> Self {
        Self { inner, error: None }
    }

    /// Returns the result of the export, or the error of the writer if that was the cause.
    fn check<T>(
        &mut self,
        exported: Result<T, store::Error>,
        writer_error: impl FnOnce(io::Error) -> CliError,
    ) -> Result<T, CliError> {
        exported.map_err(|error| self.error.take().map_or_else(|| error.into(), writer_error))
    }

    fn capture<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        result.map_err(|error| {
            let kind = error.kind();
            // `write_all` tries an interrupted write again.
            if kind != io::ErrorKind::Interrupted {
                self.error = Some(error);
            }
            kind.into()
        })
    }
}

impl<W: Write> Write for ErrorCapture<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let result = self.inner.write(bytes);
        self.capture(result)
    }

    fn flush(&mut self) -> io::Result<()> {
        let result = self.inner.flush();
        self.capture(result)
    }
}

fn report(file: &Path, tables: &[TableTransfer]) -> Output {
    let rows = tables.iter().map(|table| {
        let digest = table.target;
        vec![table.table.to_owned(), digest.rows().to_string(), short_checksum(&digest.checksum())]
    });
    let table = table(&["table", "rows", "checksum"], rows);
    let changed = describe_changes(tables);
    let conclusion = changed.clone().unwrap_or_else(|| format!("{} is complete", file.display()));
    Output::new(format!("{table}\n{conclusion}"), json(file, Some(tables))).with_findings(changed.is_some())
}

/// Describes the tables that changed during the export, if any.
fn describe_changes(tables: &[TableTransfer]) -> Option<String> {
    let changed: Vec<&str> =
        tables.iter().filter(|table| !table.is_same()).map(|table| table.table).collect();
    (!changed.is_empty()).then(|| {
        format!(
            "the store changed in {} during the export, whose tables were read at different moments: stop the workers and \
             export again",
            changed.join(", ")
        )
    })
}

fn json(file: &Path, tables: Option<&[TableTransfer]>) -> Value {
    let table_json = |table: &TableTransfer| {
        let (rows, checksum) = (table.target.rows(), table.target.checksum());
        json!({ "table": table.table, "rows": rows, "checksum": checksum, "same": table.is_same() })
    };
    let tables_json: Vec<Value> = tables.unwrap_or_default().iter().map(table_json).collect();
    json!({ "file": file.display().to_string(), "written": tables.is_some(), "tables": tables_json })
}
