//! Writes many rows, all or none.

use std::ops::ControlFlow;

use store_core::schema::TableModel;
use store_core::{Error, ErrorKind, Outcome, Params, SchemaOverride, Value, Write, WriteKind};

use super::json_rows::Chunk;
use super::write::{WriteRow, is_written, missing_outcome, with_sum_column, write_retry_safety};
use super::{Operation, RetrySafety, in_schema};
use crate::session::{Driver, Session};

/// Writes many rows, all or none.
pub(crate) struct WriteMany<'v> {
    pub(crate) write: Write,
    pub(crate) rows: &'v [&'v [Value<'v>]],
    pub(crate) chunks: Vec<Chunk>,
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
        for chunk in &self.chunks {
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
        let Write { kind, sql, key, table } = self.write;
        let json = Value::Text(chunk.json.as_str().into());
        let (missing, present) = match kind {
            WriteKind::Insert => {
                let sql = sql.insert_many().ok_or_else(wrong_engine)?;
                session.execute(in_schema(schema, sql), table, Params::all(&[json])).await?;
                outcomes.resize(outcomes.len() + chunk.rows, Outcome::Inserted);
                return Ok(());
            }
            WriteKind::InsertIfAbsent => (Outcome::Inserted, Outcome::Existing),
            WriteKind::Upsert => (Outcome::Inserted, Outcome::Updated),
            WriteKind::Update => (Outcome::Missing, Outcome::Updated),
        };
        let inserts = Value::Bool(missing == Outcome::Inserted);
        let updates = Value::Bool(present == Outcome::Updated);
        let params = [json, inserts, updates];
        let start = outcomes.len();
        outcomes.resize(start + chunk.rows, present);
        let mut is_complete = true;
        // The statement returns the numbers of the rows that were missing.
        let mark_missing = |row: &tiberius::Row| {
            let number =
                row.try_get::<i32, _>(0).ok().flatten().and_then(|number| usize::try_from(number).ok());
            match number.and_then(|number| outcomes.get_mut(start + number)) {
                Some(outcome) => *outcome = missing,
                None => is_complete = false,
            }
            ControlFlow::Continue(())
        };
        let sql = key.write_many().ok_or_else(wrong_engine)?;
        let written = session.query(in_schema(schema, sql), table, Params::all(&params), mark_missing).await;
        written.map_err(|error| with_sum_column(error, &self.write))?;
        if is_complete { Ok(()) } else { Err(missing_outcome()) }
    }
}

impl Operation for WriteMany<'_> {
    type Output = Vec<Outcome>;

    fn name(&self) -> (&'static str, Option<&'static TableModel<'static>>) {
        let name = match self.write.kind {
            WriteKind::Insert => "insert_many",
            WriteKind::InsertIfAbsent => "insert_many_if_absent",
            WriteKind::Upsert => "upsert_many",
            WriteKind::Update => "update_many",
        };
        (name, Some(self.write.table))
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
        output.iter().filter(|outcome| is_written(**outcome)).count() as u64
    }
}

fn wrong_engine() -> Error {
    Error::new(ErrorKind::Misuse, "the statements are for another engine")
}
