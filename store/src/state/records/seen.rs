//! What was ever seen.

use chrono::{DateTime, Utc};

use crate::Table;
use crate::state::RunId;

/// A resource that was seen, as a link or as an item for the queue, and how often.
///
/// ```
/// use store::state::{Identity, NewItem, StateOptions, StateStore};
/// # use store_sqlite::{Sqlite, SqliteOptions};
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
/// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
/// # let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
/// store.enqueue_many(vec![page("1"), page("1")]).await?;
/// let seen = store.seen(Identity::new("http", "docs", "page", "1")).await?;
/// assert_eq!(seen.map(|seen| (seen.seen_count, seen.dedupe_key)), Some((2, "http:docs:page:1".to_owned())));
/// # Ok::<(), store::Error>(()) }).unwrap();
/// ```
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "seen_resources")]
#[query(select in_order() order_by(dedupe_hash) page)]
#[query(select last() order_by(dedupe_hash desc) limit(1))]
#[query(count rows())]
pub struct SeenResource {
    /// The hash of its identity; see `WorkItem::dedupe_hash`.
    #[column(primary_key)]
    pub dedupe_hash: [u8; 32],
    /// The parts of its identity for people to read.
    #[column(len = 854, insert_only)]
    pub dedupe_key: String,
    /// When it was seen first.
    #[column(insert_only)]
    pub first_seen_at: DateTime<Utc>,
    /// When it was seen last.
    pub last_seen_at: DateTime<Utc>,
    /// How often it was seen.
    #[column(add)]
    pub seen_count: i64,
    /// The run that saw it last; stays when it is seen outside of a run.
    #[column(keep)]
    pub last_run_id: Option<RunId>,
}
