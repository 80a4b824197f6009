//! `store smoketest`: does to the database what a crawl does to it, in a transaction that is rolled back.
//!
//! Workers never see the writes, and nothing is left to remove, whatever ends the program. The cost is that a commit is not
//! tried.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use store::factory::{AnyDatabase, open_database};
use store::state::{
    Enqueue, EnqueueOutcome, Identity, NewItem, StateOptions, StateStore, Status, WorkItem, WorkItemId,
};
use store::{Connection, ConnectionExt as _, Database as _, Error, ErrorKind, UnitOfWork};

use crate::answer::Answer;
use crate::args::Place;
use crate::escape;
use crate::fault::Fault;

/// The checks in order; each needs those before it.
const CHECKS: [&str; 4] = ["connection", "schema and tables", "write, read, update", "dedupe"];

/// How many of them write.
const WRITES: usize = 2;

/// The result of a check: what was seen, or what is wrong.
type Checked = Result<String, String>;

/// Reports every check, whatever is wrong.
pub(super) async fn run(place: &Place) -> Answer {
    let mut checked = Vec::new();
    match open(place).await {
        Err(error) => checked.push(Err(error)),
        Ok((database, described)) => {
            checked.push(Ok(described));
            checked.push(tables(&database).await);
            if checked.iter().all(Result::is_ok) {
                checked.extend(write(&database).await);
            }
            super::closed(database.close().await);
        }
    }
    report(checked)
}

/// The database, and where it is; the description has no password.
async fn open(place: &Place) -> Result<(AnyDatabase, String), String> {
    let config = place.config().map_err(|fault| fault.to_string())?;
    let described = config.describe().map_err(text)?;
    let opened = open_database(config).await;
    opened
        .map(|database| (database, described.clone()))
        .map_err(|error| format!("{described}: {}", text(error)))
}

async fn tables(database: &AnyDatabase) -> Checked {
    let options = StateOptions::default().auto_init(false);
    StateStore::open(database.clone(), options).await.map_err(text)?;
    Ok(format!("all {} tables are as the program needs them", store::state::tables().len()))
}

/// Runs the checks that write. They end with the first that fails.
async fn write(database: &AnyDatabase) -> Vec<Checked> {
    let checked = Arc::new(Mutex::new(Vec::new()));
    let probe = Probe { source: WorkItemId::new().to_string(), checked: Arc::clone(&checked) };
    let Err(undone) = database.transaction(probe).await;
    let mut checked = std::mem::take(&mut *checked.lock().unwrap_or_else(PoisonError::into_inner));
    // Unless all checks were made, the error is that of the database which ended them, and not the one that rolls back.
    if checked.iter().all(Result::is_ok) && checked.len() < WRITES {
        checked.push(Err(text(undone)));
    }
    checked
}

/// The checks that write, for a source that nobody else has.
struct Probe {
    source: String,
    /// Shared with the caller, because the unit of work always returns an error.
    checked: Arc<Mutex<Vec<Checked>>>,
}

impl UnitOfWork for Probe {
    type Output = Infallible;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<Infallible, Error> {
        // A transaction is run again after a deadlock.
        self.results(Vec::clear);
        let written = self.write_read_update(connection).await?;
        let is_well = written.is_ok();
        self.results(|checked| checked.push(written));
        if is_well {
            let deduped = self.dedupe(connection).await?;
            self.results(|checked| checked.push(deduped));
        }
        Err(Error::new(ErrorKind::Other, "roll back"))
    }
}

impl Probe {
    fn results(&self, change: impl FnOnce(&mut Vec<Checked>)) {
        change(&mut self.checked.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn item(&self, id: &str) -> NewItem {
        let identity = Identity::new("smoketest", &self.source, "page", id);
        NewItem::new(identity, format!("https://smoketest.invalid/{id}"))
    }

    async fn write_read_update<C: Connection>(&self, connection: &mut C) -> Result<Checked, Error> {
        // Characters that an encoding or a collation on the way would change.
        let odd = json!({ "text": "ß 漢 🦀 \\ ' \" \u{1}", "number": 0.1 });
        let new = self.item("written").metadata(odd.clone()).priority(-1);
        let enqueued = Enqueue::new(vec![new]).run(connection).await?.remove(0)?;
        let id = enqueued.work_item_id();
        let Some(mut item) = connection.get::<WorkItem>(id).await? else {
            return Ok(Err("the written item is missing".to_owned()));
        };
        if (item.metadata.as_ref(), item.priority) != (Some(&odd), -1) {
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

    async fn dedupe<C: Connection>(&self, connection: &mut C) -> Result<Checked, Error> {
        let twins = ["Twin", "twin", "twin ", "Twin"].map(|id| self.item(id)).to_vec();
        let enqueued = Enqueue::new(twins).run(connection).await?;
        let new = enqueued.iter().flatten().filter(|one| one.is_new()).count();
        if new != 3 {
            return Ok(Err(format!("{new} of four items with three identities are new, expected 3")));
        }
        Ok(match Enqueue::new(vec![self.item("twin")]).run(connection).await?.remove(0)? {
            EnqueueOutcome::Existing { status: Status::Pending, .. } => {
                Ok("an item is in the queue once; case and trailing spaces distinguish ids".to_owned())
            }
            _ => Err("an existing item was enqueued a second time".to_owned()),
        })
    }
}

/// A line for each check; those after a failed one are not tried.
fn report(checked: Vec<Checked>) -> Answer {
    let findings = checked.iter().any(Result::is_err);
    let not_tried = std::iter::repeat_with(|| ('✗', "not tried", "not tried".to_owned()));
    let outcomes = checked.into_iter().map(|checked| match checked {
        Ok(text) => ('✓', "ok", text),
        Err(text) => ('✗', "failed", text),
    });
    let (mut lines, mut json) = (Vec::new(), Vec::new());
    for (name, (sign, outcome, text)) in CHECKS.into_iter().zip(outcomes.chain(not_tried)) {
        lines.push(format!("{sign} {name}: {}", escape::line(&text)));
        json.push(json!({ "check": name, "outcome": outcome, "text": text }));
    }
    Answer { findings, ..Answer::new(lines.join("\n"), Value::from(json)) }
}

/// What the database reports.
fn text(error: Error) -> String {
    Fault::from(error).to_string()
}
