//! Into a file.

use std::fmt;
use std::io::{self, Write};

use serde_json::{Map, Value as Json, json};

use super::part::Part;
use super::{
    Checkpoint, Digest, DiscoveredLink, IngestRun, ResourceVersion, RunBatch, SeenResource, SourceControl,
    Stage, Step, Tally, Transferred, WorkItem, WorkerHeartbeat, copy, each_part, json::object,
};
use crate::state::StateStore;
use crate::{Connection, Database, Error, ErrorKind};

/// What the first line says of the form of the others.
pub(super) const VERSION: u64 = 1;

/// Writes all of a store as JSON lines: a line that says what it is, one for each row, and one with the number of rows of
/// each table and its checksum, by which [`import`](super::import) knows that nothing is missing. Then it reads the store once more.
///
/// Each table of the result tells whether the store still holds what was written: where it does not, it has changed meanwhile, and
/// the file has its tables as of different moments.
///
/// A row is an object of one key, which is its table: `{"work_items":{"work_item_id":"…",…}}`. Columns that are NULL are left
/// out. Times are as in RFC 3339, bytes in hexadecimal digits, JSON as it is, but in one line.
///
/// # Errors
///
/// Those of the database, and [`Other`](ErrorKind::Other) when `out` refuses.
///
/// # Examples
///
/// ```
/// use store::state::{Identity, NewItem, StateOptions, StateStore, transfer};
/// # use store_sqlite::{Sqlite, SqliteOptions};
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
/// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
/// store.enqueue(NewItem::new(Identity::new("http", "docs", "page", "1"), "https://docs.example/1")).await?;
/// let mut file = Vec::new();
/// let tables = transfer::export(&store, &mut file, |_| {}).await?;
/// assert!(tables.iter().all(|table| table.is_same()));
/// assert_eq!(tables.iter().map(|table| table.written).sum::<u64>(), 3);
/// assert_eq!(file.split(|byte| *byte == b'\n').count(), 1 + 3 + 1 + 1);
/// # Ok::<(), store::Error>(()) }).unwrap();
/// ```
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
