//! Taking over the table of the Python era where it is, in SQL Server.

use chrono::{DateTime, Utc};

use super::adopt::note;
use super::broken_off::{broken_off, unread};
use super::convert::{as_json, work_item};
use super::era::{LaterSqlServerEraItem, PAGE, SqlServerEraItem, is_of, of_era};
use super::survey::{Known, survey_of_server};
use super::{Adopted, LegacyItem, Survey};
use crate::diff::{Drift, PartKind};
use crate::state::transfer::{Stage, Step};
use crate::state::{Status, WorkItem, WorkItemId, schema};
use crate::{Connection, ConnectionExt, Database, Error, ErrorKind, Table, UnitOfWork};

/// The indexes of the old table. The unique one refuses what is no duplicate.
const OLD_INDEXES: &[&str] =
    &["ix_work_items_dedupe", "ix_work_items_run_id", "ix_work_items_source", "ix_work_items_status"];

/// The table on its way: with the columns of the new one that rows must be given values for, which may yet be missing.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "work_items")]
#[query(select in_order() order_by(work_item_id) page)]
pub(in crate::state) struct Adopting {
    #[column(primary_key)]
    work_item_id: WorkItemId,
    #[column(len = 100)]
    source_system: String,
    #[column(len = 100)]
    source_name: String,
    #[column(len = 100)]
    resource_type: String,
    #[column(len = 500)]
    resource_id: String,
    #[column(len = 50)]
    variant: Option<String>,
    #[column(len = 2000)]
    request_uri: String,
    #[column(len = 10, default = "GET")]
    request_method: String,
    request_headers: Option<String>,
    request_body: Option<String>,
    metadata: Option<String>,
    #[column(default = 100)]
    priority: i32,
    rank: Option<i32>,
    #[column(default = "pending")]
    status: Status,
    #[column(default = 0)]
    attempt: i32,
    #[column(len = 36)]
    run_id: Option<String>,
    discovered_from: Option<WorkItemId>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    queued_at: Option<DateTime<Utc>>,
    finished_at: Option<DateTime<Utc>>,
    lease_expires_at: Option<DateTime<Utc>>,
    error_message: Option<String>,
    #[column(len = 301)]
    source_key: Option<String>,
    #[column(len = 854)]
    dedupe_key: String,
    dedupe_hash: Option<[u8; 32]>,
}

impl Adopting {
    fn legacy(&self) -> LegacyItem {
        LegacyItem {
            work_item_id: self.work_item_id.clone(),
            source_system: self.source_system.clone(),
            source_name: self.source_name.clone(),
            resource_type: self.resource_type.clone(),
            resource_id: self.resource_id.clone(),
            variant: self.variant.clone(),
            request_uri: self.request_uri.clone(),
            request_method: self.request_method.clone(),
            request_headers: self.request_headers.clone(),
            request_body: self.request_body.clone(),
            metadata: self.metadata.clone(),
            priority: self.priority,
            rank: self.rank,
            status: self.status,
            attempt: self.attempt,
            run_id: self.run_id.clone().filter(|id| !id.is_empty()),
            discovered_from: self.discovered_from.clone().filter(|id| !id.as_str().is_empty()),
            created_at: self.created_at,
            updated_at: self.updated_at,
            error_message: self.error_message.clone(),
            dedupe_key: self.dedupe_key.clone(),
        }
    }

    /// The row with all that it has to have.
    fn filled(self, item: &WorkItem) -> Self {
        Self {
            variant: item.variant.clone(),
            request_headers: self.request_headers.map(as_json),
            metadata: self.metadata.map(as_json),
            rank: Some(item.rank),
            run_id: item.run_id.as_ref().map(ToString::to_string),
            discovered_from: item.discovered_from.clone(),
            status: item.status,
            queued_at: Some(item.queued_at),
            finished_at: item.finished_at,
            // Nobody has it any more.
            lease_expires_at: None,
            source_key: Some(item.source_key.clone()),
            dedupe_key: item.dedupe_key.clone(),
            dedupe_hash: Some(item.dedupe_hash),
            ..self
        }
    }
}

/// Like [`survey_sqlite_era`](super::survey_sqlite_era), for the table of the Python framework in SQL Server. Also
/// reports how the table would change, and what prevents the change.
///
/// # Errors
///
/// [`SchemaDrift`](ErrorKind::SchemaDrift) for a database without that table, and for one with only one of its later columns; else
/// those of the database.
pub async fn survey_sql_server_era<C: Connection>(
    connection: &mut C,
    progress: impl FnMut(Step) + Send,
) -> Result<Survey, Error> {
    surveyed(connection, progress).await.map_err(unread)
}

async fn surveyed<C: Connection>(
    connection: &mut C,
    progress: impl FnMut(Step) + Send,
) -> Result<Survey, Error> {
    let mut survey = of_era!(
        connection,
        [LaterSqlServerEraItem, SqlServerEraItem],
        E => survey_of_server::<E, C>(connection, progress).await?
    );
    let drift = connection.drift::<WorkItem>().await?;
    if is_taken_over(&drift) {
        return Ok(survey);
    }
    survey.changes = drift.iter().map(ToString::to_string).collect();
    for obstacle in connection.plan_repair_dropping::<Adopting>(OLD_INDEXES).await?.manual_steps {
        survey.in_the_way.add(|| obstacle);
    }
    for table in schema::others_beside_items(connection).await? {
        survey.in_the_way.add(|| {
            format!(
                "the table {table} is not the store's: drop it, rename it with its constraints, or give the store another schema"
            )
        });
    }
    Ok(survey)
}

/// Converts the table of the Python framework in SQL Server in place: adds columns, computes the identity of each row
/// in batches, and replaces the old keys and indexes. Every row is kept; the other tables of the store are created.
///
/// The old program cannot write into the converted table; stop it first. Each step is a transaction, and after an
/// interruption the same call does the rest. The indexes of a large table take time and log space.
///
/// # Errors
///
/// [`Misuse`](ErrorKind::Misuse) for rows that cannot be kept as they are, see [`Survey`], before anything is changed;
/// [`SchemaDrift`](ErrorKind::SchemaDrift) for a table that cannot be made the new one, with what stands in the way; else those of
/// the database, with what was changed until then.
///
/// # Examples
///
/// ```no_run
/// use store::state::legacy::adopt_sql_server_era;
/// use store::state::{StateOptions, StateStore};
/// use store_mssql::{Mssql, MssqlOptions};
///
/// # async fn adopt() -> Result<(), store::Error> {
/// let database = Mssql::open(MssqlOptions::from_env()?).await?;
/// let adopted = adopt_sql_server_era(&database, |step| println!("{step}")).await?;
/// println!("{} rows", adopted.rows);
/// let store = StateStore::open(database, StateOptions::default().auto_init(false)).await?;
/// # drop(store);
/// # Ok(()) }
/// ```
pub async fn adopt_sql_server_era<D: Database>(
    database: &D,
    mut progress: impl FnMut(Step) + Send,
) -> Result<Adopted, Error> {
    let mut connection = database.clone();
    let surveyed = survey_sql_server_era(&mut connection, &mut progress).await?;
    surveyed.check()?;
    let of = surveyed.items;
    let tables = "the table is unchanged; some of the store's other tables may have been created";
    schema::create_beside_items(&mut connection).await.map_err(|error| broken_off(error, tables))?;
    let drift = connection.drift::<WorkItem>().await;
    if is_taken_over(&drift.map_err(|error| broken_off(error, tables))?) {
        return Ok(Adopted { rows: of, written: 0, known: of });
    }
    let columns =
        "this call changed no row; the store's other tables were created, the new columns were not added";
    make::<Adopting, D>(&mut connection).await.map_err(|error| broken_off(error, columns))?;
    let adopted = fill(database, of, progress).await?;
    let keys = format!("all {of} rows have their identity; the new keys and indexes were not created");
    make::<WorkItem, D>(&mut connection).await.map_err(|error| broken_off(error, &keys))?;
    Ok(adopted)
}

/// Whether the table is the new one, whatever else is to be mended of it: the last step makes its key.
fn is_taken_over(drift: &[Drift]) -> bool {
    let key = WorkItem::MODEL.keys[WorkItem::UX_WORK_ITEMS_DEDUPE.index()].name;
    !drift.iter().any(|drift| {
        drift.found.is_none() && (drift.part.kind == PartKind::Table || drift.part.name.ends_with(key))
    })
}

/// Makes the table that of `T`.
async fn make<T: Table, C: Connection>(connection: &mut C) -> Result<(), Error> {
    let mend = connection.plan_repair_dropping::<T>(OLD_INDEXES).await?;
    if !mend.is_complete() {
        let message = format!("the table cannot be made the new one: {}", mend.manual_steps.join("; "));
        return Err(Error::new(ErrorKind::SchemaDrift, message).with_table(T::MODEL.name));
    }
    let statements: Vec<&str> = mend.statements.iter().map(String::as_str).collect();
    connection.execute_ddl(&statements).await
}

/// Gives each row what it has to have, and notes beside it what else the store knows.
async fn fill<D: Database>(
    database: &D,
    of: u64,
    mut progress: impl FnMut(Step) + Send,
) -> Result<Adopted, Error> {
    let mut connection = database.clone();
    let mut known = Known::default();
    let mut adopted = Adopted::default();
    let mut after: Option<WorkItemId> = None;
    loop {
        let so_far = format!(
            "the first {} of {of} rows have their identity; the other rows, the new keys and the indexes are not done",
            adopted.rows
        );
        let page = Adopting::in_order(after.as_ref(), PAGE).all(&mut connection).await;
        let page = page.map_err(|error| broken_off(error, &so_far))?;
        let Some(last) = page.last() else { return Ok(adopted) };
        after = Some(last.work_item_id.clone());
        adopted.rows += page.len() as u64;
        let mut batch = Fill::default();
        for row in page {
            let legacy = row.legacy();
            let variant = known.variant(&legacy);
            if row.dedupe_hash.is_none() {
                let item = work_item(legacy, variant);
                batch.rows.push(row.filled(&item));
                batch.items.push(item);
            }
        }
        adopted.written += batch.rows.len() as u64;
        adopted.known = adopted.rows - adopted.written;
        if !batch.rows.is_empty() {
            database.transaction(batch).await.map_err(|error| broken_off(error, &so_far))?;
        }
        progress(Step { stage: Stage::Writing, table: "work_items", rows: adopted.rows, of: Some(of) });
    }
}

/// Rows of the table with what they have to have.
#[derive(Default)]
struct Fill {
    rows: Vec<Adopting>,
    items: Vec<WorkItem>,
}

impl UnitOfWork for Fill {
    type Output = ();

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<(), Error> {
        connection.update_many(&self.rows).await?;
        note(connection, &self.items.iter().collect::<Vec<_>>()).await
    }
}
