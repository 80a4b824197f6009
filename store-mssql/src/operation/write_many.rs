//! Writes many rows, all or none.

use std::ops::ControlFlow;

use store_core::schema::TableModel;
use store_core::{Error, ErrorKind, Outcome, Params, SchemaOverride, Value, Write, WriteKind};

use super::json_rows::Chunk;
use super::write::{WriteRow, missing_outcome, with_sum_column, write_retry_safety};
use super::{Operation, RetrySafety, in_schema};
use crate::session::{Driver, Session};

/// Writes many rows, all or none.
pub(crate) struct WriteMany<'v> {
    pub(crate) write: Write,
    pub(crate) rows: &'v [&'v [Value<'v>]],
    pub(crate) chunks: &'v [Chunk],
}

impl WriteMany<'_> {
    /// Writes the rows one by one, for a server that does not read their JSON correctly.
    async fn write_each<D: Driver>(
        &self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<Vec<Outcome>, Error> {
        let mut outcomes = Vec::with_capacity(self.rows.len());
        for values in self.rows {
            outcomes.push(WriteRow { write: self.write, values }.run(session, schema).await?);
        }
        Ok(outcomes)
    }

    async fn write_chunks<D: Driver>(
        &self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<Vec<Outcome>, Error> {
        let mut outcomes = Vec::with_capacity(self.chunks.iter().map(|chunk| chunk.rows).sum());
        for chunk in self.chunks {
            self.write_chunk(session, schema, chunk, &mut outcomes).await?;
        }
        Ok(outcomes)
    }

    async fn write_chunk<D: Driver>(
        &self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
        chunk: &Chunk,
        outcomes: &mut Vec<Outcome>,
    ) -> Result<(), Error> {
        let (sql, params) = chunk_statement(&self.write, chunk)?;
        let (sql, table) = (in_schema(schema, sql), self.write.table);
        let mut missing = Vec::new();
        if self.write.kind == WriteKind::Insert {
            session.execute(sql, table, Params::all(&params)).await?;
        } else {
            let mut is_complete = true;
            let push = |row: &tiberius::Row| {
                match read_row_number(row) {
                    Some(number) => missing.push(number),
                    None => is_complete = false,
                }
                ControlFlow::Continue(())
            };
            let written = session.query(sql, table, Params::all(&params), push).await;
            written.map_err(|error| with_sum_column(error, &self.write))?;
            if !is_complete {
                return Err(missing_outcome());
            }
        }
        add_outcomes(outcomes, self.write.kind, chunk.rows, &missing)
    }
}

/// Returns the statement that writes the rows of a chunk, and its parameters.
pub(super) fn chunk_statement<'c>(
    write: &Write,
    chunk: &'c Chunk,
) -> Result<(&'static str, Vec<Value<'c>>), Error> {
    let json = Value::Text(chunk.json.as_str().into());
    let (sql, params) = match write.kind {
        WriteKind::Insert => (write.sql.insert_many(), vec![json]),
        kind => {
            let inserts = Value::Bool(kind != WriteKind::Update);
            let updates = Value::Bool(kind != WriteKind::InsertIfAbsent);
            (write.key.write_many(), vec![json, inserts, updates])
        }
    };
    Ok((sql.ok_or_else(wrong_engine)?, params))
}

/// Reads the number of a row that was missing.
pub(super) fn read_row_number(row: &tiberius::Row) -> Option<usize> {
    row.try_get::<i32, _>(0).ok().flatten().and_then(|number| usize::try_from(number).ok())
}

/// Adds the outcomes of a chunk of this number of rows, of which the statement returned the numbers of the missing ones.
pub(super) fn add_outcomes(
    outcomes: &mut Vec<Outcome>,
    kind: WriteKind,
    rows: usize,
    missing: &[usize],
) -> Result<(), Error> {
    let (absent, present) = match kind {
        WriteKind::Insert => (Outcome::Inserted, Outcome::Inserted),
        WriteKind::InsertIfAbsent => (Outcome::Inserted, Outcome::Existing),
        WriteKind::Upsert => (Outcome::Inserted, Outcome::Updated),
        WriteKind::Update => (Outcome::Missing, Outcome::Updated),
    };
    let start = outcomes.len();
    outcomes.resize(start + rows, present);
    for number in missing {
        *outcomes.get_mut(start + number).ok_or_else(missing_outcome)? = absent;
    }
    Ok(())
}

impl Operation for WriteMany<'_> {
    type Output = Vec<Outcome>;

    fn name(&self) -> (&'static str, Option<&'static TableModel<'static>>) {
        (self.write.kind.name_of_many(), Some(self.write.table))
    }

    fn retry_safety(&self) -> RetrySafety {
        write_retry_safety(&self.write)
    }

    async fn run<D: Driver>(
        &mut self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<Vec<Outcome>, Error> {
        let product = session.product();
        if !self.chunks.iter().all(|chunk| product.reads_json(self.write.table, &chunk.json)) {
            session.begin().await?;
            let written = self.write_each(session, schema).await;
            return session.finish(written).await;
        }
        // A single statement is atomic by itself.
        if self.chunks.len() < 2 {
            return self.write_chunks(session, schema).await;
        }
        session.begin().await?;
        let written = self.write_chunks(session, schema).await;
        session.finish(written).await
    }

    fn row_count(&self, output: &Vec<Outcome>) -> u64 {
        output.iter().filter(|outcome| outcome.is_written()).count() as u64
    }
}

fn wrong_engine() -> Error {
    Error::new(ErrorKind::Misuse, "the statements are for another engine")
}
