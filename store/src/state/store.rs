//! The handle to a store.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::StateOptions;
use crate::{Database, Error};

/// The state of a crawl or an ingestion job, in a database that any number of processes share.
///
/// A handle is cheap to clone. Each method is one statement or one transaction. In addition to the errors that a method
/// lists, it returns the errors of the database: see [`Connection`](crate::Connection).
///
/// ```
/// use store::state::{Identity, NewItem, StateOptions, StateStore};
/// use store_sqlite::{Sqlite, SqliteOptions};
///
/// # store::__example!({
/// let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
/// let other = store.clone();
/// let page = Identity::new("http", "docs", "page", "1");
/// store.enqueue(NewItem::new(page, "https://docs.example/1")).await?;
/// assert!(other.exists(page).await?);
/// store.close().await?;
/// # });
/// ```
pub struct StateStore<D> {
    pub(super) database: D,
    shared: Arc<Shared>,
}

/// The part of a store that its clones share.
struct Shared {
    options: StateOptions,
    /// When this process last swept expired leases and due retries.
    last_sweep: Mutex<Option<Instant>>,
}

impl<D> StateStore<D> {
    /// Creates a handle. The tables are neither created nor checked.
    pub(super) fn new(database: D, options: StateOptions) -> Self {
        let shared = Shared { options, last_sweep: Mutex::default() };
        Self { database, shared: Arc::new(shared) }
    }

    /// Returns the database, for tables of the application.
    ///
    /// ```
    /// use store::prelude::*;
    ///
    /// #[derive(Table)]
    /// struct Note {
    ///     #[column(primary_key)]
    ///     id: i64,
    ///     text: String,
    /// }
    ///
    /// # store::__example!(|store| {
    /// let mut database = store.database().clone();
    /// database.create::<Note>().await?;
    /// database.insert(&Note { id: 1, text: "next to the state".to_owned() }).await?;
    /// # });
    /// ```
    pub fn database(&self) -> &D {
        &self.database
    }

    pub(super) fn options(&self) -> &StateOptions {
        &self.shared.options
    }

    /// Returns whether the sweep interval has passed. The caller must then sweep: the interval starts again.
    pub(super) fn is_sweep_due(&self) -> bool {
        let mut last = self.shared.last_sweep.lock().unwrap_or_else(PoisonError::into_inner);
        let due = last.is_none_or(|at| at.elapsed() >= self.shared.options.sweep_every);
        if due {
            *last = Some(Instant::now());
        }
        due
    }
}

impl<D: Database> StateStore<D> {
    /// Closes the handle and all its clones, after the calls made before.
    ///
    /// # Errors
    ///
    /// As [`Database::close`].
    pub async fn close(&self) -> Result<(), Error> {
        self.database.close().await
    }

    /// Returns a connection for single statements.
    pub(super) fn connection(&self) -> D {
        self.database.clone()
    }
}

impl<D: Clone> Clone for StateStore<D> {
    fn clone(&self) -> Self {
        Self { database: self.database.clone(), shared: Arc::clone(&self.shared) }
    }
}

impl<D: fmt::Debug> fmt::Debug for StateStore<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StateStore")
            .field("database", &self.database)
            .field("options", self.options())
            .finish()
    }
}
