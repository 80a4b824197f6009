//! What a program asks for, as values that can be run more than once.

use std::future::Future;
use std::marker::PhantomData;
use std::ops::ControlFlow;

use store_core::schema::{Merge, TableModel};
use store_core::{
    Error, ErrorKind, FromRow, Outcome, Params, SchemaOverride, Statement, Value, Write, WriteKind,
};

use crate::batch::Chunk;
use crate::driver::Driver;
use crate::retry::Retry;
use crate::row::MssqlRow;
use crate::session::Session;

/// One call of a program.
pub(crate) trait Call: Send {
    type Output: Send;

    /// What it is called in traces, and its table.
    fn name(&self) -> (&'static str, Option<&'static TableModel<'static>>);

    /// What of it may be done twice.
    fn retry(&self) -> Retry;

    /// Does it once.
    fn run<D: Driver>(
        &mut self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> impl Future<Output = Result<Self::Output, Error>> + Send;

    /// How many rows it has read or written.
    fn rows(&self, output: &Self::Output) -> u64;
}

/// The text in the schema of the configuration.
fn text<'t>(schema: Option<&'t SchemaOverride>, sql: &'static str) -> &'t str {
    schema.map_or(sql, |schema| schema.text(sql))
}

/// Runs a statement that gives no rows.
pub(crate) struct Execute<'p> {
    pub(crate) statement: Statement,
    pub(crate) params: Params<'p>,
}

impl Call for Execute<'_> {
    type Output = u64;

    fn name(&self) -> (&'static str, Option<&'static TableModel<'static>>) {
        (self.statement.name, Some(self.statement.table))
    }

    fn retry(&self) -> Retry {
        Retry::default()
    }

    async fn run<D: Driver>(
        &mut self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<u64, Error> {
        let executed =
            session.execute(text(schema, self.statement.sql), self.statement.table, self.params).await;
        executed.map_err(|error| with_calculated(error, &self.statement))
    }

    fn rows(&self, output: &u64) -> u64 {
        *output
    }
}

/// Runs a statement and hands out its rows.
pub(crate) struct ForEach<'p, F, T> {
    statement: Statement,
    params: Params<'p>,
    each: F,
    handed_out: u64,
    row: PhantomData<fn() -> T>,
}

impl<'p, F, T> ForEach<'p, F, T> {
    pub(crate) fn new(statement: Statement, params: Params<'p>, each: F) -> Self {
        Self { statement, params, each, handed_out: 0, row: PhantomData }
    }
}

impl<T, F> Call for ForEach<'_, F, T>
where
    T: FromRow + Send + 'static,
    F: FnMut(T) -> ControlFlow<()> + Send,
{
    type Output = ();

    fn name(&self) -> (&'static str, Option<&'static TableModel<'static>>) {
        (self.statement.name, Some(self.statement.table))
    }

    fn retry(&self) -> Retry {
        Retry { seen: self.handed_out > 0, repeatable: self.statement.kind.is_read(), key: None }
    }

    async fn run<D: Driver>(
        &mut self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<(), Error> {
        let Self { statement, params, each, handed_out, .. } = self;
        let mut unreadable = None;
        let one = |row: &tiberius::Row| match T::from_row(&MssqlRow(row)) {
            Ok(row) => {
                *handed_out += 1;
                each(row)
            }
            Err(error) => {
                unreadable = Some(error);
                ControlFlow::Break(())
            }
        };
        let queried = session.query(text(schema, statement.sql), statement.table, *params, one).await;
        queried.map_err(|error| with_calculated(error, statement))?;
        unreadable.map_or(Ok(()), Err)
    }

    fn rows(&self, (): &()) -> u64 {
        self.handed_out
    }
}

/// Writes one row.
pub(crate) struct WriteRow<'v> {
    pub(crate) write: Write,
    pub(crate) values: &'v [Value<'v>],
}

impl Call for WriteRow<'_> {
    type Output = Outcome;

    fn name(&self) -> (&'static str, Option<&'static TableModel<'static>>) {
        (name(self.write.kind), Some(self.write.table))
    }

    fn retry(&self) -> Retry {
        retry(&self.write)
    }

    async fn run<D: Driver>(
        &mut self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<Outcome, Error> {
        let Write { kind, sql, key, table } = self.write;
        let all = Params::all(self.values);
        match kind {
            WriteKind::Insert => {
                session.execute(text(schema, sql.insert()), table, all).await?;
                Ok(Outcome::Inserted)
            }
            WriteKind::InsertIfAbsent => {
                let inserted = session.execute(text(schema, key.insert_if_absent()), table, all).await?;
                Ok(if inserted > 0 { Outcome::Inserted } else { Outcome::Existing })
            }
            WriteKind::Update => {
                let order: Vec<usize> = key.update_order().collect();
                let params = Params::ordered(self.values, &order);
                let hit = session.execute(text(schema, key.update()), table, params).await?;
                Ok(if hit > 0 { Outcome::Updated } else { Outcome::Missing })
            }
            WriteKind::Upsert => {
                let mut outcome = None;
                let tell = |row: &tiberius::Row| {
                    outcome = match row.try_get::<&str, _>(0) {
                        Ok(Some("inserted")) => Some(Outcome::Inserted),
                        Ok(Some("updated")) => Some(Outcome::Updated),
                        _ => None,
                    };
                    ControlFlow::Continue(())
                };
                let written = session.query(text(schema, key.upsert()), table, all, tell).await;
                written.map_err(|error| with_sum(error, &self.write))?;
                outcome.ok_or_else(untold)
            }
        }
    }

    fn rows(&self, output: &Outcome) -> u64 {
        u64::from(!matches!(output, Outcome::Existing | Outcome::Missing))
    }
}

/// Writes many rows, all or none.
pub(crate) struct WriteMany<'v> {
    pub(crate) write: Write,
    pub(crate) rows: &'v [&'v [Value<'v>]],
    pub(crate) chunks: Vec<Chunk>,
}

impl WriteMany<'_> {
    /// One by one, for a server that does not read JSON as it is meant.
    async fn each<D: Driver>(
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

    async fn all<D: Driver>(
        &self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<Vec<Outcome>, Error> {
        let mut outcomes = Vec::with_capacity(self.chunks.iter().map(|chunk| chunk.rows).sum());
        for chunk in &self.chunks {
            self.chunk(session, schema, chunk, &mut outcomes).await?;
        }
        Ok(outcomes)
    }

    async fn chunk<D: Driver>(
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
                let sql = sql.insert_many().ok_or_else(no_text)?;
                session.execute(text(schema, sql), table, Params::all(&[json])).await?;
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
        let mut told = true;
        let mark = |row: &tiberius::Row| {
            let number =
                row.try_get::<i32, _>(0).ok().flatten().and_then(|number| usize::try_from(number).ok());
            match number.and_then(|number| outcomes.get_mut(start + number)) {
                Some(outcome) => *outcome = missing,
                None => told = false,
            }
            ControlFlow::Continue(())
        };
        let sql = key.write_many().ok_or_else(no_text)?;
        let written = session.query(text(schema, sql), table, Params::all(&params), mark).await;
        written.map_err(|error| with_sum(error, &self.write))?;
        if told { Ok(()) } else { Err(untold()) }
    }
}

impl Call for WriteMany<'_> {
    type Output = Vec<Outcome>;

    fn name(&self) -> (&'static str, Option<&'static TableModel<'static>>) {
        (name_many(self.write.kind), Some(self.write.table))
    }

    fn retry(&self) -> Retry {
        retry(&self.write)
    }

    async fn run<D: Driver>(
        &mut self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<Vec<Outcome>, Error> {
        if !self.chunks.iter().all(|chunk| session.reads_json(self.write.table, &chunk.json)) {
            session.begin().await?;
            let written = self.each(session, schema).await;
            return session.end(written).await;
        }
        // A single statement is all or nothing by itself.
        if self.chunks.len() < 2 {
            return self.all(session, schema).await;
        }
        session.begin().await?;
        let written = self.all(session, schema).await;
        session.end(written).await
    }

    fn rows(&self, output: &Vec<Outcome>) -> u64 {
        let written =
            output.iter().filter(|outcome| !matches!(outcome, Outcome::Existing | Outcome::Missing));
        written.count() as u64
    }
}

fn name(kind: WriteKind) -> &'static str {
    match kind {
        WriteKind::Insert => "insert",
        WriteKind::InsertIfAbsent => "insert_if_absent",
        WriteKind::Upsert => "upsert",
        WriteKind::Update => "update",
    }
}

fn name_many(kind: WriteKind) -> &'static str {
    match kind {
        WriteKind::Insert => "insert_many",
        WriteKind::InsertIfAbsent => "insert_many_if_absent",
        WriteKind::Upsert => "upsert_many",
        WriteKind::Update => "update_many",
    }
}

/// A row can be written twice but not inserted twice: the second time its own key would be taken.
fn retry(write: &Write) -> Retry {
    let looks_first = matches!(write.kind, WriteKind::InsertIfAbsent | WriteKind::Upsert);
    let key = looks_first.then(|| write.key.name());
    Retry { seen: false, repeatable: write.kind != WriteKind::Insert, key }
}

/// Names the column of a sum that is out of range.
fn with_sum(error: Error, write: &Write) -> Error {
    if write.kind != WriteKind::Upsert {
        return error;
    }
    let sums = write.table.columns.merges.iter().filter(|(_, merge)| *merge == Merge::Add);
    with_only(error, write.table, sums.map(|(column, _)| *column))
}

/// Names the column of a calculation that is out of range.
fn with_calculated(error: Error, statement: &Statement) -> Error {
    with_only(error, statement.table, statement.calculates.iter().copied())
}

/// Names the column that a number is out of range of, which the server does not: the only one that can be.
fn with_only(error: Error, table: &TableModel<'_>, mut columns: impl Iterator<Item = usize>) -> Error {
    match (columns.next(), columns.next()) {
        (Some(column), None) if error.kind() == ErrorKind::OutOfRange && error.column().is_none() => {
            error.with_column(table.columns.names.at(column))
        }
        _ => error,
    }
}

fn untold() -> Error {
    Error::new(ErrorKind::Decode, "the server did not tell what became of a row")
}

fn no_text() -> Error {
    Error::new(ErrorKind::Misuse, "the statements are those of another engine")
}
