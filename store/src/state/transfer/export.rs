//! Exporting a store to a file.

use std::fmt;
use std::io::{self, Write};

use serde_json::{Map, Value as Json, json};

use super::copy::{TableTransfer, compare_with_file};
use super::json::object;
use super::transfer_table::TransferTable;
use super::{Digest, Stage, Step};
use crate::state::StateStore;
use crate::state::admin::for_each_table;
use crate::{Connection, Database, Error, ErrorKind};

/// The version of the file format, which the first line of a file names.
pub(super) const VERSION: u64 = 1;

/// Writes a whole store as JSON lines: a header, a line for each row, and a trailer with the number of rows and the
/// checksum of each table, by which [`import`](super::import) detects missing rows. Then reads the store once more.
///
/// Each table of the result says whether the store still has the rows that were written. If not, it has changed in the
/// meantime, and the tables of the file are of different times.
///
/// A row is an object whose only key is the table: `{"work_items":{"work_item_id":"…",…}}`. Columns that are NULL are
/// left out. Times are in RFC 3339 format, bytes are hexadecimal, and JSON is unchanged except that it is on one line.
///
/// # Errors
///
/// Errors of the database, and [`Other`](ErrorKind::Other) when writing to `out` fails.
pub async fn export<D: Database>(
    store: &StateStore<D>,
    mut out: impl Write + Send,
    mut progress: impl FnMut(Step) + Send,
) -> Result<Vec<TableTransfer>, Error> {
    let mut source = store.database().clone();
    write_line(&mut out, &json!({ "store_state": VERSION }))?;
    let mut tables = Vec::new();
    macro_rules! write {
        ($($table:ty),*) => {{ $(
            tables.push(export_table::<$table, D>(&mut source, &mut out, &mut progress).await?);
        )* }};
    }
    for_each_table!(write);
    let end: Map<String, Json> = tables
        .iter()
        .map(|table| {
            let written = json!({ "rows": table.target.rows(), "checksum": table.target.checksum() });
            (table.table.to_owned(), written)
        })
        .collect();
    write_line(&mut out, &json!({ "end": end }))?;
    out.flush().map_err(|error| not_written(&error))?;
    let mut written = tables.iter_mut();
    macro_rules! compare {
        ($($table:ty),*) => {{ $(
            if let Some(table) = written.next() {
                table.source =
                    compare_with_file::<$table, D>(&mut source, table.written, &mut progress).await?;
            }
        )* }};
    }
    for_each_table!(compare);
    Ok(tables)
}

/// Writes the rows of a table. The digest of the source is still missing from the result.
async fn export_table<T: TransferTable, C: Connection>(
    source: &mut C,
    out: &mut (impl Write + Send),
    progress: &mut (impl FnMut(Step) + Send),
) -> Result<TableTransfer, Error> {
    let table = T::MODEL.name;
    let of = T::count(source).await?;
    let mut step = Step { stage: Stage::Writing, table, rows: 0, of: Some(of) };
    let mut digest = Digest::default();
    let mut after = None;
    loop {
        let page = T::page(after.as_ref(), source).await?;
        for row in &page {
            digest.add(row);
            write_line(out, &format_args!("{{{}:{}}}", Json::from(table), object(row)?))?;
        }
        step.rows = digest.rows();
        progress(step);
        match page.into_iter().next_back() {
            Some(last) => after = Some(last),
            None => {
                let (written, source) = (digest.rows(), Digest::default());
                return Ok(TableTransfer { table, written, source, target: digest });
            }
        }
    }
}

fn write_line(out: &mut impl Write, json: &impl fmt::Display) -> Result<(), Error> {
    writeln!(out, "{json}").map_err(|error| not_written(&error))
}

fn not_written(error: &io::Error) -> Error {
    Error::new(ErrorKind::Other, format!("cannot write the file: {error}"))
}
