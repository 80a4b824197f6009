//! `store smoketest`.
//!
//! All writes are in one transaction that is rolled back: workers never see them, and no row is left even if the program is
//! killed. The cost is that commits are not tested.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use store::factory::{AnyDatabase, open_database};
use store::state::{
    Enqueue, EnqueueOutcome, Identity, NewItem, StateOptions, StateStore, Status, WorkItem, WorkItemId,
};
use store::{Connection, ConnectionExt as _, Database as _, Error, ErrorKind, UnitOfWork};

use super::open_store::warn_if_not_closed;
use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::escape;
use crate::output::Output;

/// Test the connection, the schema, writes and deduplication
///
/// Prints a line for each check, also when the connection fails. All writes are in one
/// transaction that is rolled back, so that active workers never see them and no row is left,
/// even if the program is killed.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  store smoketest --db state.db"
)]
pub(crate) struct SmoketestArgs;

/// The names of the checks, in order; each check requires the ones before it.
const CHECKS: [&str; 4] = ["connection", "schema and tables", "write, read, update", "dedupe"];

/// The number of checks that write.
const WRITES: usize = 2;

/// The result of a check: a description of the verified property, or of the failure.
type CheckResult = Result<String, String>;

impl SmoketestArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Output {
        let mut results = Vec::new();
        match open(connection).await {
            Err(error) => results.push(Err(error)),
            Ok((database, description)) => {
                results.push(Ok(description));
                results.push(check_tables(&database).await);
                if results.iter().all(Result::is_ok) {
                    results.extend(check_writes(&database).await);
                }
                warn_if_not_closed(database.close().await);
            }
        }
        report(results)
    }
}

/// Opens the database; returns it with a description of where it is, which has no password.
async fn open(connection: &ConnectionArgs) -> Result<(AnyDatabase, String), String> {
    let config = connection.existing_config().map_err(|error| error.to_string())?;
    let description = config.describe().map_err(message)?;
    match open_database(config).await {
        Ok(database) => Ok((database, description)),
        Err(error) => Err(format!("{description}: {}", message(error))),
    }
}

async fn check_tables(database: &AnyDatabase) -> CheckResult {
    let options = StateOptions::default().auto_init(false);
    StateStore::open(database.clone(), options).await.map_err(message)?;
    Ok(format!("all {} tables match what the program needs", store::state::tables().len()))
}

/// Runs the checks that write, up to the first that fails.
async fn check_writes(database: &AnyDatabase) -> Vec<CheckResult> {
    let results = Arc::new(Mutex::new(Vec::new()));
    let probe = Probe { source: WorkItemId::new().to_string(), results: Arc::clone(&results) };
    let Err(error) = database.transaction(probe).await;
    let mut results = std::mem::take(&mut *results.lock().unwrap_or_else(PoisonError::into_inner));
    // If all checks have run, the error is the one that rolls back; otherwise the database has reported it.
    if results.iter().all(Result::is_ok) && results.len() < WRITES {
        results.push(Err(message(error)));
    }
    results
}

/// The unit of work of the checks that write.
struct Probe {
    /// A source name that no other item has.
    source: String,
    /// Shared with the caller, because the unit of work always returns an error.
    results: Arc<Mutex<Vec<CheckResult>>>,
}

impl UnitOfWork for Probe {
    type Output = Infallible;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<Infallible, Error> {
        // The transaction may run again, for example after a deadlock.
        self.results(Vec::clear);
        let result = self.write_read_update(connection).await?;
        let passed = result.is_ok();
        self.results(|results| results.push(result));
        if passed {
            let result = self.dedupe(connection).await?;
            self.results(|results| results.push(result));
        }
        Err(Error::new(ErrorKind::Other, "roll back"))
    }
}

impl Probe {
    fn results(&self, change: impl FnOnce(&mut Vec<CheckResult>)) {
        change(&mut self.results.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn item(&self, id: &str) -> NewItem {
        let identity = Identity::new("smoketest", &self.source, "page", id);
        NewItem::new(identity, format!("https://smoketest.invalid/{id}"))
    }

    async fn write_read_update<C: Connection>(&self, connection: &mut C) -> Result<CheckResult, Error> {
        // Characters that a wrong encoding or collation would change.
        let metadata = json!({ "text": "ß 漢 🦀 \\ ' \" \u{1}", "number": 0.1 });
        let new = self.item("written").metadata(metadata.clone()).priority(-1);
        let enqueued = Enqueue::new(vec![new]).run(connection).await?.remove(0)?;
        let id = enqueued.work_item_id();
        let Some(mut item) = connection.get::<WorkItem>(id).await? else {
            return Ok(Err("the item written was not found".to_owned()));
        };
        if (item.metadata.as_ref(), item.priority) != (Some(&metadata), -1) {
            return Ok(Err("the item read differs from the item written".to_owned()));
        }
        item.priority = 1;
        connection.update(&item).await?;
        let updated = connection.get::<WorkItem>(id).await?.map(|item| item.priority);
        Ok(match updated {
            Some(1) => Ok("an item was written, read and updated".to_owned()),
            _ => Err("the update had no effect".to_owned()),
        })
    }

    async fn dedupe<C: Connection>(&self, connection: &mut C) -> Result<CheckResult, Error> {
        let items = ["Twin", "twin", "twin ", "Twin"].map(|id| self.item(id)).to_vec();
        let enqueued = Enqueue::new(items).run(connection).await?;
        let new = enqueued.iter().flatten().filter(|one| one.is_new()).count();
        if new != 3 {
            return Ok(Err(format!(
                "four items with three distinct ids were enqueued as {new} new items, expected 3"
            )));
        }
        Ok(match Enqueue::new(vec![self.item("twin")]).run(connection).await?.remove(0)? {
            EnqueueOutcome::Existing { status: Status::Pending, .. } => Ok(
                "a duplicate item was not enqueued; ids that differ in case or trailing spaces are distinct"
                    .to_owned(),
            ),
            _ => Err("an existing item was enqueued a second time".to_owned()),
        })
    }
}

fn report(results: Vec<CheckResult>) -> Output {
    let findings = results.iter().any(Result::is_err);
    let outcomes = results.into_iter().map(|result| match result {
        Ok(text) => ('✓', "ok", text),
        Err(text) => ('✗', "failed", text),
    });
    // Checks after a failed one.
    let not_run = std::iter::repeat_with(|| ('✗', "not run", "not run".to_owned()));
    let (mut lines, mut json) = (Vec::new(), Vec::new());
    for (name, (sign, outcome, text)) in CHECKS.into_iter().zip(outcomes.chain(not_run)) {
        lines.push(format!("{sign} {name}: {}", escape::line(&text)));
        json.push(json!({ "check": name, "outcome": outcome, "text": text }));
    }
    Output::new(lines.join("\n"), Value::from(json)).with_findings(findings)
}

fn message(error: Error) -> String {
    CliError::from(error).to_string()
}
