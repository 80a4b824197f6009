//! Writes many rows, all or none.

use store_core::schema::TableModel;
use store_core::{Error, Outcome, Params, SchemaOverride, Value, Write, WriteKind};

use super::json_rows::Chunk;
use super::write::{WriteRow, is_written, with_sum_column, write_retry_safety};
use super::{Operation, RetrySafety, in_schema, wrong_engine};
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
        let (missing, present) = match kind {
            WriteKind::Insert => {
                let sql = sql.insert_many().ok_or_else(wrong_engine)?;
                session.execute(in_schema(schema, sql), table, Params::all(&chunk.params([]))).await?;
                outcomes.resize(outcomes.len() + chunk.rows, Outcome::Inserted);
                return Ok(());
            }
            WriteKind::InsertIfAbsent => (Outcome::Inserted, Outcome::Existing),
            WriteKind::Upsert => (Outcome::Inserted, Outcome::Updated),
            WriteKind::Update => (Outcome::Missing, Outcome::Updated),
        };
        let inserts = Value::Bool(missing == Outcome::Inserted);
        let updates = Value::Bool(present == Outcome::Updated);
        let params = chunk.params([inserts, updates]);
        let start = outcomes.len();
        outcomes.resize(start + chunk.rows, present);
        let sql = key.write_many().ok_or_else(wrong_engine)?;
        let written = chunk.run(session, in_schema(schema, sql), table, &params, |position| {
            outcomes[start + position] = missing;
        });
        written.await.map_err(|error| with_sum_column(error, &self.write))
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
        if !self.chunks.iter().all(|chunk| session.product().reads_json(&chunk.json)) {
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
