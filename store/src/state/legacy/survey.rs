//! What will come of the rows of the Python era.

use std::collections::{BTreeSet, HashSet};
use std::ops::ControlFlow;

use super::LegacyItem;
use super::alike::{self, KeyComparison, LowerCased};
use super::broken_off::unread;
use super::convert::{is_json, seen, variant_of_double, work_item};
use super::era::{Era, Found, LaterSqliteEraItem, PAGE, SqliteEraItem, is_of, of_era};
use crate::state::column_text::ColumnText;
use crate::state::transfer::{Stage, Step};
use crate::state::{Identity, Status};
use crate::{Connection, Error, ErrorKind, Table};

/// How many examples are told of each finding.
const EXAMPLES: usize = 10;

/// A number of rows, with examples.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// How many.
    pub count: u64,
    /// The first ones, each in a few words.
    pub examples: Vec<String>,
}

impl Findings {
    pub(super) fn add(&mut self, example: impl FnOnce() -> String) {
        self.count += 1;
        if self.examples.len() < EXAMPLES {
            self.examples.push(example());
        }
    }
}

/// A preview of the import of legacy rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// The rows.
    pub items: u64,
    /// The runs that they name.
    pub runs: u64,
    /// Rows that were with a worker; they have no lease, and go back in the queue.
    pub in_progress: u64,
    /// Keys that can stand for several resources, since a part before the last has a colon in it: the old rule may have taken
    /// another resource for this one, and refused it. The new rule tells them apart.
    pub ambiguous: Findings,
    /// Pairs of keys that are equal when they are [compared](Self::alike_compared) less exactly than the new rule does, which
    /// tells them apart.
    pub alike: Findings,
    /// How keys were compared to find those.
    pub alike_compared: KeyComparison,
    /// Rows of a resource that another row stands for already, under a key that is not made of its parts. They are kept, under
    /// a variant of their own.
    pub doubles: Findings,
    /// Headers and metadata that are no JSON; they become texts in JSON.
    pub not_json: Findings,
    /// Rows that cannot be kept as they are: too long, or with something that nobody understands. Until they are mended nothing
    /// is taken over.
    pub unfit: Findings,
    /// What a table that is taken over where it is differs in from the new one, and what will change therefore.
    pub changes: Vec<String>,
    /// What stands in the way of that: what cannot be changed without knowing more, and tables of the old framework that have
    /// the names of tables of the store. Until it is out of the way nothing is taken over.
    pub in_the_way: Findings,
}

impl Survey {
    /// Whether all rows can be taken over.
    pub fn is_adoptable(&self) -> bool {
        self.unfit.count == 0 && self.in_the_way.count == 0
    }

    /// Refuses what cannot be taken over.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.in_the_way.count > 0 {
            let message =
                format!("the table cannot be made the new one: {}", self.in_the_way.examples.join("; "));
            return Err(Error::new(ErrorKind::SchemaDrift, message).with_table("work_items"));
        }
        if self.unfit.count > 0 {
            let examples = self.unfit.examples.join("; ");
            let message = format!(
                "{} rows cannot be kept as they are: mend them first, as: {examples}",
                self.unfit.count
            );
            return Err(Error::new(ErrorKind::Misuse, message).with_table("work_items"));
        }
        Ok(())
    }
}

/// What is known of the rows before one.
#[derive(Debug, Default)]
pub(super) struct Known {
    identities: HashSet<[u8; 32]>,
}

impl Known {
    /// The variant of a row: its own, or where a row before it stands for the resource, one that keeps it apart.
    pub(super) fn variant(&mut self, item: &LegacyItem) -> Option<String> {
        if self.identities.insert(item.identity().hash()) {
            return item.variant.clone();
        }
        let mut variant = variant_of_double(item.work_item_id.as_str());
        // A row can have any variant, also this one.
        while !self.identities.insert(Identity { variant: Some(&variant), ..item.identity() }.hash()) {
            variant.push('+');
        }
        Some(variant)
    }
}

/// Previews the import of a SQLite file of the Python framework. Changes nothing.
///
/// # Errors
///
/// [`SchemaDrift`](ErrorKind::SchemaDrift) for a file of something else, and for a table with only one of the columns `variant` and
/// `rank`, which came together; else those of the database. Rows that cannot be
/// read are no error: they are among the [unfit](Survey::unfit).
pub async fn survey_sqlite_era<C: Connection>(
    connection: &mut C,
    progress: impl FnMut(Step) + Send,
) -> Result<Survey, Error> {
    of_era!(
        connection,
        [LaterSqliteEraItem, SqliteEraItem],
        E => survey::<E, C>(connection, progress).await.map_err(unread)
    )
}

/// Surveys a table that had no collation: keys are compared in lower case.
pub(super) async fn survey<E: Era, C: Connection>(
    connection: &mut C,
    progress: impl FnMut(Step) + Send,
) -> Result<Survey, Error> {
    let surveyor = Surveyor { lower_cased: Some(LowerCased::default()), ..Surveyor::default() };
    look_at_all::<E, C>(surveyor, connection, progress).await
}

/// Surveys a table in SQL Server, which compares the keys itself.
pub(super) async fn survey_of_server<E: Era, C: Connection>(
    connection: &mut C,
    progress: impl FnMut(Step) + Send,
) -> Result<Survey, Error> {
    let mut survey = look_at_all::<E, C>(Surveyor::default(), connection, progress).await?;
    (survey.alike_compared, survey.alike) = alike::by_database::<E, C>(connection).await?;
    Ok(survey)
}

async fn look_at_all<E: Era, C: Connection>(
    mut surveyor: Surveyor,
    connection: &mut C,
    mut progress: impl FnMut(Step) + Send,
) -> Result<Survey, Error> {
    let look = |found: Found<E>| {
        surveyor.look(found);
        let rows = surveyor.survey.items;
        if rows.is_multiple_of(PAGE.into()) {
            progress(Step { stage: Stage::Reading, table: E::MODEL.name, rows, of: None });
        }
        ControlFlow::Continue(())
    };
    E::each(connection, look).await?;
    surveyor.survey.runs = surveyor.runs.len() as u64;
    Ok(surveyor.survey)
}

#[derive(Debug, Default)]
struct Surveyor {
    survey: Survey,
    known: Known,
    runs: BTreeSet<ColumnText>,
    /// The id of the row before.
    last: Option<ColumnText>,
    /// Where keys are compared in lower case.
    lower_cased: Option<LowerCased>,
}

impl Surveyor {
    fn look<E>(&mut self, found: Found<E>) {
        self.survey.items += 1;
        // Spaces at the end make no other id, as in every key of the store. The rows are in the order of their ids.
        let id = ColumnText::from(found.id);
        if !id.as_str().is_empty() && self.last.as_ref() == Some(&id) {
            self.survey.unfit.add(|| {
                let id = id.as_str();
                format!("work item {id}: another row has this id too: give it one of its own")
            });
        }
        self.last = Some(id);
        let item = match found.item {
            Ok(item) => item,
            Err(error) => return self.survey.unfit.add(|| error.to_string()),
        };
        let (id, key) = (item.work_item_id.to_string(), item.dedupe_key.clone());
        self.runs.extend(item.run_id.clone().map(ColumnText::from));
        self.survey.in_progress += u64::from(item.status == Status::InProgress);
        let parts = [&item.source_system, &item.source_name, &item.resource_type];
        if parts.iter().any(|part| part.contains(':')) {
            self.survey.ambiguous.add(|| key.clone());
        }
        if let Some(lower_cased) = &mut self.lower_cased {
            lower_cased.look(&key, &mut self.survey.alike);
        }
        for (column, text) in [("request_headers", &item.request_headers), ("metadata", &item.metadata)] {
            if text.as_ref().is_some_and(|text| !is_json(text)) {
                self.survey.not_json.add(|| format!("work item {id}: {column}"));
            }
        }
        let variant = self.known.variant(&item);
        if variant != item.variant {
            self.survey.doubles.add(|| format!("work item {id}: {key}"));
        }
        let item = work_item(item, variant);
        if let Err(error) = item.values().map(|_| ()).and_then(|()| seen(&item).values().map(|_| ())) {
            self.survey.unfit.add(|| format!("work item {id}: {error}"));
        }
    }
}
