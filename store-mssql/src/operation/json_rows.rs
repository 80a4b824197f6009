//! Encodes many rows as parameters, for one round trip each.

use std::cmp::Ordering;
use std::ops::ControlFlow;

use store_core::schema::TableModel;
use store_core::{Error, Params, Value, Write};

use super::missing_outcome;
use crate::session::{Driver, Session};
use crate::value::write_json;

/// The size at which a chunk accepts no more rows; a single row may be larger.
const CHUNK_BYTES: usize = 4 << 20;

/// Rows of one table, or elements of one update, as parameters of one statement.
#[derive(Debug)]
pub(crate) struct Chunk {
    /// The JSON array of rows.
    pub(crate) json: String,
    /// The bytes of all rows; `None` if the rows have no values of bytes.
    bytes: Option<Vec<u8>>,
    /// The position of the row with each number. Rows are numbered in the order of their keys.
    positions: Vec<usize>,
    /// The number of rows.
    pub(crate) rows: usize,
}

/// A row of a chunk whose number a statement returned.
#[derive(Clone, Copy, Debug)]
pub(super) struct NumberedRow {
    /// The position in the chunk.
    pub(super) position: usize,
    /// Whether the number was its complement, which marks a row whose version differs.
    pub(super) is_conflict: bool,
}

impl Chunk {
    /// Returns the parameters of a statement, of which `others` are between the JSON and the bytes.
    pub(crate) fn params<'c>(&'c self, others: impl IntoIterator<Item = Value<'c>>) -> Vec<Value<'c>> {
        let json = Value::Text(self.json.as_str().into());
        let bytes = self.bytes.as_deref().map(|bytes| Value::Bytes(bytes.into()));
        [json].into_iter().chain(others).chain(bytes).collect()
    }

    /// Runs a statement on the rows, and passes each row whose number it returns to `each`.
    pub(super) async fn run<D: Driver>(
        &self,
        session: &mut Session<D>,
        sql: &str,
        table: &TableModel<'_>,
        params: &[Value<'_>],
        mut each: impl FnMut(NumberedRow) + Send,
    ) -> Result<(), Error> {
        let mut is_complete = true;
        let read = |row: &tiberius::Row| {
            match self.read_number(row) {
                Some(row) => each(row),
                None => is_complete = false,
            }
            ControlFlow::Continue(())
        };
        session.query(sql, table, Params::all(params), read).await?;
        if is_complete { Ok(()) } else { Err(missing_outcome()) }
    }

    /// Reads the number of a row that the statement returned.
    pub(super) fn read_number(&self, row: &tiberius::Row) -> Option<NumberedRow> {
        let number = row.try_get::<i32, _>(0).ok().flatten()?;
        let is_conflict = number < 0;
        let position = self.position(if is_conflict { !number } else { number })?;
        Some(NumberedRow { position, is_conflict })
    }

    /// Returns the position of the row with this number; `None` if there is none.
    fn position(&self, number: i32) -> Option<usize> {
        let position = self.positions.get(usize::try_from(number).ok()?).copied();
        position.filter(|position| *position < self.rows)
    }
}

/// Encodes all rows, in chunks of limited size. `key` is the positions of the key in a row.
pub(crate) fn split_into_chunks(
    table: &TableModel<'_>,
    key: &[usize],
    rows: &[&[Value<'_>]],
) -> Result<Vec<Chunk>, Error> {
    let mut chunks = Vec::new();
    let mut rest = rows;
    while !rest.is_empty() {
        let chunk = chunk(table, key, &rest[..Write::MAX_ROWS.min(rest.len())])?;
        rest = &rest[chunk.rows..];
        chunks.push(chunk);
    }
    Ok(chunks)
}

/// Encodes the first rows, at least one, up to the size of a chunk.
fn chunk(table: &TableModel<'_>, key: &[usize], rows: &[&[Value<'_>]]) -> Result<Chunk, Error> {
    let RowOrder { positions, places } = RowOrder::of(key, rows);
    let (mut json, mut bytes) = (String::from("["), Vec::new());
    let mut count = 0;
    for (row, Place { number, round }) in rows.iter().zip(places) {
        if json.len() + bytes.len() >= CHUNK_BYTES {
            break;
        }
        json.push_str(if count == 0 { "[" } else { ",[" });
        json.push_str(&number.to_string());
        json.push(',');
        json.push_str(&round.to_string());
        for value in *row {
            json.push(',');
            write_json(&mut json, &mut bytes, value)
                .map_err(|error| Error::invalid_parameter(&error, value, table))?;
        }
        json.push(']');
        count += 1;
    }
    json.push(']');
    let has_bytes = rows.first().is_some_and(|row| row.iter().any(is_bytes));
    Ok(Chunk { json, bytes: has_bytes.then_some(bytes), positions, rows: count })
}

/// Returns whether a value is, or could be, bytes: a NULL has the type of its column.
fn is_bytes(value: &Value<'_>) -> bool {
    match value {
        Value::Bytes(_) => true,
        Value::Null(ty) => ty.is_bytes(),
        _ => false,
    }
}

/// The number and the round of a row.
#[derive(Clone, Copy, Default)]
struct Place {
    /// The number of rows before this one in the order of their keys.
    number: usize,
    /// The number of earlier rows with the same key. The statement writes the rows in rounds, so that a later row finds
    /// an earlier one of its key.
    round: usize,
}

struct RowOrder {
    /// The positions of the rows in the order of their keys.
    positions: Vec<usize>,
    /// The place of each row.
    places: Vec<Place>,
}

impl RowOrder {
    fn of(key: &[usize], rows: &[&[Value<'_>]]) -> Self {
        let compare = |left: usize, right: usize| {
            key.iter().fold(Ordering::Equal, |ordering, column| {
                ordering.then_with(|| rows[left][*column].sql_cmp(&rows[right][*column]))
            })
        };
        let mut positions: Vec<usize> = (0..rows.len()).collect();
        // The sort is stable: rows of one key stay in order.
        positions.sort_by(|left, right| compare(*left, *right));
        let mut places = vec![Place::default(); rows.len()];
        let mut before: Option<usize> = None;
        for (number, position) in positions.iter().copied().enumerate() {
            // A key with NULL equals no other.
            let has_null = key.iter().any(|column| rows[position][*column].is_null());
            let same_key = before.filter(|before| !has_null && compare(*before, position).is_eq());
            let round = same_key.map_or(0, |before| places[before].round + 1);
            places[position] = Place { number, round };
            before = Some(position);
        }
        Self { positions, places }
    }
}

#[cfg(test)]
mod tests {
    use store_core::SqlType;

    use super::*;

    fn row(id: i64, name: &str) -> [Value<'_>; 3] {
        [Value::I64(id), Value::Text(name.into()), Value::Null(SqlType::I32)]
    }

    fn chunked(key: &[usize], rows: &[[Value<'_>; 3]]) -> Vec<Chunk> {
        let rows: Vec<&[Value<'_>]> = rows.iter().map(AsRef::as_ref).collect();
        split_into_chunks(&TableModel::NONE, key, &rows).unwrap()
    }

    #[test]
    fn rows_with_the_same_key_are_numbered_in_rounds() {
        let rows = [row(1, "a"), row(2, "b"), row(3, "a  "), row(4, "A"), row(5, "a")];
        let chunks = chunked(&[1], &rows);
        assert_eq!(
            chunks[0].json,
            r#"[[1,0,1,"a",null],[4,0,2,"b",null],[2,1,3,"a  ",null],[0,0,4,"A",null],[3,2,5,"a",null]]"#
        );
        let positions: Vec<_> = (-1..6).map(|number| chunks[0].position(number)).collect();
        assert_eq!(positions, [None, Some(3), Some(0), Some(2), Some(4), Some(1), None]);
        assert!(chunked(&[0], &rows)[0].json.contains(r#"[4,0,5,"a",null]"#));
        // No key with NULL equals another.
        assert!(chunked(&[1, 2], &rows)[0].json.ends_with(r#"[3,0,5,"a",null]]"#));
    }

    #[test]
    fn chunks_are_limited_in_rows_and_bytes() {
        let sizes = |rows: &[[Value<'_>; 3]]| -> Vec<usize> {
            chunked(&[0], rows).iter().map(|chunk| chunk.rows).collect()
        };
        assert!(sizes(&[]).is_empty());
        let rows: Vec<_> = (0..2_001).map(|id| row(id, "")).collect();
        assert_eq!(sizes(&rows), [1_000, 1_000, 1]);
        let long = "x".repeat(CHUNK_BYTES / 2);
        let rows: Vec<_> = (0..5).map(|id| row(id, &long)).collect();
        assert_eq!(sizes(&rows), [2, 2, 1]);
    }

    #[test]
    fn bytes_are_one_parameter() {
        let row = |bytes: &'static [u8]| [Value::I64(1), Value::Bytes(bytes.into())];
        let null = [Value::I64(1), Value::Null(SqlType::Bytes(None))];
        let rows: [&[Value<'_>]; 3] = [&null, &row(b"ab"), &row(b"c")];
        let chunks = split_into_chunks(&TableModel::NONE, &[0], &rows).unwrap();
        assert_eq!(chunks[0].json, "[[0,0,1,[null,null]],[1,1,1,[1,2]],[2,2,1,[3,1]]]");
        let params = chunks[0].params([Value::Bool(true)]);
        assert_eq!(params[1..], [Value::Bool(true), Value::Bytes(b"abc".into())]);
        let without = [Value::I64(1)];
        let chunks = split_into_chunks(&TableModel::NONE, &[0], &[&without]).unwrap();
        assert_eq!(chunks[0].params([]).len(), 1);
    }

    #[test]
    fn a_value_that_cannot_be_encoded_is_an_error() {
        let bad = [Value::F64(f64::NAN)];
        let error = split_into_chunks(&TableModel::NONE, &[0], &[&bad]).unwrap_err();
        assert_eq!(error.kind(), store_core::ErrorKind::InvalidValue, "{error}");
    }
}
