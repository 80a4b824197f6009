//! The lines of a file.

use std::io::{self, BufRead};

use serde_json::value::RawValue;
use serde_json::{Map, Value as Json};

use super::Digest;
use super::export::VERSION;
use super::json::{Object, row};
use super::part::Part;
use crate::state::verbatim::Verbatim;
use crate::{Error, ErrorKind};

/// A line of the file: its key, and what stands behind that.
pub(super) type Line = (String, Box<RawValue>);

const CUT_OFF: &str = "the file is cut off: fetch it as a whole, or export it again";

/// The lines of the file, each an object of one key.
pub(super) struct Lines<I> {
    lines: I,
    number: u64,
}

impl<R: BufRead> Lines<io::Lines<R>> {
    /// Reads the first line, and the one behind it.
    pub(super) fn begin(input: R) -> Result<(Self, Option<Line>), Error> {
        let mut lines = Self { lines: input.lines(), number: 0 };
        let first = lines.next()?.filter(|(key, _)| key == "store_state");
        if first.is_none_or(|(_, version)| version.get() != VERSION.to_string()) {
            let message =
                format!("it is no export of a store in form {VERSION}: name a file that `export` wrote");
            return Err(lines.error(&message));
        }
        let next = lines.next()?;
        Ok((lines, next))
    }
}

impl<I: Iterator<Item = io::Result<String>>> Lines<I> {
    /// The next row, if it is one of this table.
    pub(super) fn row<T: Part>(&mut self, next: &mut Option<Line>) -> Result<Option<Verbatim<T>>, Error> {
        let Some((_, value)) = next.take_if(|(key, _)| key == T::MODEL.name) else { return Ok(None) };
        let object = serde_json::from_str(value.get()).map_err(|_| self.error("a row is no object"))?;
        let row = row::<T>(&object).map_err(|error| self.error(&error.to_string()))?;
        *next = self.next()?;
        Ok(Some(row))
    }

    fn next(&mut self) -> Result<Option<Line>, Error> {
        let Some(line) = self.read()? else { return Ok(None) };
        if line.trim().is_empty() {
            return Err(self.error("the line is empty: export it again"));
        }
        let object: Object = serde_json::from_str(&line).map_err(|error| match error.is_eof() {
            true => self.error(CUT_OFF),
            false => self.error(&error.to_string()),
        })?;
        let mut pairs = object.into_iter();
        match (pairs.next(), pairs.next()) {
            (Some(pair), None) => Ok(Some(pair)),
            _ => Err(self.error("it is no object of one key")),
        }
    }

    /// Holds what was read to what the last line says, and reads to the end: before, a compressed file has not shown that it
    /// is whole.
    pub(super) fn end<'r>(
        &mut self,
        last: Option<Line>,
        read: impl IntoIterator<Item = (&'r str, Digest)>,
    ) -> Result<(), Error> {
        let end = match last {
            Some((key, end)) if key == "end" => end,
            Some(_) => return Err(self.error("a table is not known, or comes in the wrong place")),
            None => return Err(self.error(CUT_OFF)),
        };
        while let Some(line) = self.read()? {
            if !line.trim().is_empty() {
                return Err(self.error("something stands behind the end: export it again"));
            }
        }
        let end: Map<String, Json> = serde_json::from_str(end.get()).unwrap_or_default();
        for (table, found) in read {
            if end.get(table).and_then(digest) != Some(found) {
                let message = format!("the rows of {table} are not those that were written: export it again");
                return Err(self.error(&message));
            }
        }
        Ok(())
    }

    fn read(&mut self) -> Result<Option<String>, Error> {
        let Some(line) = self.lines.next() else { return Ok(None) };
        self.number += 1;
        let line = line.map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => self.error(CUT_OFF),
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

fn digest(told: &Json) -> Option<Digest> {
    Digest::from_parts(told.get("rows")?.as_u64()?, told.get("checksum")?.as_str()?)
}
