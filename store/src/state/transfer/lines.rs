//! Reading the lines of a file.

use std::io::{self, BufRead};

use serde_json::value::RawValue;
use serde_json::{Map, Value as Json};

use super::Digest;
use super::export::VERSION;
use super::json::{RawObject, row};
use super::transfer_table::TransferTable;
use crate::state::raw_row::RawRow;
use crate::{Error, ErrorKind};

/// A line of the file: an object of one key, as the key and its value.
pub(super) type Line = (String, Box<RawValue>);

const TRUNCATED: &str = "the file is truncated: copy the whole file, or export it again";

/// The lines of a file.
pub(super) struct Lines<I> {
    lines: I,
    number: u64,
}

impl<R: BufRead> Lines<io::Lines<R>> {
    /// Reads the header, and the line after it.
    pub(super) fn begin(input: R) -> Result<(Self, Option<Line>), Error> {
        let mut lines = Self { lines: input.lines(), number: 0 };
        let header = lines.next()?.filter(|(key, _)| key == "store_state");
        if header.is_none_or(|(_, version)| version.get() != VERSION.to_string()) {
            let message = format!(
                "not an export of a store in format version {VERSION}: choose a file that `export` has written"
            );
            return Err(lines.error(&message));
        }
        let next = lines.next()?;
        Ok((lines, next))
    }
}

impl<I: Iterator<Item = io::Result<String>>> Lines<I> {
    /// Returns the next row if it is a row of the table.
    pub(super) fn row<T: TransferTable>(
        &mut self,
        next: &mut Option<Line>,
    ) -> Result<Option<RawRow<T>>, Error> {
        let Some((_, value)) = next.take_if(|(key, _)| key == T::MODEL.name) else { return Ok(None) };
        let object =
            serde_json::from_str(value.get()).map_err(|_| self.error("expected a row as a JSON object"))?;
        let row = row::<T>(&object).map_err(|error| self.error(&error.to_string()))?;
        *next = self.next()?;
        Ok(Some(row))
    }

    fn next(&mut self) -> Result<Option<Line>, Error> {
        let Some(line) = self.read()? else { return Ok(None) };
        if line.trim().is_empty() {
            return Err(self.error("empty line: export the file again"));
        }
        let object: RawObject = serde_json::from_str(&line).map_err(|error| match error.is_eof() {
            true => self.error(TRUNCATED),
            false => self.error(&error.to_string()),
        })?;
        let mut pairs = object.into_iter();
        match (pairs.next(), pairs.next()) {
            (Some(pair), None) => Ok(Some(pair)),
            _ => Err(self.error("expected a JSON object with one key")),
        }
    }

    /// Compares the rows that were read with the trailer, and reads to the end of the input: only then has a compressed
    /// file been checked as a whole.
    pub(super) fn end<'r>(
        &mut self,
        last: Option<Line>,
        tables: impl IntoIterator<Item = (&'r str, Digest)>,
    ) -> Result<(), Error> {
        let end = match last {
            Some((key, end)) if key == "end" => end,
            Some((key, _)) => {
                return Err(self.error(&format!("unknown or misplaced table `{key}`: export the file again")));
            }
            None => return Err(self.error(TRUNCATED)),
        };
        while let Some(line) = self.read()? {
            if !line.trim().is_empty() {
                return Err(self.error("unexpected line after the end: export the file again"));
            }
        }
        let end: Map<String, Json> = serde_json::from_str(end.get()).unwrap_or_default();
        for (table, read) in tables {
            if end.get(table).and_then(digest) != Some(read) {
                let message = format!(
                    "the rows of `{table}` do not match the checksum at the end: export the file again"
                );
                return Err(self.error(&message));
            }
        }
        Ok(())
    }

    fn read(&mut self) -> Result<Option<String>, Error> {
        let Some(line) = self.lines.next() else { return Ok(None) };
        self.number += 1;
        let line = line.map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => self.error(TRUNCATED),
            _ => self.error(&error.to_string()),
        })?;
        // Some editors and shells write a byte order mark.
        Ok(Some(match line.strip_prefix('\u{feff}') {
            Some(line) if self.number == 1 => line.to_owned(),
            _ => line,
        }))
    }

    fn error(&self, message: &str) -> Error {
        Error::new(ErrorKind::Decode, format!("line {}: {message}", self.number))
    }
}

/// Reads the digest of a table from the trailer.
fn digest(table: &Json) -> Option<Digest> {
    Digest::from_parts(table.get("rows")?.as_u64()?, table.get("checksum")?.as_str()?)
}
