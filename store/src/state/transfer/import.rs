//! Out of a file.

use std::io::{self, BufRead};

use super::lines::{Line, Lines};
use super::part::{PAGE, Part};
use super::put::{own, put};
use super::{
    Checkpoint, Counter, Digest, DiscoveredLink, IngestRun, ResourceVersion, RunBatch, SeenResource,
    SourceControl, Stage, Step, Transferred, WorkItem, WorkerHeartbeat, copy, each_part,
};
use crate::state::StateStore;
use crate::state::verbatim::Verbatim;
use crate::{Database, Error};

/// Writes the rows of a file of [`export`](super::export) into a store, and compares the two.
///
/// Each table of the result says whether both sides are equal. If not, the target has other rows.
///
/// # Errors
///
/// [`Decode`](crate::ErrorKind::Decode) with the line for a file that is damaged, cut off or of something else;
/// [`Misuse`](crate::ErrorKind::Misuse) for a target with rows of its own; else those of the database. What was written stays,
/// and the same call goes on with the rest; [`verify`](super::verify) finds a damaged file before anything is written.
///
/// # Examples
///
/// ```
/// use store::state::{Identity, NewItem, StateOptions, StateStore, transfer};
/// # use store_sqlite::{Sqlite, SqliteOptions};
///
/// # store::__example!({
/// # let old = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
/// # let new = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
/// # old.enqueue(NewItem::new(Identity::new("http", "docs", "page", "1"), "https://docs.example/1")).await?;
/// let mut file = Vec::new();
/// transfer::export(&old, &mut file, |_| {}).await?;
/// let tables = transfer::import(&new, file.as_slice(), |_| {}).await?;
/// assert!(tables.iter().all(|table| table.is_same()));
/// let cut_off = &file[..file.len() / 2];
/// assert!(transfer::import(&new, cut_off, |_| {}).await.is_err());
/// # });
/// ```
pub async fn import<D: Database>(
    store: &StateStore<D>,
    input: impl BufRead + Send,
    mut progress: impl FnMut(Step) + Send,
) -> Result<Vec<Transferred>, Error> {
    let mut target = store.database().clone();
    let (mut lines, mut next) = Lines::begin(input)?;
    let mut there = Vec::new();
    macro_rules! count {
        ($($table:ident),*) => {{ $(there.push($table::count(&mut target).await?);)* }};
    }
    each_part!(count);
    let mut there = there.into_iter();
    let mut read = Vec::new();
    macro_rules! write {
        ($($table:ident),*) => {{ $(
            if let Some(rows) = there.next() {
                let room = Room { rows, last: there.clone().all(|rows| rows == 0) };
                read.push(table::<$table, D>(&mut target, room, &mut lines, &mut next, &mut progress).await?);
            }
        )* }};
    }
    each_part!(write);
    lines.end(next, read.iter().map(|table| (table.table, table.source)))?;
    let mut sides = read.iter_mut();
    macro_rules! compare {
        ($($table:ident),*) => {{ $(
            if let Some(side) = sides.next() {
                side.target = copy::again::<$table, D>(&mut target, side.source.rows(), &mut progress).await?;
            }
        )* }};
    }
    each_part!(compare);
    Ok(read)
}

/// What a table of the target holds before anything is written.
///
/// An import that was broken off has left the first rows of the file: whole tables, the beginning of one, and nothing in those
/// behind it. All else is not of the file.
#[derive(Clone, Copy)]
struct Room {
    rows: u64,
    /// Whether the tables behind it are empty.
    last: bool,
}

/// Writes the rows of a table, which come one after the other.
async fn table<T: Part, D: Database>(
    target: &mut D,
    room: Room,
    lines: &mut Lines<impl Iterator<Item = io::Result<String>>>,
    next: &mut Option<Line>,
    progress: &mut (impl FnMut(Step) + Send),
) -> Result<Transferred, Error> {
    let name = T::MODEL.name;
    let mut step = Step { stage: Stage::Writing, table: name, rows: 0, of: None };
    let mut done =
        Transferred { table: name, written: 0, source: Digest::default(), target: Digest::default() };
    let mut after: Option<Verbatim<T>> = None;
    loop {
        let mut rows: Vec<Verbatim<T>> = Vec::new();
        while rows.len() < PAGE as usize
            && let Some(row) = lines.row::<T>(next)?
        {
            done.source.add(&row);
            rows.push(row);
        }
        let Some(last) = rows.last().cloned() else { break };
        let left = usize::try_from(room.rows.saturating_sub(step.rows)).unwrap_or(usize::MAX);
        let (there, new) = rows.split_at(left.min(rows.len()));
        if !are_there(there, after.as_ref(), target).await? || !(new.is_empty() || room.last) {
            return Err(own::<T>());
        }
        step.rows += rows.len() as u64;
        done.written += put(target, new.to_vec()).await?;
        after = Some(last);
        progress(step);
    }
    if room.rows > step.rows { Err(own::<T>()) } else { Ok(done) }
}

/// Whether the target has these rows, which stand behind another one.
async fn are_there<T: Part, D: Database>(
    rows: &[Verbatim<T>],
    after: Option<&Verbatim<T>>,
    target: &mut D,
) -> Result<bool, Error> {
    if rows.is_empty() || T::page(after, target).await?.starts_with(rows) {
        return Ok(true);
    }
    // The engines sort texts with control characters differently.
    for row in rows {
        if T::twin(row, target).await?.as_ref() != Some(row) {
            return Ok(false);
        }
    }
    Ok(true)
}
