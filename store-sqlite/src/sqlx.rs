//! The same statements on an application's own sqlx connection.

use std::ops::ControlFlow;

use futures_util::TryStreamExt;
use rusqlite::types::ValueRef as Stored;
use sqlx::sqlite::{SqliteArguments, SqliteRow, SqliteTransactionManager};
use sqlx::{Arguments, AssertSqlSafe, Decode, Executor, Row as _, SqlSafeStr, SqlStr, TypeInfo, ValueRef};
use sqlx_core::transaction::TransactionManager;
use store_core::schema::TableModel;
use store_core::{
    Connection, Dialect, Error, ErrorKind, FromRow, Outcome, Params, Row, SchemaOverride, SqlType, Statement,
    Table, Transactional, Value, ValueError, Write, WriteKind,
};

use crate::batch;
use crate::error::{from_code, wrong_count};
use crate::value::{Encoded, decode, encode};

/// An application's sqlx connection as a connection of store.
///
/// It takes part in the transaction that is open on the connection, as in that of a `sqlx::Transaction`. Without
/// one each call is a transaction of its own.
///
/// ```
/// use sqlx::{Connection as _, Row as _};
/// use store_core::{ConnectionExt, Transactional};
/// use store_sqlite::SqlxSqlite;
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
/// let mut connection = sqlx::SqliteConnection::connect("sqlite::memory:").await?;
/// let mut application = connection.begin().await?;
/// let mut store = SqlxSqlite::new(&mut application);
/// // store.insert(&row).await?;
/// let inner = store.begin_transaction().await?; // a savepoint in the application's transaction
/// inner.commit().await?;
/// application.commit().await?;
/// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct SqlxSqlite<'c> {
    connection: &'c mut sqlx::SqliteConnection,
    schema: Option<&'c SchemaOverride>,
}

impl<'c> SqlxSqlite<'c> {
    /// Takes the connection for a while.
    pub fn new(connection: &'c mut sqlx::SqliteConnection) -> Self {
        Self { connection, schema: None }
    }

    /// With another schema in the place of the one that the tables were compiled with.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`] when the override was made for another engine.
    pub fn schema(mut self, schema: &'c SchemaOverride) -> Result<Self, Error> {
        schema.check(Dialect::Sqlite)?;
        self.schema = Some(schema);
        Ok(self)
    }

    fn text(&self, sql: &'static str) -> SqlStr {
        match self.schema.map(|schema| schema.text(sql)) {
            // Made by store's renderer from a name that was checked.
            Some(text) if text != sql => AssertSqlSafe(text).into_sql_str(),
            _ => sql.into_sql_str(),
        }
    }

    /// How deep in transactions sqlx is, its own and these.
    fn depth(&self) -> usize {
        SqliteTransactionManager::get_transaction_depth(self.connection)
    }

    /// Runs `work` as one step, which is undone also when its future is dropped.
    async fn within<R>(
        &mut self,
        work: impl AsyncFnOnce(&mut SqlxSqlite<'_>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        let begun = match self.depth() {
            0 => sqlx::Connection::begin_with(self.connection, "BEGIN IMMEDIATE").await,
            _ => sqlx::Connection::begin(self.connection).await,
        };
        let mut transaction = begun.map_err(|error| from_sqlx(error, None))?;
        let result = work(&mut SqlxSqlite { connection: &mut transaction, schema: self.schema }).await?;
        transaction.commit().await.map_err(|error| from_sqlx(error, None))?;
        Ok(result)
    }

    async fn run(&mut self, statement: &Statement, arguments: SqliteArguments) -> Result<u64, Error> {
        let query = sqlx::query_with(self.text(statement.sql), arguments);
        match self.connection.execute(query).await {
            Ok(done) => Ok(done.rows_affected()),
            Err(error) => Err(from_sqlx(error, Some(statement.table))),
        }
    }

    async fn step_through<T: FromRow>(
        &mut self,
        statement: &Statement,
        arguments: SqliteArguments,
        mut each: impl FnMut(T) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        let failed = |error| from_sqlx(error, Some(statement.table));
        let query = sqlx::query_with(self.text(statement.sql), arguments);
        let mut rows = self.connection.fetch(query);
        while let Some(row) = rows.try_next().await.map_err(failed)? {
            if each(T::from_row(&SqlxRow(row))?).is_break() {
                break;
            }
        }
        Ok(())
    }

    async fn write_row(&mut self, write: &Write, row: &RowArguments) -> Result<Outcome, Error> {
        let (name, sql) = match write.kind {
            WriteKind::Insert => ("insert", write.sql.insert()),
            WriteKind::InsertIfAbsent => ("insert_if_absent", write.key.insert_if_absent()),
            WriteKind::Update => {
                let hit = self.update_row(write, row).await?;
                return Ok(if hit { Outcome::Updated } else { Outcome::Missing });
            }
            WriteKind::Upsert if write.merges() => {
                let absent = write.statement("insert_if_absent", write.key.insert_if_absent());
                if self.run(&absent, row.all.clone()).await? > 0 {
                    return Ok(Outcome::Inserted);
                }
                self.run(&write.statement("upsert", write.key.upsert()), row.all.clone()).await?;
                return Ok(Outcome::Updated);
            }
            WriteKind::Upsert => {
                if self.update_row(write, row).await? {
                    return Ok(Outcome::Updated);
                }
                ("upsert", write.key.upsert())
            }
        };
        let changed = self.run(&write.statement(name, sql), row.all.clone()).await?;
        Ok(if changed > 0 { Outcome::Inserted } else { Outcome::Existing })
    }

    async fn write_rows<T: Table>(
        &mut self,
        write: &Write,
        rows: &[T],
        outcomes: &mut Vec<Outcome>,
    ) -> Result<(), Error> {
        for row in rows {
            let row = RowArguments::new(write, row)?;
            outcomes.push(self.write_row(write, &row).await?);
        }
        Ok(())
    }

    /// Writes rows whose references are checked at the end of each chunk; `error` is what a broken one gives.
    async fn write_referring_rows<T: Table>(
        &mut self,
        write: &Write,
        rows: &[T],
        error: &Error,
    ) -> Result<Vec<Outcome>, Error> {
        let mut outcomes = Vec::with_capacity(rows.len());
        for chunk in rows.chunks(Write::MAX_ROWS) {
            self.control(batch::DEFER).await?;
            let written = self.write_rows(write, chunk, &mut outcomes).await;
            let broken = self.has_broken_references().await;
            let restored = self.control(batch::CHECK_EACH).await;
            written.and(restored)?;
            if broken? {
                return Err(error.clone());
            }
        }
        Ok(outcomes)
    }

    async fn control(&mut self, sql: &'static str) -> Result<(), Error> {
        let done = self.connection.execute(sqlx::raw_sql(sql)).await;
        done.map(|_| ()).map_err(|error| from_sqlx(error, None))
    }

    /// Whether the open transaction has broken references, for which a commit would fail.
    #[expect(unsafe_code, reason = "sqlx does not offer sqlite3_db_status")]
    async fn has_broken_references(&mut self) -> Result<bool, Error> {
        let mut handle = self.connection.lock_handle().await.map_err(|error| from_sqlx(error, None))?;
        // SAFETY: the connection is open, and the guard keeps sqlx's thread from using it.
        Ok(unsafe { batch::are_broken(handle.as_raw_handle().as_ptr()) })
    }

    async fn update_row(&mut self, write: &Write, row: &RowArguments) -> Result<bool, Error> {
        let changed = self.run(&write.statement("update", write.key.update()), row.update.clone()).await?;
        Ok(changed > 0)
    }
}

impl SqlxSqlite<'_> {
    async fn run_each(&mut self, statements: &[&str]) -> Result<(), Error> {
        for sql in statements {
            let text = self.schema.map_or(*sql, |schema| schema.text(sql));
            // Of the program's own making: statements of tables, or what mends one.
            let done = self.connection.execute(sqlx::raw_sql(AssertSqlSafe(text))).await;
            done.map_err(|error| from_sqlx(error, None))?;
        }
        Ok(())
    }
}

impl Connection for SqlxSqlite<'_> {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn schema_override(&self) -> Option<&SchemaOverride> {
        self.schema
    }

    async fn execute(&mut self, statement: Statement, params: Params<'_>) -> Result<u64, Error> {
        let arguments = arguments(statement.table, params)?;
        self.run(&statement, arguments).await
    }

    async fn for_each<T, F>(
        &mut self,
        statement: Statement,
        params: Params<'_>,
        mut each: F,
    ) -> Result<(), Error>
    where
        T: FromRow + Send + 'static,
        F: FnMut(T) -> ControlFlow<()> + Send,
    {
        let arguments = arguments(statement.table, params)?;
        if statement.kind.is_read() {
            return self.step_through(&statement, arguments, each).await;
        }
        // A row that cannot be read must undo the change, and a caller that breaks off must not.
        let rows = self
            .within(async |connection| {
                let mut rows = Vec::new();
                let push = |row: T| {
                    rows.push(row);
                    ControlFlow::Continue(())
                };
                connection.step_through(&statement, arguments, push).await?;
                Ok(rows)
            })
            .await?;
        let _ = rows.into_iter().try_for_each(&mut each);
        Ok(())
    }

    async fn write<T: Table>(&mut self, write: Write, row: &T) -> Result<Outcome, Error> {
        let row = RowArguments::new(&write, row)?;
        if write.kind != WriteKind::Upsert || self.depth() > 0 {
            return self.write_row(&write, &row).await;
        }
        // As on the direct connection: a row that is there costs one statement.
        if !write.merges() && self.update_row(&write, &row).await? {
            return Ok(Outcome::Updated);
        }
        self.within(async |connection| connection.write_row(&write, &row).await).await
    }

    async fn write_many<T: Table>(&mut self, write: Write, rows: &[T]) -> Result<Vec<Outcome>, Error> {
        let once = self
            .within(async |connection| {
                let mut outcomes = Vec::with_capacity(rows.len());
                connection.write_rows(&write, rows, &mut outcomes).await?;
                Ok(outcomes)
            })
            .await;
        match once {
            // As on the direct connection.
            Err(error)
                if error.kind() == ErrorKind::ForeignKeyViolation
                    && !self.has_broken_references().await? =>
            {
                self.within(async |connection| connection.write_referring_rows(&write, rows, &error).await)
                    .await
            }
            result => result,
        }
    }

    async fn execute_ddl(&mut self, statements: &[&str]) -> Result<(), Error> {
        self.within(async |connection| connection.run_each(statements).await).await
    }
}

impl Transactional for SqlxSqlite<'_> {
    async fn begin(&mut self) -> Result<(), Error> {
        let immediate = self.depth() == 0;
        let sql = immediate.then(|| "BEGIN IMMEDIATE".into_sql_str());
        SqliteTransactionManager::begin(self.connection, sql).await.map_err(|error| from_sqlx(error, None))
    }

    async fn commit(&mut self) -> Result<(), Error> {
        self.check_begun()?;
        SqliteTransactionManager::commit(self.connection).await.map_err(|error| from_sqlx(error, None))
    }

    async fn rollback(&mut self) -> Result<(), Error> {
        self.check_begun()?;
        SqliteTransactionManager::rollback(self.connection).await.map_err(|error| from_sqlx(error, None))
    }

    fn abandon(&mut self) {
        // sqlx's thread does it before it does anything else.
        SqliteTransactionManager::start_rollback(self.connection);
    }
}

impl SqlxSqlite<'_> {
    fn check_begun(&self) -> Result<(), Error> {
        if self.depth() == 0 {
            return Err(Error::new(ErrorKind::Misuse, "no transaction is open: begin one first"));
        }
        Ok(())
    }
}

fn arguments(table: &TableModel<'_>, params: Params<'_>) -> Result<SqliteArguments, Error> {
    let mut arguments = SqliteArguments::default();
    for value in params.iter() {
        add(&mut arguments, value, table)?;
    }
    Ok(arguments)
}

/// A row on its way into the statements that may be needed for it.
struct RowArguments {
    all: SqliteArguments,
    update: SqliteArguments,
}

impl RowArguments {
    fn new<T: Table>(write: &Write, row: &T) -> Result<Self, Error> {
        let values = row.values()?;
        let collect = |columns: &mut dyn Iterator<Item = usize>| {
            let mut arguments = SqliteArguments::default();
            for at in columns {
                let Some(value) = values.as_ref().get(at) else {
                    return Err(wrong_count(write.table, values.as_ref().len(), write.table.columns.len()));
                };
                add(&mut arguments, value, write.table)?;
            }
            Ok(arguments)
        };
        let updates = matches!(write.kind, WriteKind::Update | WriteKind::Upsert);
        Ok(Self {
            all: collect(&mut (0..write.table.columns.len()))?,
            update: collect(&mut write.key.update_order().filter(|_| updates))?,
        })
    }
}

fn add(arguments: &mut SqliteArguments, value: &Value<'_>, table: &TableModel<'_>) -> Result<(), Error> {
    let encoded = encode(value).map_err(|error| Error::unbindable(&error, value, table))?;
    let added = match &encoded {
        Encoded::Null => arguments.add(None::<i64>),
        Encoded::Integer(value) => arguments.add(*value),
        Encoded::Real(value) => arguments.add(*value),
        Encoded::Text(text) => arguments.add(*text),
        Encoded::Blob(bytes) => arguments.add(*bytes),
        Encoded::Short { .. } => arguments.add(encoded.short()),
    };
    added.map_err(|error| {
        Error::new(ErrorKind::InvalidValue, "sqlx does not take the value")
            .with_table(table.name)
            .with_source(error)
    })
}

struct SqlxRow(SqliteRow);

impl Row for SqlxRow {
    fn value(&self, at: usize, ty: SqlType) -> Result<Value<'_>, ValueError> {
        let raw = self
            .0
            .try_get_raw(at)
            .map_err(|_| ValueError::new(format!("the statement gives no value {}", at + 1)))?;
        if raw.is_null() {
            return decode(Stored::Null, ty);
        }
        let class = raw.type_info();
        let stored = match class.name() {
            "INTEGER" => i64::decode(raw).map(Stored::Integer),
            "REAL" => f64::decode(raw).map(Stored::Real),
            // As bytes, since a foreign file may hold text that is none.
            "TEXT" => <&[u8]>::decode(raw).map(Stored::Text),
            _ => <&[u8]>::decode(raw).map(Stored::Blob),
        };
        decode(stored.map_err(|_| ValueError::new("sqlx cannot read the value"))?, ty)
    }
}

fn from_sqlx(error: sqlx::Error, table: Option<&TableModel<'_>>) -> Error {
    let found = match &error {
        sqlx::Error::Database(database) => {
            let code = database.code().and_then(|code| code.parse().ok()).unwrap_or_default();
            from_code(code, database.message(), table)
        }
        sqlx::Error::WorkerCrashed => Error::new(ErrorKind::ConnectionLost, "sqlx's thread has ended"),
        sqlx::Error::BeginFailed | sqlx::Error::InvalidSavePointStatement => Error::new(
            ErrorKind::Misuse,
            "a transaction was begun or ended by hand: leave that to sqlx or store",
        ),
        // The message of the others could show what a row holds.
        _ => Error::new(ErrorKind::Other, "sqlx reports an error; see its source"),
    };
    let found = match table {
        Some(table) if found.table().is_none() => found.with_table(table.name),
        _ => found,
    };
    found.with_source(error)
}
