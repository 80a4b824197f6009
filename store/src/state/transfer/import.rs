//! Importing a file into a store.

use std::io::{self, BufRead};

use super::copy::{TableTransfer, compare_with_file};
use super::insert::{RowBuffer, foreign_rows};
use super::lines::{Line, Lines};
use super::transfer_table::{PAGE, TransferTable};
use super::{Digest, Stage, Step};
use crate::state::StateStore;
use crate::state::admin::for_each_table;
use crate::state::raw_row::RawRow;
use crate::{Database, Error};

/// Writes the rows of a file of [`export`](super::export) into a store, and compares the two.
///
/// Each table of the result says whether both sides are equal. If not, the target has other rows.
///
/// # Errors
///
/// [`Decode`](crate::ErrorKind::Decode), with the line, for a file that is damaged, truncated or not an export;
/// [`Misuse`](crate::ErrorKind::Misuse) for a target with other rows; otherwise errors of the database. Rows written before
/// an error are kept, and the same call writes the rest. [`verify`](super::verify) finds a damaged file before anything is
/// written.
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
/// let truncated = &file[..file.len() / 2];
/// assert!(transfer::import(&new, truncated, |_| {}).await.is_err());
/// # });
/// ```
pub async fn import<D: Database>(
    store: &StateStore<D>,
    input: impl BufRead + Send,
    mut progress: impl FnMut(Step) + Send,
) -> Result<Vec<TableTransfer>, Error> {
    let mut target = store.database().clone();
    let (mut lines, mut next) = Lines::begin(input)?;
    let mut counts = Vec::new();
    macro_rules! count {
        ($($table:ty),*) => {{ $(counts.push(<$table>::count(&mut target).await?);)* }};
    }
    for_each_table!(count);
    let mut counts = counts.into_iter();
    let mut tables = Vec::new();
    macro_rules! write {
        ($($table:ty),*) => {{ $(
            if let Some(rows) = counts.next() {
                let before = RowsBefore { rows, is_last: counts.clone().all(|rows| rows == 0) };
                tables.push(
                    import_table::<$table, D>(&mut target, before, &mut lines, &mut next, &mut progress).await?,
                );
            }
        )* }};
    }
    for_each_table!(write);
    lines.end(next, tables.iter().map(|table| (table.table, table.source)))?;
    let mut imported = tables.iter_mut();
    macro_rules! compare {
        ($($table:ty),*) => {{ $(
            if let Some(table) = imported.next() {
                let expected = table.source.rows();
                table.target = compare_with_file::<$table, D>(&mut target, expected, &mut progress).await?;
            }
        )* }};
    }
    for_each_table!(compare);
    Ok(tables)
}

/// The rows of a table of the target before anything is written.
///
/// An interrupted import has left the first rows of the file: whole tables, the beginning of one table, and nothing in
/// the tables after it. Any other rows are not from the file.
#[derive(Clone, Copy)]
struct RowsBefore {
    rows: u64,
    /// Whether all tables after it are empty.
    is_last: bool,
}

/// Writes the rows of a table, which are consecutive in the file. The digest of the target is still missing from the
/// result.
async fn import_table<T: TransferTable, D: Database>(
    target: &mut D,
    before: RowsBefore,
    lines: &mut Lines<impl Iterator<Item = io::Result<String>>>,
    next: &mut Option<Line>,
    progress: &mut (impl FnMut(Step) + Send),
) -> Result<TableTransfer, Error> {
    let table = T::MODEL.name;
    let mut step = Step { stage: Stage::Writing, table, rows: 0, of: None };
    let mut imported =
        TableTransfer { table, written: 0, source: Digest::default(), target: Digest::default() };
    let mut after: Option<RawRow<T>> = None;
    let mut buffer = RowBuffer::of_new_rows();
    loop {
        let mut rows: Vec<RawRow<T>> = Vec::new();
        while rows.len() < PAGE as usize
            && let Some(row) = lines.row::<T>(next)?
        {
            imported.source.add(&row);
            rows.push(row);
        }
        let last = rows.last().cloned();
        let left = usize::try_from(before.rows.saturating_sub(step.rows)).unwrap_or(usize::MAX);
        let (existing, new) = rows.split_at(left.min(rows.len()));
        if !has_rows(target, existing, after.as_ref()).await? || !(new.is_empty() || before.is_last) {
            return Err(foreign_rows::<T>());
        }
        step.rows += rows.len() as u64;
        buffer.extend(rows.split_off(existing.len()));
        if buffer.is_full() || last.is_none() {
            imported.written += buffer.write(target).await?;
        }
        if last.is_none() {
            break;
        }
        after = last;
        progress(Step { rows: step.rows - buffer.len() as u64, ..step });
    }
    if before.rows > step.rows { Err(foreign_rows::<T>()) } else { Ok(imported) }
}

/// Returns whether the target has these rows, which follow the row `after`.
async fn has_rows<T: TransferTable, D: Database>(
    target: &mut D,
    rows: &[RawRow<T>],
    after: Option<&RawRow<T>>,
) -> Result<bool, Error> {
    if rows.is_empty() || T::page(after, target).await?.starts_with(rows) {
        return Ok(true);
    }
    // The engines sort text with control characters differently.
    for row in rows {
        if T::with_key_of(row, target).await?.as_ref() != Some(row) {
            return Ok(false);
        }
    }
    Ok(true)
}
