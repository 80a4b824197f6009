//! Importing legacy rows into a store.

use super::ImportReport;
use super::convert::{JsonTexts, link, raw_row, work_item};
use super::identities::Identities;
use super::interrupted::{before_any_change, interrupted};
use super::overlap::{conflicting_ids, overlap};
use super::schema::LegacySchema;
use super::survey::survey_lower_cased;
use crate::state::counters::CounterChanges;
use crate::state::raw_row::{RawRow, raw_key};
use crate::state::transfer::{Stage, Step};
use crate::state::{DiscoveredLink, IngestRun, RunId, RunStatus, StateStore, WorkItem};
use crate::{Connection, ConnectionExt, Database, Error, ErrorKind, Outcome, UniqueKey, UnitOfWork};

/// The name of the runs that legacy rows refer to, of which only the id is known.
const RUN_NAME: &str = "legacy import";

pub(super) async fn import<S: LegacySchema, C: Connection, D: Database>(
    old: &mut C,
    store: &StateStore<D>,
    mut progress: impl FnMut(Step) + Send,
) -> Result<ImportReport, Error> {
    let survey = survey_lower_cased::<S, C>(old, &mut progress).await.map_err(before_any_change)?;
    survey.check()?;
    overlap::<S, C, D>(old, store, &mut progress).await.map_err(before_any_change)?.check()?;
    let mut identities = Identities::default();
    let mut report = ImportReport::default();
    let mut after: Option<String> = None;
    loop {
        let done = format!(
            "the first {} of {} rows are in the store; the old table is unchanged",
            report.rows, survey.items
        );
        let page = S::page(after.as_deref(), old).await.map_err(|error| interrupted(error, &done))?;
        let Some(last) = page.last() else { return Ok(report) };
        after = Some(last.id.clone());
        let mut batch = ImportBatch::default();
        for row in page {
            let item = row.item?;
            let (variant, json) = (identities.unique_variant(&item), JsonTexts::of(&item));
            let item = work_item(item, variant);
            batch.rows.push(raw_row(&item, json)?);
            batch.items.push(item);
        }
        report.rows += batch.items.len() as u64;
        let written = store.database().transaction(batch).await;
        report.written += written.map_err(|error| not_imported(error, &done))?;
        report.known = report.rows - report.written;
        let of = Some(survey.items);
        progress(Step { stage: Stage::Writing, table: "work_items", rows: report.rows, of });
    }
}

/// Inserts the work items that the store does not have. Returns their number.
#[derive(Default)]
struct ImportBatch {
    items: Vec<WorkItem>,
    /// The same items, as they are written.
    rows: Vec<RawRow<WorkItem>>,
}

impl UnitOfWork for ImportBatch {
    type Output = u64;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<u64, Error> {
        let key = raw_key(WorkItem::UX_WORK_ITEMS_DEDUPE);
        let outcomes = connection.insert_many_if_absent(&self.rows, key).await?;
        let outcomes = self.items.iter().zip(outcomes);
        let new: Vec<&WorkItem> =
            outcomes.filter(|(_, outcome)| *outcome == Outcome::Inserted).map(|(item, _)| item).collect();
        write_related_rows(connection, &new).await?;
        Ok(new.len() as u64)
    }
}

/// Writes the rows of the other tables for new items: runs, links and counters.
pub(super) async fn write_related_rows<C: Connection>(
    connection: &mut C,
    items: &[&WorkItem],
) -> Result<(), Error> {
    let mut runs: Vec<IngestRun> = Vec::new();
    let mut counters = CounterChanges::default();
    for item in items {
        let (run, source) = (item.run_id.as_ref(), item.source_key.as_str());
        *counters.of_all(source).of_status(item.status) += 1;
        if let Some(counter) = counters.of_run(run, source) {
            *counter.of_status(item.status) += 1;
            counter.enqueued += 1;
        }
        if let Some(run) = run.filter(|run| runs.iter().all(|known| known.run_id != **run)) {
            runs.push(ended_run(run, item));
        }
    }
    // Ordered by key: all writers lock the rows that they share in the same order.
    let mut links: Vec<DiscoveredLink> = items.iter().filter_map(|item| link(item)).collect();
    links.sort_by(|a, b| (&a.from_item, &a.to_item).cmp(&(&b.from_item, &b.to_item)));
    runs.sort_by(|a, b| a.run_id.cmp(&b.run_id));
    if !runs.is_empty() {
        connection.insert_many_if_absent(&runs, UniqueKey::PRIMARY).await?;
    }
    if !links.is_empty() {
        connection.insert_many_if_absent(&links, UniqueKey::PRIMARY).await?;
    }
    counters.write(connection).await
}

/// Returns a finished run of which only the id is known.
fn ended_run(run: &RunId, item: &WorkItem) -> IngestRun {
    IngestRun {
        run_id: run.clone(),
        parent_run_id: None,
        name: RUN_NAME.to_owned(),
        status: RunStatus::Completed,
        config_hash: None,
        metadata: None,
        error_message: None,
        batches: 0,
        started_at: item.created_at,
        finished_at: Some(item.updated_at),
    }
}

fn not_imported(error: Error, done: &str) -> Error {
    match error.kind() {
        // Another program has inserted an item with the same id since the store was checked.
        ErrorKind::UniqueViolation => conflicting_ids(),
        _ => interrupted(error, done),
    }
}
