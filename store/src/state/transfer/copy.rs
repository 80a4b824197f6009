//! Copying a store into another database.

use super::insert::{RowBuffer, foreign_rows};
use super::transfer_table::TransferTable;
use super::{Digest, Stage, Step};
use crate::state::StateStore;
use crate::state::admin::for_each_table;
use crate::state::raw_row::RawRow;
use crate::{Connection, Database, Error};

/// The result of a transfer for one table: the number of rows written, and the contents of both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableTransfer {
    /// Name of the table.
    pub table: &'static str,
    /// Number of rows that this call has written; the target already had the others.
    pub written: u64,
    /// Contents of the table in the source.
    pub source: Digest,
    /// Contents of the table in the target.
    pub target: Digest,
}

impl TableTransfer {
    /// Returns whether both sides have the same rows.
    pub fn is_same(&self) -> bool {
        self.source == self.target
    }
}

/// Copies a whole store into another, on the same engine or the other one, and compares the two.
///
/// Each table of the result says whether both sides are equal. If not, the source has changed in the meantime, or
/// another program writes into the target.
///
/// # Errors
///
/// [`Misuse`](crate::ErrorKind::Misuse) for a target with other rows; otherwise errors of the two databases. Rows copied
/// before an error are kept, and the same call resumes after them.
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
) -> Result<Vec<TableTransfer>, Error> {
    let (mut from, mut to) = (source.database().clone(), target.database().clone());
    // All tables are checked before anything is written: a refused target is unchanged.
    macro_rules! check {
        ($($table:ty),*) => {{ $(refuse_foreign_rows::<$table, S, D>(&mut from, &mut to).await?;)* }};
    }
    for_each_table!(check);
    let mut written = Vec::new();
    macro_rules! write {
        ($($table:ty),*) => {{ $(
            written.push(copy_table::<$table, S, D>(&mut from, &mut to, &mut progress).await?);
        )* }};
    }
    for_each_table!(write);
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
/// Only errors of the two databases.
pub async fn compare<S: Database, D: Database>(
    one: &StateStore<S>,
    other: &StateStore<D>,
    mut progress: impl FnMut(Step) + Send,
) -> Result<Vec<TableTransfer>, Error> {
    let (mut source, mut target) = (one.database().clone(), other.database().clone());
    let mut tables = Vec::new();
    macro_rules! compare {
        ($($table:ty),*) => {{ $(
            tables.push(compare_table::<$table, S, D>(&mut source, &mut target, &mut progress).await?);
        )* }};
    }
    for_each_table!(compare);
    Ok(tables)
}

async fn compare_table<T: TransferTable, S: Connection, D: Connection>(
    source: &mut S,
    target: &mut D,
    progress: &mut (impl FnMut(Step) + Send),
) -> Result<TableTransfer, Error> {
    let (table, of) = (T::MODEL.name, T::count(source).await? + T::count(target).await?);
    let mut read = |rows| progress(Step { stage: Stage::Comparing, table, rows, of: Some(of) });
    let source = digest_table::<T, S>(source, &mut read).await?;
    let target = digest_table::<T, D>(target, |rows| read(source.rows() + rows)).await?;
    Ok(TableTransfer { table, written: 0, source, target })
}

/// Returns the digest of a table. `progress` reports the number of rows compared with the `expected` rows of a file.
pub(super) async fn compare_with_file<T: TransferTable, C: Connection>(
    connection: &mut C,
    expected: u64,
    progress: &mut (impl FnMut(Step) + Send),
) -> Result<Digest, Error> {
    let table = T::MODEL.name;
    let read = |rows| progress(Step { stage: Stage::Comparing, table, rows, of: Some(expected.max(rows)) });
    digest_table::<T, C>(connection, read).await
}

/// Returns the digest of a table; calls `read` after each page with the number of rows read so far.
async fn digest_table<T: TransferTable, C: Connection>(
    connection: &mut C,
    mut read: impl FnMut(u64) + Send,
) -> Result<Digest, Error> {
    let mut digest = Digest::default();
    let mut after: Option<RawRow<T>> = None;
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

/// Refuses a target with a row that the source does not have. A target whose rows are all rows of the source is an
/// incomplete copy.
async fn refuse_foreign_rows<T: TransferTable, S: Connection, D: Connection>(
    from: &mut S,
    to: &mut D,
) -> Result<(), Error> {
    let mut after: Option<RawRow<T>> = None;
    loop {
        let page = T::page(after.as_ref(), to).await?;
        let Some(last) = page.last().cloned() else { return Ok(()) };
        // Usually the next page of the source has the same rows; otherwise each row is looked up.
        if !T::page(after.as_ref(), from).await?.starts_with(&page) {
            for row in &page {
                if T::with_key_of(row, from).await?.as_ref() != Some(row) {
                    return Err(foreign_rows::<T>());
                }
            }
        }
        after = Some(last);
    }
}

/// Copies a table. Returns the number of rows written.
async fn copy_table<T: TransferTable, S: Database, D: Database>(
    from: &mut S,
    to: &mut D,
    progress: &mut (impl FnMut(Step) + Send),
) -> Result<u64, Error> {
    let of = T::count(from).await?;
    // Rows that an earlier call has written count as processed.
    let rows = T::count(to).await?;
    let mut step = Step { stage: Stage::Writing, table: T::MODEL.name, rows, of: Some(of) };
    progress(step);
    let last_written = T::highest(to).await?;
    let new = RowBuffer::of_new_rows();
    let mut written = copy_rows_after(from, to, last_written, new, &mut step, progress).await?;
    // The engines sort text with control characters differently: rows before the last one can be missing.
    if T::count(to).await? < of {
        step.rows = 0;
        written +=
            copy_rows_after::<T, S, D>(from, to, None, RowBuffer::of_all_rows(), &mut step, progress).await?;
    }
    Ok(written)
}

async fn copy_rows_after<T: TransferTable, S: Database, D: Database>(
    from: &mut S,
    to: &mut D,
    mut after: Option<RawRow<T>>,
    mut buffer: RowBuffer<T>,
    step: &mut Step,
    progress: &mut (impl FnMut(Step) + Send),
) -> Result<u64, Error> {
    let mut written = 0;
    loop {
        let page = T::page(after.as_ref(), from).await?;
        let last = page.last().cloned();
        buffer.extend(page);
        if buffer.is_full() || (last.is_none() && buffer.len() > 0) {
            step.rows += buffer.len() as u64;
            written += buffer.write(to).await?;
            progress(*step);
        }
        if last.is_none() {
            return Ok(written);
        }
        after = last;
    }
}
