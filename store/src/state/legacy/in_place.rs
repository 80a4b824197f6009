//! Converting the legacy table in SQL Server in place.

use chrono::{DateTime, Utc};

use super::convert::{to_json, work_item};
use super::identities::Identities;
use super::import::write_related_rows;
use super::interrupted::interrupted;
use super::schema::PAGE;
use super::{ImportReport, LegacyItem, Survey};
use crate::diff::{Drift, PartKind};
use crate::state::admin::{AppliedScript, CreateSchema, for_each_table};
use crate::state::transfer::{Stage, Step};
use crate::state::{Status, WorkItem, WorkItemId};
use crate::{Connection, ConnectionExt, Database, Error, ErrorKind, Table, UnitOfWork};

/// The indexes of the legacy table. The unique one would refuse rows that are no duplicates.
const OLD_INDEXES: &[&str] =
    &["ix_work_items_dedupe", "ix_work_items_run_id", "ix_work_items_source", "ix_work_items_status"];

/// A row of the table during the conversion: with the new columns that need a value in each row, which may be NULL until
/// then.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "work_items")]
#[query(select in_order() order_by(work_item_id) page)]
pub(super) struct ConvertedRow {
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

impl ConvertedRow {
    fn legacy_item(&self) -> LegacyItem {
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

    /// Returns the row with the values of the new columns.
    fn with_values_of(self, item: &WorkItem) -> Self {
        Self {
            variant: item.variant.clone(),
            request_headers: self.request_headers.map(to_json),
            metadata: self.metadata.map(to_json),
            rank: Some(item.rank),
            run_id: item.run_id.as_ref().map(ToString::to_string),
            discovered_from: item.discovered_from.clone(),
            status: item.status,
            queued_at: Some(item.queued_at),
            finished_at: item.finished_at,
            // The workers of the Python framework have stopped.
            lease_expires_at: None,
            source_key: Some(item.source_key.clone()),
            dedupe_key: item.dedupe_key.clone(),
            dedupe_hash: Some(item.dedupe_hash),
            ..self
        }
    }
}

/// Adds to a survey how the table would change, and what prevents the change.
pub(super) async fn survey_changes<C: Connection>(
    connection: &mut C,
    survey: &mut Survey,
) -> Result<(), Error> {
    let drift = connection.drift::<WorkItem>().await?;
    if is_converted(&drift) {
        return Ok(());
    }
    survey.changes = drift.iter().map(ToString::to_string).collect();
    for step in connection.plan_repair_dropping::<ConvertedRow>(OLD_INDEXES).await?.manual_steps {
        survey.obstacles.add(|| step);
    }
    for table in foreign_tables(connection).await? {
        survey.obstacles.add(|| {
            format!(
                "table {table} belongs to another program: drop it, rename it with its constraints, or choose another \
                 schema for the store"
            )
        });
    }
    Ok(())
}

/// Converts a table of `rows` rows, whose survey has no obstacles.
pub(super) async fn convert_table<D: Database>(
    database: &D,
    rows: u64,
    progress: impl FnMut(Step) + Send,
) -> Result<ImportReport, Error> {
    let mut connection = database.clone();
    let tables = "the table is unchanged; some other tables of the store may have been created";
    create_other_tables(&mut connection).await.map_err(|error| interrupted(error, tables))?;
    let drift = connection.drift::<WorkItem>().await;
    let converted = "the table is converted; the version of the schema was not recorded";
    if is_converted(&drift.map_err(|error| interrupted(error, tables))?) {
        database.transaction(CreateSchema).await.map_err(|error| interrupted(error, converted))?;
        return Ok(ImportReport { rows, written: 0, known: rows });
    }
    let columns = "this call changed no row; the other tables of the store were created, the new columns were not added";
    repair::<ConvertedRow, D>(&mut connection).await.map_err(|error| interrupted(error, columns))?;
    let report = convert_rows(database, rows, progress).await?;
    let keys = format!("all {rows} rows have their identity; the new keys and indexes were not created");
    repair::<WorkItem, D>(&mut connection).await.map_err(|error| interrupted(error, &keys))?;
    database.transaction(CreateSchema).await.map_err(|error| interrupted(error, converted))?;
    Ok(report)
}

/// Returns whether the table has the new key, which the last step of the conversion creates.
fn is_converted(drift: &[Drift]) -> bool {
    let key = WorkItem::MODEL.keys[WorkItem::UX_WORK_ITEMS_DEDUPE.index()].name;
    !drift.iter().any(|drift| {
        drift.found.is_none() && (drift.part.kind == PartKind::Table || drift.part.name.ends_with(key))
    })
}

/// Creates the missing tables of the store other than `work_items`.
async fn create_other_tables(connection: &mut impl Connection) -> Result<(), Error> {
    macro_rules! create {
        ($($table:ty),*) => {{ $(
            if <$table as Table>::MODEL.name != WorkItem::MODEL.name {
                connection.create::<$table>().await?;
            }
        )* }};
    }
    for_each_table!(create);
    Ok(())
}

/// Returns the tables that have the name of a table of the store, other than `work_items`, and are different.
async fn foreign_tables(connection: &mut impl Connection) -> Result<Vec<&'static str>, Error> {
    let mut foreign = Vec::new();
    let exists = |drift: &Drift| drift.part.kind != PartKind::Table || drift.found.is_some();
    macro_rules! check {
        ($($table:ty),*) => {{ $(
            let name = <$table as Table>::MODEL.name;
            let drift = connection.drift::<$table>().await?;
            if name != WorkItem::MODEL.name && drift.iter().any(|drift| exists(drift) && drift.breaks()) {
                foreign.push(name);
            }
        )* }};
    }
    check!(AppliedScript);
    for_each_table!(check);
    Ok(foreign)
}

/// Makes the table match `T`.
async fn repair<T: Table, C: Connection>(connection: &mut C) -> Result<(), Error> {
    let plan = connection.plan_repair_dropping::<T>(OLD_INDEXES).await?;
    if !plan.is_complete() {
        let message = format!("cannot convert the table: {}", plan.manual_steps.join("; "));
        return Err(Error::new(ErrorKind::SchemaDrift, message).with_table(T::MODEL.name));
    }
    let statements: Vec<&str> = plan.statements.iter().map(String::as_str).collect();
    connection.execute_ddl(&statements).await
}

/// Writes the values of the new columns to each row, and the rows of the other tables.
async fn convert_rows<D: Database>(
    database: &D,
    of: u64,
    mut progress: impl FnMut(Step) + Send,
) -> Result<ImportReport, Error> {
    let mut connection = database.clone();
    let mut identities = Identities::default();
    let mut report = ImportReport::default();
    let mut after: Option<WorkItemId> = None;
    loop {
        let done = format!(
            "the first {} of {of} rows have their identity; the other rows were not converted, the new keys and indexes \
             were not created",
            report.rows
        );
        let page = ConvertedRow::in_order(after.as_ref(), PAGE).all(&mut connection).await;
        let page = page.map_err(|error| interrupted(error, &done))?;
        let Some(last) = page.last() else { return Ok(report) };
        after = Some(last.work_item_id.clone());
        report.rows += page.len() as u64;
        let mut batch = ConvertBatch::default();
        for row in page {
            let legacy = row.legacy_item();
            let variant = identities.unique_variant(&legacy);
            if row.dedupe_hash.is_none() {
                let item = work_item(legacy, variant);
                batch.rows.push(row.with_values_of(&item));
                batch.items.push(item);
            }
        }
        report.written += batch.rows.len() as u64;
        report.known = report.rows - report.written;
        if !batch.rows.is_empty() {
            database.transaction(batch).await.map_err(|error| interrupted(error, &done))?;
        }
        progress(Step { stage: Stage::Writing, table: "work_items", rows: report.rows, of: Some(of) });
    }
}

/// Updates rows of the table, and writes the rows of the other tables.
#[derive(Default)]
struct ConvertBatch {
    rows: Vec<ConvertedRow>,
    items: Vec<WorkItem>,
}

impl UnitOfWork for ConvertBatch {
    type Output = ();

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<(), Error> {
        connection.update_many(&self.rows).await?;
        write_related_rows(connection, &self.items.iter().collect::<Vec<_>>()).await
    }
}
