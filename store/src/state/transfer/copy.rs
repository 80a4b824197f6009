//! From one database into another.

use super::part::Part;
use super::put::{own, put};
use super::{
    Checkpoint, Counter, Digest, DiscoveredLink, IngestRun, ResourceVersion, RunBatch, SeenResource,
    SourceControl, Stage, Step, Transferred, WorkItem, WorkerHeartbeat, each_part,
};
use crate::state::StateStore;
use crate::state::verbatim::Verbatim;
use crate::{Connection, Database, Error};

/// Copies a whole store into another, on the same engine or the other one, and compares the two.
///
/// Each table of the result says whether both sides are equal. If not, the source has changed in the meantime, or
/// another program writes into the target.
///
/// # Errors
///
/// [`Misuse`](crate::ErrorKind::Misuse) for a target with rows of its own; else those of the two databases. What was copied
/// stays, and the same call goes on behind it.
///
/// # Examples
///
/// ```
/// use store::state::{Identity, NewItem, StateOptions, StateStore, transfer};
/// use store_sqlite::{Sqlite, SqliteOptions};
///
/// # store::__example!({
/// let old = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
/// let new = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
/// old.enqueue(NewItem::new(Identity::new("http", "docs", "page", "1"), "https://docs.example/1")).await?;
///
/// let tables = transfer::copy(&old, &new, |step| println!("{step}")).await?;
/// assert!(tables.iter().all(|table| table.is_same()));
/// assert!(new.exists(Identity::new("http", "docs", "page", "1")).await?);
/// # });
/// ```
pub async fn copy<S: Database, D: Database>(
    source: &StateStore<S>,
    target: &StateStore<D>,
    mut progress: impl FnMut(Step) + Send,
) -> Result<Vec<Transferred>, Error> {
    let (mut from, mut to) = (source.database().clone(), target.database().clone());
    // All of it before anything is written: what is refused leaves the target as it was.
    macro_rules! refuse {
        ($($table:ident),*) => {{ $(refuse_rows_of_its_own::<$table, S, D>(&mut from, &mut to).await?;)* }};
    }
    each_part!(refuse);
    let mut written = Vec::new();
    macro_rules! write {
        ($($table:ident),*) => {{ $(written.push(table::<$table, S, D>(&mut from, &mut to, &mut progress).await?);)* }};
    }
    each_part!(write);
    let mut tables = compare(source, target, progress).await?;
    for (table, written) in tables.iter_mut().zip(written) {
        table.written = written;
    }
    Ok(tables)
}

/// Compares the contents of two stores. Writes nothing.
///
/// # Errors
///
/// Only those of the two databases.
pub async fn compare<S: Database, D: Database>(
    one: &StateStore<S>,
    other: &StateStore<D>,
    mut progress: impl FnMut(Step) + Send,
) -> Result<Vec<Transferred>, Error> {
    let (mut source, mut target) = (one.database().clone(), other.database().clone());
    let mut tables = Vec::new();
    macro_rules! compare {
        ($($table:ident),*) => {{ $(
            tables.push(compared::<$table, S, D>(&mut source, &mut target, &mut progress).await?);
        )* }};
    }
    each_part!(compare);
    Ok(tables)
}

async fn compared<T: Part, S: Connection, D: Connection>(
    source: &mut S,
    target: &mut D,
    progress: &mut (impl FnMut(Step) + Send),
) -> Result<Transferred, Error> {
    let (table, of) = (T::MODEL.name, T::count(source).await? + T::count(target).await?);
    let mut read = |rows| progress(Step { stage: Stage::Comparing, table, rows, of: Some(of) });
    let source = digest::<T, S>(source, &mut read).await?;
    let target = digest::<T, D>(target, |rows| read(source.rows() + rows)).await?;
    Ok(Transferred { table, written: 0, source, target })
}

/// What a table holds, while it is compared with so many rows.
pub(super) async fn again<T: Part, C: Connection>(
    connection: &mut C,
    with: u64,
    progress: &mut (impl FnMut(Step) + Send),
) -> Result<Digest, Error> {
    let table = T::MODEL.name;
    let read = |rows| progress(Step { stage: Stage::Comparing, table, rows, of: Some(with.max(rows)) });
    digest::<T, C>(connection, read).await
}

/// What a table holds; tells after each page how many rows were read.
async fn digest<T: Part, C: Connection>(
    connection: &mut C,
    mut read: impl FnMut(u64) + Send,
) -> Result<Digest, Error> {
    let mut digest = Digest::default();
    let mut after: Option<Verbatim<T>> = None;
    loop {
        let page = T::page(after.as_ref(), connection).await?;
        for row in &page {
            digest.add(row);
        }
        read(digest.rows());
        match page.into_iter().next_back() {
            Some(last) => after = Some(last),
            None => return Ok(digest),
        }
    }
}

/// A target all of whose rows are the source's is one whose copy was broken off.
async fn refuse_rows_of_its_own<T: Part, S: Connection, D: Connection>(
    from: &mut S,
    to: &mut D,
) -> Result<(), Error> {
    let mut after: Option<Verbatim<T>> = None;
    loop {
        let page = T::page(after.as_ref(), to).await?;
        let Some(last) = page.last().cloned() else { return Ok(()) };
        // As a rule they are the next ones of the source too.
        if !T::page(after.as_ref(), from).await?.starts_with(&page) {
            for row in &page {
                if T::twin(row, from).await?.as_ref() != Some(row) {
                    return Err(own::<T>());
                }
            }
        }
        after = Some(last);
    }
}

/// Copies a table; tells how many rows it has written.
async fn table<T: Part, S: Database, D: Database>(
    from: &mut S,
    to: &mut D,
    progress: &mut (impl FnMut(Step) + Send),
) -> Result<u64, Error> {
    let of = T::count(from).await?;
    let there = T::count(to).await?;
    let mut step = Step { stage: Stage::Writing, table: T::MODEL.name, rows: there, of: Some(of) };
    // Of rows that an earlier call has written too.
    progress(step);
    let before = T::highest(to).await?;
    let mut written = behind(from, to, before, &mut step, progress).await?;
    // The engines sort texts with control characters differently: then rows are missing before the last one.
    if T::count(to).await? < of {
        step.rows = 0;
        written += behind::<T, S, D>(from, to, None, &mut step, progress).await?;
    }
    Ok(written)
}

/// Copies the rows behind one.
async fn behind<T: Part, S: Database, D: Database>(
    from: &mut S,
    to: &mut D,
    mut after: Option<Verbatim<T>>,
    step: &mut Step,
    progress: &mut (impl FnMut(Step) + Send),
) -> Result<u64, Error> {
    let mut written = 0;
    loop {
        let page = T::page(after.as_ref(), from).await?;
        let Some(last) = page.last().cloned() else { return Ok(written) };
        let rows = page.len() as u64;
        written += put(to, page).await?;
        step.rows += rows;
        progress(*step);
        after = Some(last);
    }
}
