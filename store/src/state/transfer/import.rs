//! Out of a file.

use std::collections::BTreeMap;
use std::io::BufRead;

use serde_json::{Map, Value as Json};

use super::export::VERSION;
use super::json::row;
use super::part::{PAGE, Part};
use super::put::{own, put};
use super::{
    Checkpoint, Digest, DiscoveredLink, IngestRun, ResourceVersion, RunBatch, SeenResource, SourceControl,
    Stage, Step, Tally, Transferred, WorkItem, WorkerHeartbeat, copy, each_part,
};
use crate::state::StateStore;
use crate::{Database, Error, ErrorKind, Table as _};

/// Writes the rows of a file that [`export`](super::export) wrote into a store, and compares the two.
///
/// Each table of the result tells whether both sides hold the same; where they do not, the target holds rows of its own.
///
/// # Errors
///
/// [`Decode`](ErrorKind::Decode) with the line for a file that is damaged, cut off or of something else;
/// [`Misuse`](ErrorKind::Misuse) for a target with rows of its own; else those of the database. What was written stays,
/// and the same call goes on with the rest.
///
/// # Examples
///
/// ```
/// use store::state::{Identity, NewItem, StateOptions, StateStore, transfer};
/// # use store_sqlite::{Sqlite, SqliteOptions};
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
/// # let old = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
/// # let new = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
/// # old.enqueue(NewItem::new(Identity::new("http", "docs", "page", "1"), "https://docs.example/1")).await?;
/// let mut file = Vec::new();
/// transfer::export(&old, &mut file, |_| {}).await?;
/// let tables = transfer::import(&new, file.as_slice(), |_| {}).await?;
/// assert!(tables.iter().all(|table| table.is_same()));
/// let cut_off = &file[..file.len() / 2];
/// assert!(transfer::import(&new, cut_off, |_| {}).await.is_err());
/// # Ok::<(), store::Error>(()) }).unwrap();
/// ```
pub async fn import<D: Database>(
    store: &StateStore<D>,
    input: impl BufRead + Send,
    mut progress: impl FnMut(Step) + Send,
) -> Result<Vec<Transferred>, Error> {
    let mut target = store.database().clone();
    let mut lines = Lines { lines: input.lines(), number: 0 };
    if lines.next()?.and_then(|(key, value)| (key == "store_state").then_some(value)) != Some(VERSION.into())
    {
        let message =
            format!("it is no export of a store in form {VERSION}: name a file that `export` wrote");
        return Err(lines.error(&message));
    }
    let mut next = lines.next()?;
    let mut read = Vec::new();
    macro_rules! write {
        ($($table:ident),*) => {{ $(
            read.push(table::<$table, D>(&mut target, &mut lines, &mut next, &mut progress).await?);
        )* }};
    }
    each_part!(write);
    let end = match next {
        Some((key, Json::Object(end))) if key == "end" => end,
        Some(_) => return Err(lines.error("a table is not known, or comes in the wrong place")),
        None => return Err(lines.error(CUT_OFF)),
    };
    let told = end.iter().filter_map(|(table, told)| Some((table.as_str(), digest(told)?)));
    let told: BTreeMap<&str, Digest> = told.collect();
    if let Some(table) = read.iter().find(|table| told.get(table.table) != Some(&table.source)) {
        let message = format!("the rows of {} are not those that were written: export it again", table.table);
        return Err(lines.error(&message));
    }
    let mut sides = read.iter_mut();
    macro_rules! compare {
        ($($table:ident),*) => {{ $(
            if let Some(side) = sides.next() {
                side.target = copy::digest::<$table, D>(&mut target, |rows| {
                    progress(Step { stage: Stage::Comparing, table: $table::MODEL.name, rows, of: Some(side.source.rows()) });
                }).await?;
            }
        )* }};
    }
    each_part!(compare);
    Ok(read)
}

/// Writes the rows of a table, which come one after the other.
async fn table<T: Part, D: Database>(
    target: &mut D,
    lines: &mut Lines<impl Iterator<Item = std::io::Result<String>>>,
    next: &mut Option<(String, Json)>,
    progress: &mut (impl FnMut(Step) + Send),
) -> Result<Transferred, Error> {
    let name = T::MODEL.name;
    let mut step = Step { stage: Stage::Writing, table: name, rows: 0, of: None };
    let mut done =
        Transferred { table: name, written: 0, source: Digest::default(), target: Digest::default() };
    let is_empty = T::highest(target).await?.is_none();
    loop {
        let mut rows: Vec<T> = Vec::new();
        while rows.len() < PAGE as usize
            && let Some((_, value)) = next.take_if(|(key, _)| key == name)
        {
            let Json::Object(object) = value else { return Err(lines.error("a row is no object")) };
            let row = row::<T>(&object).map_err(|error| lines.error(&error.to_string()))?;
            done.source.add(&row)?;
            rows.push(row);
            *next = lines.next()?;
        }
        let Some(first) = rows.first() else { return Ok(done) };
        // A target that holds the first rows of the file is one whose import was broken off.
        if step.rows == 0 && !is_empty && first.twin(target).await?.as_ref() != Some(first) {
            return Err(own::<T>());
        }
        step.rows += rows.len() as u64;
        done.written += put(target, rows).await?;
        progress(step);
    }
}

fn digest(told: &Json) -> Option<Digest> {
    Digest::from_parts(told.get("rows")?.as_u64()?, told.get("checksum")?.as_str()?)
}

const CUT_OFF: &str = "the file is cut off: fetch it as a whole, or export it again";

/// The lines of the file, each an object of one key.
struct Lines<I> {
    lines: I,
    number: u64,
}

impl<I: Iterator<Item = std::io::Result<String>>> Lines<I> {
    fn next(&mut self) -> Result<Option<(String, Json)>, Error> {
        let Some(line) = self.lines.next() else { return Ok(None) };
        self.number += 1;
        let line = line.map_err(|error| match error.kind() {
            std::io::ErrorKind::UnexpectedEof => self.error(CUT_OFF),
            _ => self.error(&error.to_string()),
        })?;
        let object: Map<String, Json> =
            serde_json::from_str(&line).map_err(|error| match error.is_eof() {
                true => self.error(CUT_OFF),
                false => self.error(&error.to_string()),
            })?;
        let mut pairs = object.into_iter();
        match (pairs.next(), pairs.next()) {
            (Some(pair), None) => Ok(Some(pair)),
            _ => Err(self.error("it is no object of one key")),
        }
    }

    fn error(&self, message: &str) -> Error {
        Error::new(ErrorKind::Decode, format!("line {}: {message}", self.number))
    }
}
