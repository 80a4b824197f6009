//! What will come of the rows of the Python era.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::convert::{variant_of_double, work_item};
use super::era::{Era, SqliteEraItem};
use super::{LegacyItem, convert};
use crate::state::{Status, dedupe_hash};
use crate::{Connection, Error, ErrorKind, Table};

/// How many examples are told of each finding.
const EXAMPLES: usize = 10;

/// Rows of which there is something to tell.
///
/// ```
/// use store::state::legacy::Findings;
///
/// let none = Findings::default();
/// assert_eq!((none.count, none.examples.len()), (0, 0));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// How many.
    pub count: u64,
    /// The first ones, each in a few words.
    pub examples: Vec<String>,
}

impl Findings {
    fn add(&mut self, example: impl FnOnce() -> String) {
        self.count += 1;
        if self.examples.len() < EXAMPLES {
            self.examples.push(example());
        }
    }
}

/// What will come of the rows of the Python era.
///
/// ```
/// use store::state::legacy::Survey;
///
/// let survey = Survey::default();
/// assert!(survey.is_adoptable());
/// ```
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
    /// Keys that differ by case or by spaces at their end only. SQL Server's usual collations take them for one; the new
    /// rule tells them apart.
    pub alike: Findings,
    /// Rows of a resource that another row stands for already, under a key that is not made of its parts. They are kept, under
    /// a variant of their own.
    pub doubles: Findings,
    /// Headers and metadata that are no JSON; they become texts in JSON.
    pub not_json: Findings,
    /// Rows that cannot be kept as they are: too long, or with something that nobody understands. Until they are mended nothing
    /// is taken over.
    pub unfit: Findings,
}

impl Survey {
    /// Whether all rows can be taken over.
    pub fn is_adoptable(&self) -> bool {
        self.unfit.count == 0
    }

    /// Refuses rows that cannot be kept.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.is_adoptable() {
            return Ok(());
        }
        let message = format!(
            "{} rows cannot be kept as they are: mend them first, as: {}",
            self.unfit.count,
            self.unfit.examples.join("; ")
        );
        Err(Error::new(ErrorKind::Misuse, message).with_table("work_items"))
    }
}

/// What is known of the rows before one.
#[derive(Debug, Default)]
pub(super) struct Known {
    identities: HashSet<[u8; 32]>,
}

impl Known {
    /// The variant of a row whose resource is known by a row before it.
    pub(super) fn variant(&mut self, item: &LegacyItem) -> Option<String> {
        let is_new = self.identities.insert(item.identity().hash());
        (!is_new).then(|| variant_of_double(item.work_item_id.as_str()))
    }
}

/// Tells what will come of the rows of a SQLite file of the Python era; it changes nothing.
///
/// # Errors
///
/// [`SchemaDrift`](ErrorKind::SchemaDrift) for a file of something else; else those of the database. Rows that cannot be
/// read are no error: they are among the [unfit](Survey::unfit).
///
/// ```
/// use store::ErrorKind;
/// use store::state::legacy::survey_sqlite_era;
/// use store_sqlite::{SqliteConnection, SqliteOptions};
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let mut empty = SqliteConnection::open(&SqliteOptions::in_memory())?;
/// assert_eq!(survey_sqlite_era(&mut empty).await.unwrap_err().kind(), ErrorKind::SchemaDrift);
/// # Ok::<(), store::Error>(()) }).unwrap();
/// ```
pub async fn survey_sqlite_era<C: Connection>(connection: &mut C) -> Result<Survey, Error> {
    survey::<SqliteEraItem, C>(connection).await
}

pub(super) async fn survey<E: Era, C: Connection>(connection: &mut C) -> Result<Survey, Error> {
    let mut surveyor = Surveyor::default();
    let mut after: Option<String> = None;
    loop {
        let page = E::page(after.as_deref(), connection).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.id().to_owned());
        for row in page {
            surveyor.look(row.read());
        }
    }
    surveyor.survey.runs = surveyor.runs.len() as u64;
    Ok(surveyor.survey)
}

#[derive(Debug, Default)]
struct Surveyor {
    survey: Survey,
    known: Known,
    runs: BTreeSet<String>,
    /// A key of each that are alike, by the hash of what they have in common.
    folded: HashMap<[u8; 32], String>,
}

impl Surveyor {
    fn look(&mut self, row: Result<LegacyItem, Error>) {
        self.survey.items += 1;
        let item = match row {
            Ok(item) => item,
            Err(error) => return self.survey.unfit.add(|| error.to_string()),
        };
        let (id, key) = (item.work_item_id.to_string(), item.dedupe_key.clone());
        self.runs.extend(item.run_id.clone());
        self.survey.in_progress += u64::from(item.status == Status::InProgress);
        let parts = [&item.source_system, &item.source_name, &item.resource_type];
        if parts.iter().any(|part| part.contains(':')) {
            self.survey.ambiguous.add(|| key.clone());
        }
        let common = dedupe_hash(&[key.trim_end().to_lowercase().as_str()]);
        match self.folded.entry(common) {
            Entry::Occupied(other) if *other.get() != key => {
                self.survey.alike.add(|| format!("{:?} and {key:?}", other.get()));
            }
            Entry::Occupied(_) => {}
            Entry::Vacant(place) => drop(place.insert(key.clone())),
        }
        for (column, text) in [("request_headers", &item.request_headers), ("metadata", &item.metadata)] {
            if let Some(text) =
                text.as_ref().filter(|text| serde_json::from_str::<serde::de::IgnoredAny>(text).is_err())
            {
                let _ = text;
                self.survey.not_json.add(|| format!("work item {id}: {column}"));
            }
        }
        let variant = self.known.variant(&item);
        if variant.is_some() {
            self.survey.doubles.add(|| format!("work item {id}: {key}"));
        }
        let item = work_item(item, variant);
        if let Err(error) = item.values().map(|_| ()).and_then(|()| convert::seen(&item).values().map(|_| ()))
        {
            self.survey.unfit.add(|| format!("work item {id}: {error}"));
        }
    }
}
