//! Whether a file is whole.

use std::io::BufRead;

use super::lines::Lines;
use super::part::PAGE;
use super::{
    Checkpoint, Counter, Digest, DiscoveredLink, IngestRun, ResourceVersion, RunBatch, SeenResource,
    SourceControl, Stage, Step, WorkItem, WorkerHeartbeat, each_part,
};
use crate::{Error, Table as _};

/// Reads a file of [`export`](super::export) to its end, and returns the contents of each table.
///
/// # Errors
///
/// [`Decode`](crate::ErrorKind::Decode) with the line for a file that is damaged, cut off or of something else.
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
    let mut read = Vec::new();
    macro_rules! read {
        ($($table:ident),*) => {{ $(
            let (table, mut digest) = ($table::MODEL.name, Digest::default());
            while let Some(row) = lines.row::<$table>(&mut next)? {
                digest.add(&row);
                let rows = digest.rows();
                if rows.is_multiple_of(PAGE.into()) {
                    progress(Step { stage: Stage::Reading, table, rows, of: None });
                }
            }
            read.push((table, digest));
        )* }};
    }
    each_part!(read);
    lines.end(next, read.iter().copied())?;
    Ok(read)
}
