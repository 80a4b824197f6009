//! The preview of an import.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::convert::{is_json, work_item};
use super::identities::Identities;
use super::key_comparison::{KeyComparison, LowerCasedKeys, equal_by_database};
use super::legacy_row::LegacyRow;
use super::schema::{LegacySchema, PAGE};
use super::{Findings, LegacyItem};
use crate::state::Status;
use crate::state::column_text::ColumnText;
use crate::state::transfer::{Stage, Step};
use crate::{Connection, Error, ErrorKind, TableValues};

/// A preview of the import of legacy rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Survey {
    /// Number of rows.
    pub items: u64,
    /// Number of runs that the rows name.
    pub runs: u64,
    /// Number of rows that a worker had claimed. They have no lease, and become pending.
    pub in_progress: u64,
    /// Keys that several resources can share, since a part other than the last contains a colon: the legacy store may have
    /// refused a resource as a duplicate of another one. The new identities are different.
    pub ambiguous: Findings,
    /// Pairs of different keys that are equal by the [comparison](Self::key_comparison) of the legacy store. The new
    /// identities are different.
    pub equal_keys: Findings,
    /// The comparison that found the equal keys.
    pub key_comparison: KeyComparison,
    /// Rows of a resource that an earlier row has, under a key that does not match their parts. They are kept, with a new
    /// variant.
    pub duplicates: Findings,
    /// Headers and metadata that are not JSON. They become JSON strings.
    pub not_json: Findings,
    /// Rows that cannot be imported: values that are too long or cannot be read. They prevent the import.
    pub invalid: Findings,
    /// How a table that is converted in place differs from the new one. The import makes these changes.
    pub changes: Vec<String>,
    /// The obstacles to a conversion in place: changes that need a decision, and tables of the legacy store that have the
    /// names of tables of the store.
    pub obstacles: Findings,
}

impl Survey {
    /// Returns whether all rows can be imported.
    pub fn is_importable(&self) -> bool {
        self.invalid.count == 0 && self.obstacles.count == 0
    }

    /// Refuses rows or a table that cannot be imported.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.obstacles.count > 0 {
            let message = format!("cannot convert the table: {}", self.obstacles.examples.join("; "));
            return Err(Error::new(ErrorKind::SchemaDrift, message).with_table("work_items"));
        }
        if self.invalid.count > 0 {
            let examples = self.invalid.examples.join("; ");
            let message =
                format!("{} rows cannot be imported: correct them first: {examples}", self.invalid.count);
            return Err(Error::new(ErrorKind::Misuse, message).with_table("work_items"));
        }
        Ok(())
    }
}

/// Surveys a table without a collation: keys are compared in lower case.
pub(super) async fn survey_lower_cased<S: LegacySchema, C: Connection>(
    connection: &mut C,
    progress: impl FnMut(Step) + Send,
) -> Result<Survey, Error> {
    let surveyor = Surveyor { lower_cased: Some(LowerCasedKeys::default()), ..Surveyor::default() };
    survey_rows::<S, C>(surveyor, connection, progress).await
}

/// Surveys a table in SQL Server, which compares the keys itself.
pub(super) async fn survey_by_database<S: LegacySchema, C: Connection>(
    connection: &mut C,
    progress: impl FnMut(Step) + Send,
) -> Result<Survey, Error> {
    let mut survey = survey_rows::<S, C>(Surveyor::default(), connection, progress).await?;
    (survey.key_comparison, survey.equal_keys) = equal_by_database::<S, C>(connection).await?;
    Ok(survey)
}

async fn survey_rows<S: LegacySchema, C: Connection>(
    mut surveyor: Surveyor,
    connection: &mut C,
    mut progress: impl FnMut(Step) + Send,
) -> Result<Survey, Error> {
    let add = |row: LegacyRow<S>| {
        surveyor.add(row);
        let rows = surveyor.survey.items;
        if rows.is_multiple_of(PAGE.into()) {
            progress(Step { stage: Stage::Reading, table: S::MODEL.name, rows, of: None });
        }
        ControlFlow::Continue(())
    };
    S::each(connection, add).await?;
    surveyor.survey.runs = surveyor.runs.len() as u64;
    Ok(surveyor.survey)
}

#[derive(Debug, Default)]
struct Surveyor {
    survey: Survey,
    identities: Identities,
    runs: BTreeSet<ColumnText>,
    /// The id of the previous row.
    last_id: Option<ColumnText>,
    /// The keys so far, if they are compared in lower case.
    lower_cased: Option<LowerCasedKeys>,
}

impl Surveyor {
    fn add<S>(&mut self, row: LegacyRow<S>) {
        self.survey.items += 1;
        self.check_id(ColumnText::from(row.id));
        match row.item {
            Ok(item) => self.add_item(item),
            Err(error) => self.survey.invalid.add(|| error.to_string()),
        }
    }

    /// Checks that the id is unique. Rows are ordered by id; trailing spaces are ignored, as in every key of the store.
    fn check_id(&mut self, id: ColumnText) {
        if !id.as_str().is_empty() && self.last_id.as_ref() == Some(&id) {
            let id = id.as_str();
            self.survey
                .invalid
                .add(|| format!("work item {id}: duplicate id: give one of the rows a new id"));
        }
        self.last_id = Some(id);
    }

    fn add_item(&mut self, item: LegacyItem) {
        let (id, key) = (item.work_item_id.to_string(), item.dedupe_key.clone());
        self.runs.extend(item.run_id.clone().map(ColumnText::from));
        self.survey.in_progress += u64::from(item.status == Status::InProgress);
        let parts = [&item.source_system, &item.source_name, &item.resource_type];
        if parts.iter().any(|part| part.contains(':')) {
            self.survey.ambiguous.add(|| key.clone());
        }
        if let Some(lower_cased) = &mut self.lower_cased {
            lower_cased.add(&key, &mut self.survey.equal_keys);
        }
        for (column, text) in [("request_headers", &item.request_headers), ("metadata", &item.metadata)] {
            if text.as_ref().is_some_and(|text| !is_json(text)) {
                self.survey.not_json.add(|| format!("work item {id}: {column}"));
            }
        }
        let variant = self.identities.unique_variant(&item);
        if variant != item.variant {
            self.survey.duplicates.add(|| format!("work item {id}: {key}"));
        }
        let item = work_item(item, variant);
        if let Err(error) = item.values().map(|_| ()) {
            self.survey.invalid.add(|| format!("work item {id}: {error}"));
        }
    }
}
