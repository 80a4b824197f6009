//! Into a file.

use std::fmt;
use std::io::{self, Write};

use serde_json::{Map, Value as Json, json};

use super::part::Part;
use super::{
    Checkpoint, Counter, Digest, DiscoveredLink, IngestRun, ResourceVersion, RunBatch, SeenResource,
    SourceControl, Stage, Step, Transferred, WorkItem, WorkerHeartbeat, copy, each_part, json::object,
};
use crate::state::StateStore;
use crate::{Connection, Database, Error, ErrorKind};

/// What the first line says of the form of the others.
pub(super) const VERSION: u64 = 1;

/// Writes a whole store as JSON lines: a header, a line for each row, and a trailer with the number of rows and the
/// checksum of each table, by which [`import`](super::import) detects missing rows. Then reads the store once more.
///
/// Each table of the result says whether the store still holds what was written. If not, it has changed in the
/// meantime, and the file has its tables as of different moments.
///
/// A row is an object whose only key is the table: `{"work_items":{"work_item_id":"…",…}}`. Columns that are NULL are
/// left out. Times are in RFC 3339 format, bytes are hexadecimal, and JSON is unchanged except that it is on one line.
///
/// # Errors
///
/// Those of the database, and [`Other`](ErrorKind::Other) when `out` refuses.
pub async fn export<D: Database>(
    store: &StateStore<D>,
    mut out: impl Write + Send,
    mut progress: impl FnMut(Step) + Send,
) -> Result<Vec<Transferred>, Error> {
    let mut source = store.database().clone();
    line(&mut out, &json!({ "store_state": VERSION }))?;
    let mut tables = Vec::new();
    macro_rules! write {
        ($($table:ident),*) => {{ $(
            tables.push(table::<$table, D>(&mut source, &mut out, &mut progress).await?);
        )* }};
    }
    each_part!(write);
    let end: Map<String, Json> = tables
        .iter()
        .map(|table| {
            let written = json!({ "rows": table.target.rows(), "checksum": table.target.checksum() });
            (table.table.to_owned(), written)
        })
        .collect();
    line(&mut out, &json!({ "end": end }))?;
    out.flush().map_err(|error| refused(&error))?;
    let mut sides = tables.iter_mut();
    macro_rules! compare {
        ($($table:ident),*) => {{ $(
            if let Some(side) = sides.next() {
                side.source = copy::again::<$table, D>(&mut source, side.written, &mut progress).await?;
            }
        )* }};
    }
    each_part!(compare);
    Ok(tables)
}

async fn table<T: Part, C: Connection>(
    source: &mut C,
    out: &mut (impl Write + Send),
    progress: &mut (impl FnMut(Step) + Send),
) -> Result<Transferred, Error> {
    let table = T::MODEL.name;
    let of = T::count(source).await?;
    let mut step = Step { stage: Stage::Writing, table, rows: 0, of: Some(of) };
    let mut digest = Digest::default();
    let mut after = None;
    loop {
        let page = T::page(after.as_ref(), source).await?;
        for row in &page {
            digest.add(row);
            line(out, &format_args!("{{{}:{}}}", Json::from(table), object(row)?))?;
        }
        step.rows = digest.rows();
        progress(step);
        match page.into_iter().next_back() {
            Some(last) => after = Some(last),
            None => {
                let (written, source) = (digest.rows(), Digest::default());
                return Ok(Transferred { table, written, source, target: digest });
            }
        }
    }
}

fn line(out: &mut impl Write, json: &impl fmt::Display) -> Result<(), Error> {
    writeln!(out, "{json}").map_err(|error| refused(&error))
}

fn refused(error: &io::Error) -> Error {
    Error::new(ErrorKind::Other, format!("the file cannot be written: {error}"))
}
