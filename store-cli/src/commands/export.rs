//! `store export`.

use std::fs::File;
use std::io::{self, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use store::Database;
use store::state::StateStore;
use store::state::transfer::{self, Transferred};

use super::at_work;
use super::file::{self, Whole};
use super::interrupt::Interrupt;
use crate::answer::{Answer, table};
use crate::bar::Tables;
use crate::fault::Fault;
use crate::warnings;

#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// File to write, compressed if it ends in .gz or .zst; `-` for standard output
    file: PathBuf,
    /// Overwrite an existing file
    #[arg(long)]
    yes: bool,
    /// Export while workers are active; the tables may then be of different moments
    #[arg(long)]
    live: bool,
}

pub(super) async fn run<D: Database>(store: &StateStore<D>, asked: &Export) -> Result<Answer, Fault> {
    let file = &asked.file;
    if !asked.live {
        at_work::refuse(store).await?;
    }
    let mut bar = Tables::new();
    if file == Path::new("-") {
        // Nothing else may stand there.
        let mut out = Noting::new(BufWriter::new(io::stdout()));
        let done = transfer::export(store, &mut out, |step| bar.show(step)).await;
        let tables = out.told(done, Fault::Output)?;
        drop(bar);
        let changed = changed(&tables);
        if let Some(told) = &changed {
            // Standard output is the export.
            warnings::tell(&format!("{told}: what was written has its tables as of different moments"));
        }
        return Ok(Answer { findings: changed.is_some(), ..Answer::nothing() });
    }
    if is_database(file) {
        let fix = "an export would take its place: name another file";
        return Err(Fault::Usage(format!("{} is a database or a part of one, and {fix}", file.display())));
    }
    if file.is_file() && !asked.yes {
        let text = format!("{} is there: add --yes to write over it", file.display());
        return Ok(Answer { findings: true, ..Answer::new(text, of(file, None)) });
    }
    let cannot = |error: io::Error| {
        Fault::Usage(format!("{} cannot be written: {error}: name another file", file.display()))
    };
    for left in file::leftovers(file) {
        let name = left.display();
        warnings::tell(&format!("{name} is an incomplete file that an earlier export left: remove it"));
    }
    // Before the file is there. Elsewhere signals end the program as ever, also while it waits for the reader of a pipe.
    let mut interrupt = Whole::has_interim_name(file).then(Interrupt::new).transpose()?;
    let mut out = Noting::new(Whole::create(file).map_err(cannot)?);
    let done = tokio::select! {
        done = transfer::export(store, &mut out, |step| bar.show(step)) => done,
        () = interrupted(&mut interrupt) => {
            let name = file.display();
            return Err(Fault::Usage(format!("interrupted: {name} was not written; run the command again")));
        }
    };
    let tables = out.told(done, cannot)?;
    out.inner.finish().map_err(cannot)?;
    drop(bar);
    Ok(told(file, &tables))
}

/// Waits for a signal, where the program listens for one.
async fn interrupted(interrupt: &mut Option<Interrupt>) {
    match interrupt {
        Some(interrupt) => interrupt.wait().await,
        None => std::future::pending().await,
    }
}

/// Whether a file is one of SQLite, under whatever name, or has the name of what stands beside one.
fn is_database(file: &Path) -> bool {
    let beside = |name: &str| {
        let name = name.to_ascii_lowercase();
        ["-wal", "-shm", "-journal"].iter().any(|end| name.ends_with(end))
    };
    let mut head = [0; SQLITE.len()];
    // Not of a pipe: what is read there is gone.
    let mut read = || File::open(file).and_then(|mut file| file.read_exact(&mut head));
    file.to_str().is_some_and(beside) || (file.is_file() && read().is_ok() && head == *SQLITE)
}

/// What files of SQLite begin with (<https://www.sqlite.org/fileformat.html#magic_header_string>).
const SQLITE: &[u8; 16] = b"SQLite format 3\0";

/// Keeps what was wrong with a file or stream, which the library tells as any other error.
struct Noting<W> {
    inner: W,
    refused: Option<io::Error>,
}

impl<W: Write> Noting<W> {
    fn new(inner: W) -> Self {
        Self { inner, refused: None }
    }

    /// What came of an export, and what it is when the writer was to blame.
    fn told<T>(
        &mut self,
        done: Result<T, store::Error>,
        blame: impl FnOnce(io::Error) -> Fault,
    ) -> Result<T, Fault> {
        done.map_err(|error| self.refused.take().map_or_else(|| error.into(), blame))
    }

    fn note<T>(&mut self, written: io::Result<T>) -> io::Result<T> {
        written.map_err(|error| {
            let kind = error.kind();
            // `write_all` tries an interrupted write again.
            if kind != io::ErrorKind::Interrupted {
                self.refused = Some(error);
            }
            kind.into()
        })
    }
}

impl<W: Write> Write for Noting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes);
        self.note(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.inner.flush();
        self.note(flushed)
    }
}

fn told(file: &Path, tables: &[Transferred]) -> Answer {
    let rows = tables.iter().map(|table| {
        let digest = table.target;
        vec![table.table.to_owned(), digest.rows().to_string(), digest.checksum()[..16].to_owned()]
    });
    let table = table(&["table", "rows", "checksum"], rows);
    let file_name = file.display();
    let changed = changed(tables);
    let end = match &changed {
        None => format!("{file_name} holds all of it."),
        Some(told) => format!("{told}: {file_name} has its tables as of different moments."),
    };
    Answer { findings: changed.is_some(), ..Answer::new(format!("{table}\n{end}"), of(file, Some(tables))) }
}

/// What has changed while it was written.
fn changed(tables: &[Transferred]) -> Option<String> {
    let changed: Vec<&str> =
        tables.iter().filter(|table| !table.is_same()).map(|table| table.table).collect();
    (!changed.is_empty()).then(|| format!("the store has changed meanwhile in {}", changed.join(", ")))
}

fn of(file: &Path, tables: Option<&[Transferred]>) -> Value {
    let of_table = |table: &Transferred| {
        let (rows, checksum) = (table.target.rows(), table.target.checksum());
        json!({ "table": table.table, "rows": rows, "checksum": checksum, "same": table.is_same() })
    };
    let tables = tables.map(|tables| tables.iter().map(of_table).collect::<Vec<_>>());
    json!({ "file": file.display().to_string(), "written": tables.is_some(), "tables": tables.unwrap_or_default() })
}
