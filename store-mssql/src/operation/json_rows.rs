//! Encodes many rows as JSON parameters, each for one round trip.

use std::cmp::Ordering;

use store_core::schema::TableModel;
use store_core::{Error, Value, Write};

use crate::value::write_json;

/// The size at which a chunk accepts no more rows; a single row may be larger.
const CHUNK_BYTES: usize = 4 << 20;

/// Rows as one parameter of [`KeySql::write_many`](store_core::KeySql::write_many).
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    /// The JSON array of rows.
    pub(crate) json: String,
    /// The number of rows.
    pub(crate) rows: usize,
}

/// Encodes all rows, in chunks of limited size.
pub(crate) fn split_into_chunks(
    table: &TableModel<'_>,
    key: &[usize],
    rows: &[&[Value<'_>]],
) -> Result<Vec<Chunk>, Error> {
    let mut chunks = Vec::new();
    let mut rest = rows;
    while !rest.is_empty() {
        let (head, tail) = rest.split_at(Write::MAX_ROWS.min(rest.len()));
        let rounds = rounds(key, head);
        let mut json = String::from("[");
        let mut count = 0;
        for (row, round) in head.iter().zip(rounds) {
            if json.len() >= CHUNK_BYTES {
                break;
            }
            json.push_str(if count == 0 { "[" } else { ",[" });
            json.push_str(&count.to_string());
            json.push(',');
            json.push_str(&round.to_string());
            for value in *row {
                json.push(',');
                write_json(&mut json, value)
                    .map_err(|error| Error::invalid_parameter(&error, value, table))?;
            }
            json.push(']');
            count += 1;
        }
        json.push(']');
        chunks.push(Chunk { json, rows: count });
        rest = if count == head.len() { tail } else { &rest[count..] };
    }
    Ok(chunks)
}

/// Returns the number of earlier rows with the same key, for each row. The statement writes the rows in rounds, so that
/// a later row finds an earlier one of its key.
fn rounds(key: &[usize], rows: &[&[Value<'_>]]) -> Vec<usize> {
    let compare = |left: usize, right: usize| {
        key.iter().fold(Ordering::Equal, |ordering, column| {
            ordering.then_with(|| rows[left][*column].sql_cmp(&rows[right][*column]))
        })
    };
    let mut order: Vec<usize> = (0..rows.len()).collect();
    // The sort is stable: rows of one key stay in order.
    order.sort_by(|left, right| compare(*left, *right));
    let mut rounds = vec![0; rows.len()];
    for pair in order.windows(2) {
        if compare(pair[0], pair[1]).is_eq() {
            rounds[pair[1]] = rounds[pair[0]] + 1;
        }
    }
    rounds
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
            r#"[[0,0,1,"a",null],[1,0,2,"b",null],[2,1,3,"a  ",null],[3,0,4,"A",null],[4,2,5,"a",null]]"#
        );
        assert!(chunked(&[0], &rows)[0].json.contains(r#"[4,0,5,"a",null]"#));
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
    fn a_value_that_cannot_be_encoded_is_an_error() {
        let bad = [Value::F64(f64::NAN)];
        let error = split_into_chunks(&TableModel::NONE, &[0], &[&bad]).unwrap_err();
        assert_eq!(error.kind(), store_core::ErrorKind::InvalidValue, "{error}");
    }
}
