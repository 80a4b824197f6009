//! `store items retry`, `store items skip` and `store items release`.

use serde_json::{Value, json};
use store::state::{StateStore, Status, WorkItem};
use store::{Database, ErrorKind};

use super::items::item_of;
use crate::answer::{Answer, table};
use crate::fault::Fault;

/// What is to become of items.
pub(super) struct Change<'c> {
    pub(super) to: Status,
    pub(super) reason: Option<&'c str>,
    /// Only of those that a worker has.
    pub(super) with_worker: bool,
    /// Also if it takes something away.
    pub(super) yes: bool,
}

/// An item by the id that was named.
struct Named<'n> {
    id: &'n str,
    item: Option<WorkItem>,
}

const NOT_THERE: &str = "not there";

/// Of an item that others changed at each attempt.
const BUSY: &str = "changed by others meanwhile: try again";

/// What came of the items before an error.
fn stopped(fault: Fault, lines: &[String], json: Vec<Value>) -> Fault {
    let text = match lines {
        [] => "no item was changed".to_owned(),
        lines => format!("before it: {}; the items after it stayed as they were", lines.join(", ")),
    };
    fault.after(text, json.into())
}

impl Change<'_> {
    /// Changes items, and tells of each what came of it; or, where a worker or an outcome would be lost and nobody has said yes,
    /// what would come of each.
    pub(super) async fn run<D: Database>(
        &self,
        store: &StateStore<D>,
        ids: &[String],
    ) -> Result<Answer, Fault> {
        let mut named = Vec::new();
        for id in ids {
            named.push(Named { id, item: item_of(store, id).await? });
        }
        if !self.yes && named.iter().any(|named| self.takes_away(named)) {
            return Ok(self.only_told(&named));
        }
        let (mut lines, mut json, mut findings) = (Vec::new(), Vec::new(), false);
        for named in &named {
            let outcome = match (&named.item, self.refusal(named)) {
                (Some(item), None) => {
                    match store.update_status(&item.work_item_id, self.to, self.reason).await {
                        Ok(()) => self.to.as_str(),
                        Err(error) if error.kind() == ErrorKind::NotFound => NOT_THERE,
                        Err(error) if error.kind() == ErrorKind::VersionConflict => BUSY,
                        Err(error) => return Err(stopped(error.into(), &lines, json)),
                    }
                }
                (_, refusal) => refusal.unwrap_or(NOT_THERE),
            };
            findings |= outcome != self.to.as_str();
            lines.push(format!("{}: {outcome}", named.id));
            json.push(self.of(named, Some(outcome)));
        }
        Ok(Answer { findings, ..Answer::new(lines.join("\n"), json.into()) })
    }

    /// Why nothing is done with an item.
    fn refusal(&self, named: &Named<'_>) -> Option<&'static str> {
        match &named.item {
            None => Some(NOT_THERE),
            Some(item) if self.with_worker && item.status != Status::InProgress => Some("not with a worker"),
            Some(_) => None,
        }
    }

    /// Whether a worker would lose the item, or the item what has come of it, or it would be fetched otherwise than before.
    fn takes_away(&self, named: &Named<'_>) -> bool {
        let lost = |item: &WorkItem| {
            matches!(item.status, Status::InProgress | Status::Completed) || self.is_stripped(item)
        };
        self.refusal(named).is_none() && named.item.as_ref().is_some_and(lost)
    }

    /// Whether an item would be fetched again without what its request had.
    fn is_stripped(&self, item: &WorkItem) -> bool {
        self.to == Status::Pending && item.pruned_at.is_some()
    }

    /// What becomes of an item.
    fn becomes(&self, named: &Named<'_>) -> String {
        let stripped = named.item.as_ref().is_some_and(|item| self.is_stripped(item));
        let without = if stripped { ", without headers, body and metadata, which were pruned" } else { "" };
        format!("{}{without}", self.to.as_str())
    }

    fn only_told(&self, named: &[Named<'_>]) -> Answer {
        let rows = named.iter().map(|named| {
            let item = named.item.as_ref();
            vec![
                named.id.to_owned(),
                item.map(|item| item.dedupe_key.clone()).unwrap_or_default(),
                item.map_or("", |item| item.status.as_str()).to_owned(),
                self.refusal(named).map_or_else(|| self.becomes(named), str::to_owned),
                item.and_then(|item| item.claimed_by.clone()).unwrap_or_default(),
            ]
        });
        let mut text = table(&["item", "resource", "status", "would be", "worker"], rows);
        text.push_str(
            "\nnothing is changed, as a worker would lose its item, or an item its outcome or what its request had; add --yes to do it",
        );
        let json: Vec<Value> = named.iter().map(|named| self.of(named, self.refusal(named))).collect();
        Answer { findings: true, ..Answer::new(text, json.into()) }
    }

    /// An item as it was found, and what came of it; `null` if that is only told.
    fn of(&self, named: &Named<'_>, outcome: Option<&str>) -> Value {
        let item = named.item.as_ref();
        json!({
            "item": named.id,
            "key": item.map(|item| &item.dedupe_key),
            "status": item.map(|item| item.status.as_str()),
            "to": self.to.as_str(),
            "worker": item.and_then(|item| item.claimed_by.as_deref()),
            "outcome": outcome,
        })
    }
}
