//! Into a file.

use std::io::{self, Write};

use serde_json::{Map, Value as Json, json};

use super::part::Part;
use super::{
    Checkpoint, Digest, DiscoveredLink, IngestRun, ResourceVersion, RunBatch, SeenResource, SourceControl,
    Stage, Step, Tally, WorkItem, WorkerHeartbeat, each_part, json::object,
};
use crate::state::StateStore;
use crate::{Connection, Database, Error, ErrorKind, Table as _};

/// What the first line says of the form of the others.
pub(super) const VERSION: u64 = 1;

/// Writes all of a store as JSON lines: a line that says what it is, one for each row, and one with the number of rows of
/// each table and its checksum, by which [`import`](super::import) knows that nothing is missing.
///
/// A row is an object of one key, which is its table: `{"work_items":{"work_item_id":"…",…}}`. Times are as in RFC 3339,
/// bytes in hexadecimal digits, JSON as it is.
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
/// assert_eq!(tables.iter().map(|(_, digest)| digest.rows()).sum::<u64>(), 3);
/// assert_eq!(file.split(|byte| *byte == b'\n').count(), 1 + 3 + 1 + 1);
/// # Ok::<(), store::Error>(()) }).unwrap();
/// ```
pub async fn export<D: Database>(
    store: &StateStore<D>,
    mut out: impl Write + Send,
    mut progress: impl FnMut(Step) + Send,
) -> Result<Vec<(&'static str, Digest)>, Error> {
    let mut source = store.database().clone();
    line(&mut out, &json!({ "store_state": VERSION }))?;
    let mut tables = Vec::new();
    macro_rules! write {
        ($($table:ident),*) => {{ $(
            let digest = table::<$table, D>(&mut source, &mut out, &mut progress).await?;
            tables.push(($table::MODEL.name, digest));
        )* }};
    }
    each_part!(write);
    let end: Map<String, Json> = tables
        .iter()
        .map(|(table, digest)| {
            ((*table).to_owned(), json!({ "rows": digest.rows(), "checksum": digest.checksum() }))
        })
        .collect();
    line(&mut out, &json!({ "end": end }))?;
    out.flush().map_err(|error| refused(&error))?;
    Ok(tables)
}

async fn table<T: Part, C: Connection>(
    source: &mut C,
    out: &mut (impl Write + Send),
    progress: &mut (impl FnMut(Step) + Send),
) -> Result<Digest, Error> {
    let of = T::count(source).await?;
    let mut step = Step { stage: Stage::Writing, table: T::MODEL.name, rows: 0, of: Some(of) };
    let mut digest = Digest::default();
    let mut after: Option<T> = None;
    loop {
        let page = T::page(after.as_ref(), source).await?;
        for row in &page {
            digest.add(row)?;
            line(out, &json!({ T::MODEL.name: object(row)? }))?;
        }
        step.rows = digest.rows();
        progress(step);
        match page.into_iter().next_back() {
            Some(last) => after = Some(last),
            None => return Ok(digest),
        }
    }
}

fn line(out: &mut impl Write, json: &Json) -> Result<(), Error> {
    writeln!(out, "{json}").map_err(|error| refused(&error))
}

fn refused(error: &io::Error) -> Error {
    Error::new(ErrorKind::Other, format!("the file cannot be written: {error}"))
}
