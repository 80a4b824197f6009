//! Writes many rows, all or none.

use store_core::schema::TableModel;
use store_core::{Error, Outcome, Params, SchemaOverride, Value, Write, WriteKind};

use super::json_rows::{Chunk, NumberedRow};
use super::write::{WriteRow, is_insert, with_sum_column, write_retry_safety};
use super::{Operation, RetrySafety, in_schema, missing_outcome, wrong_engine};
use crate::babelfish::Product;
use crate::session::{Driver, Session};

/// Writes many rows, all or none.
pub(crate) struct WriteMany<'v> {
    pub(crate) write: Write,
    pub(crate) rows: &'v [&'v [Value<'v>]],
    pub(crate) chunks: &'v [Chunk],
}

impl WriteMany<'_> {
    /// Writes the rows one by one.
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
        let mut numbered = Vec::new();
        if is_insert(self.write.kind) {
            session.execute(sql, table, Params::all(&params)).await?;
        } else {
            let written = chunk.run(session, sql, table, &params, |row| numbered.push(row)).await;
            written.map_err(|error| with_sum_column(error, &self.write))?;
        }
        add_outcomes(outcomes, self.write.kind, chunk.rows, &numbered)
    }
}

/// Returns whether the server writes chunks of rows: whether there is a statement, and the server reads their JSON correctly.
pub(super) fn in_chunks(write: &Write, product: Product, chunks: &[Chunk]) -> bool {
    write.kind != WriteKind::Delete && chunks.iter().all(|chunk| product.reads_json(&chunk.json))
}

/// Returns the statement that writes the rows of a chunk, and its parameters.
pub(super) fn chunk_statement<'c>(
    write: &Write,
    chunk: &'c Chunk,
) -> Result<(&'static str, Vec<Value<'c>>), Error> {
    let (sql, params) = match write.kind {
        WriteKind::Insert => (write.sql.insert_many(), chunk.params([])),
        WriteKind::InsertVerbatim => (write.sql.insert_many_verbatim(), chunk.params([])),
        // Rows are deleted one by one.
        WriteKind::Delete => (None, Vec::new()),
        kind => {
            let inserts = Value::Bool(kind != WriteKind::Update);
            let updates = Value::Bool(kind != WriteKind::InsertIfAbsent);
            (write.key.write_many(), chunk.params([inserts, updates]))
        }
    };
    Ok((sql.ok_or_else(wrong_engine)?, params))
}

/// Adds the outcomes of a chunk of this number of rows, of which the statement returned the numbers of `numbered`.
pub(super) fn add_outcomes(
    outcomes: &mut Vec<Outcome>,
    kind: WriteKind,
    rows: usize,
    numbered: &[NumberedRow],
) -> Result<(), Error> {
    let (absent, present) = match kind {
        WriteKind::Insert | WriteKind::InsertVerbatim => (Outcome::Inserted, Outcome::Inserted),
        WriteKind::InsertIfAbsent => (Outcome::Inserted, Outcome::Existing),
        WriteKind::Upsert => (Outcome::Inserted, Outcome::Updated),
        WriteKind::Update => (Outcome::Missing, Outcome::Updated),
        WriteKind::Delete => (Outcome::Missing, Outcome::Deleted),
    };
    let start = outcomes.len();
    outcomes.resize(start + rows, present);
    for row in numbered {
        let outcome = if row.is_conflict { Outcome::Conflict } else { absent };
        *outcomes.get_mut(start + row.position).ok_or_else(missing_outcome)? = outcome;
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
        if !in_chunks(&self.write, session.product(), self.chunks) {
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
