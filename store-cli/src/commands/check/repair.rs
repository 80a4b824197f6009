//! Repairs the tables: `store check --apply`.

use serde_json::Value;
use store::state::{Counter, SCHEMA_VERSION, StateOptions, StateStore, WorkItem, schema_version};
use store::{Connection, Database, Dialect, Error, Table as _};

use crate::commands::active_workers;
use crate::error::CliError;
use crate::escape;

/// Refuses a newer schema: its tables differ on purpose, also where this program can use them.
async fn refuse_newer(connection: &mut impl Connection) -> Result<(), CliError> {
    match schema_version(connection).await? {
        Some(version) if version > SCHEMA_VERSION => Err(CliError::usage(format!(
            "the database has schema version {version}, and this program repairs version {SCHEMA_VERSION}: use the newer program"
        ))),
        _ => Ok(()),
    }
}

/// Records the version of the schema, unless a difference is left.
async fn record_version(database: &mut impl Database) -> Result<(), Error> {
    if store::state::drift(database).await?.iter().all(|(_, drift)| !drift.breaks()) {
        StateStore::open(database.clone(), StateOptions::default()).await?;
    }
    Ok(())
}

/// The changes that `--apply` made, and the error that ended it.
#[derive(Default)]
pub(super) struct Repair {
    /// The repaired tables.
    tables: Vec<&'static str>,
    pub(super) statements: Vec<String>,
    /// The table whose statements failed, and the error.
    failed: Option<(&'static str, CliError)>,
    /// The number of counters that were rebuilt, if that was needed.
    pub(super) rebuilt_counters: Option<Result<u64, CliError>>,
    /// Why the version of the schema could not be recorded.
    record_error: Option<CliError>,
}

impl Repair {
    pub(super) async fn run(database: &mut impl Database) -> Result<Self, CliError> {
        refuse_newer(database).await?;
        let mut repair = Self::default();
        repair.repair_tables(database).await?;
        if repair.failed.is_none() {
            repair.rebuilt_counters = repair.rebuild_counters(database).await.transpose();
            repair.record_error = record_version(database).await.err().map(CliError::from);
        }
        Ok(repair)
    }

    /// Runs the statements of each table, up to the first table that fails.
    async fn repair_tables(&mut self, connection: &mut impl Connection) -> Result<(), Error> {
        for (table, plan) in store::state::plan_repair(connection).await? {
            if plan.statements.is_empty() {
                continue;
            }
            let statements: Vec<&str> = plan.statements.iter().map(String::as_str).collect();
            if let Err(error) = connection.execute_ddl(&statements).await {
                self.failed = Some((table, error.into()));
                break;
            }
            self.tables.push(table);
            self.statements.extend(plan.statements);
        }
        Ok(())
    }

    /// Counts the items if the table of counters is new; returns the number of counters that were rebuilt.
    async fn rebuild_counters(&self, database: &mut impl Database) -> Result<Option<u64>, CliError> {
        if !self.lacks_counters(database).await? {
            return Ok(None);
        }
        let options = StateOptions::default().auto_init(false);
        let store = StateStore::open(database.clone(), options).await?;
        // An item that a worker changes meanwhile would be counted twice, or not at all.
        if let Some(workers) = active_workers::describe(&store).await? {
            return Err(CliError::usage(format!(
                "the store is in use ({workers}): stop the workers and run `store check --apply` again"
            )));
        }
        store.rebuild_counters().await.map(Some).map_err(CliError::from)
    }

    /// Returns whether the table of counters was created by this command, or is empty although there are items.
    async fn lacks_counters(&self, database: &mut impl Database) -> Result<bool, Error> {
        if self.tables.contains(&Counter::MODEL.name) {
            return Ok(true);
        }
        let is_intact = store::state::drift(database).await?.iter().all(|(_, drift)| !drift.breaks());
        Ok(is_intact
            && Counter::last().first(database).await?.is_none()
            && WorkItem::last().first(database).await?.is_some())
    }

    /// Returns whether no statement was run, successfully or not.
    pub(super) fn is_empty(&self) -> bool {
        self.statements.is_empty() && self.failed.is_none()
    }

    pub(super) fn has_failed(&self) -> bool {
        self.failed.is_some() || matches!(self.rebuilt_counters, Some(Err(_))) || self.record_error.is_some()
    }

    pub(super) fn lines(&self, dialect: Dialect) -> Vec<String> {
        let mut lines = Vec::new();
        if self.statements.is_empty() {
            lines.push("No statements were run.".to_owned());
        } else {
            let script = store::export::batches(dialect, self.statements.iter().map(String::as_str));
            let tables = self.tables.join(", ");
            lines.push(format!(
                "{} statements were run to repair {tables}:\n\n{script}",
                self.statements.len()
            ));
        }
        match &self.rebuilt_counters {
            Some(Ok(0)) | None => {}
            Some(Ok(counters)) => {
                lines.push(format!(
                    "{counters} counters of `store stats` were rebuilt by counting the items."
                ));
            }
            Some(Err(error)) => lines.push(escape::line(&format!("Cannot rebuild the counters: {error}"))),
        }
        if let Some(error) = &self.record_error {
            lines.push(escape::line(&format!("Cannot record the version of the schema: {error}")));
        }
        if let Some((table, error)) = &self.failed {
            lines.push(escape::line(&format!(
                "Cannot repair {table}, whose changes were rolled back: {error}; the remaining tables were not repaired"
            )));
        }
        lines
    }

    pub(super) fn record_error_json(&self) -> Value {
        self.record_error.as_ref().map_or(Value::Null, CliError::json)
    }

    pub(super) fn failed_json(&self) -> Value {
        self.failed.as_ref().map_or(Value::Null, |(table, error)| {
            let mut json = error.json();
            json["table"] = (*table).into();
            json
        })
    }
}
