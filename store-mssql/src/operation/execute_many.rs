//! Runs a declared update for many elements, all or none.

use store_core::schema::TableModel;
use store_core::{Error, Params, SchemaOverride, UpdateMany, Value};

use super::json_rows::Chunk;
use super::statement::with_calculated_column;
use super::{Operation, RetrySafety, in_schema, wrong_engine};
use crate::session::{Driver, Session};

/// Runs a declared update for many elements, all or none.
pub(crate) struct ExecuteMany<'v> {
    pub(crate) update: UpdateMany,
    pub(crate) elements: &'v [&'v [Value<'v>]],
    pub(crate) chunks: &'v [Chunk],
}

impl ExecuteMany<'_> {
    /// Runs the update for one element at a time, for a server that does not read their JSON correctly.
    async fn run_each<D: Driver>(
        &self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<Vec<bool>, Error> {
        let statement = &self.update.statement;
        let sql = in_schema(schema, statement.sql);
        let mut changed = Vec::with_capacity(self.elements.len());
        for element in self.elements {
            changed.push(session.execute(sql, statement.table, Params::all(element)).await? > 0);
        }
        Ok(changed)
    }

    async fn run_chunks<D: Driver>(
        &self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<Vec<bool>, Error> {
        let sql = in_schema(schema, self.update.many.ok_or_else(wrong_engine)?);
        let mut changed = vec![false; self.elements.len()];
        let mut rest = changed.as_mut_slice();
        for chunk in self.chunks {
            let (these, others) = rest.split_at_mut(chunk.rows);
            let params = chunk.params([]);
            let table = self.update.statement.table;
            chunk.run(session, sql, table, &params, |row| these[row.position] = true).await?;
            rest = others;
        }
        Ok(changed)
    }
}

impl Operation for ExecuteMany<'_> {
    type Output = Vec<bool>;

    fn name(&self) -> (&'static str, Option<&'static TableModel<'static>>) {
        (self.update.statement.name, Some(self.update.statement.table))
    }

    fn retry_safety(&self) -> RetrySafety {
        RetrySafety::default()
    }

    async fn run<D: Driver>(
        &mut self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<Vec<bool>, Error> {
        let reads_json = self.chunks.iter().all(|chunk| session.product().reads_json(&chunk.json));
        let changed = if !reads_json {
            session.begin().await?;
            let changed = self.run_each(session, schema).await;
            session.finish(changed).await
        } else if self.chunks.len() < 2 {
            // A single statement is atomic by itself.
            self.run_chunks(session, schema).await
        } else {
            session.begin().await?;
            let changed = self.run_chunks(session, schema).await;
            session.finish(changed).await
        };
        changed.map_err(|error| with_calculated_column(error, &self.update.statement))
    }

    fn row_count(&self, output: &Vec<bool>) -> u64 {
        output.iter().filter(|changed| **changed).count() as u64
    }
}
