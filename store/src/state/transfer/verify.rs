//! Checking a file without writing anything.

use std::io::BufRead;

use super::lines::Lines;
use super::transfer_table::PAGE;
use super::{Digest, Stage, Step};
use crate::state::admin::for_each_table;
use crate::{Error, Table};

/// Reads a file of [`export`](super::export) to its end, and returns the contents of each table.
///
/// # Errors
///
/// [`Decode`](crate::ErrorKind::Decode), with the line, for a file that is damaged, truncated or not an export.
///
/// # Examples
///
/// ```
/// use store::state::transfer;
///
/// # store::__example!(|store| {
/// let mut file = Vec::new();
/// transfer::export(&store, &mut file, |_| {}).await?;
/// assert_eq!(transfer::verify(file.as_slice(), |_| {})?.len(), 10);
/// assert!(transfer::verify(&file[..file.len() / 2], |_| {}).is_err());
/// # });
/// ```
pub fn verify(
    input: impl BufRead,
    mut progress: impl FnMut(Step),
) -> Result<Vec<(&'static str, Digest)>, Error> {
    let (mut lines, mut next) = Lines::begin(input)?;
    let mut tables = Vec::new();
    macro_rules! read {
        ($($table:ty),*) => {{ $(
            let (table, mut digest) = (<$table as Table>::MODEL.name, Digest::default());
            while let Some(row) = lines.row::<$table>(&mut next)? {
                digest.add(&row);
                let rows = digest.rows();
                if rows.is_multiple_of(PAGE.into()) {
                    progress(Step { stage: Stage::Reading, table, rows, of: None });
                }
            }
            tables.push((table, digest));
        )* }};
    }
    for_each_table!(read);
    lines.end(next, tables.iter().copied())?;
    Ok(tables)
}
