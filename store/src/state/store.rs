//! The store as a whole.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::{StateOptions, schema};
use crate::{Database, Error};

/// The state of a crawl or an ingestion job, in a database that any number of processes share.
///
/// A cheap handle to clone. Each verb is one statement or one transaction. In addition to the errors that a verb
/// lists, it returns those of the database: see [`Connection`](crate::Connection).
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
    pub(super) shared: Arc<Shared>,
}

pub(super) struct Shared {
    pub(super) options: StateOptions,
    /// When leases and retries were looked after last.
    swept: Mutex<Option<Instant>>,
}

impl<D: Database> StateStore<D> {
    /// Opens the store in a database. Missing tables are created; with `auto_init(false)` the tables are only checked.
    ///
    /// # Errors
    ///
    /// [`SchemaDrift`](crate::ErrorKind::SchemaDrift) when tables may not be created and a part of one is missing or is not as
    /// its struct has it, with all that differs: see [`ConnectionExt::drift`](crate::ConnectionExt::drift);
    /// [`PermissionDenied`](crate::ErrorKind::PermissionDenied) when they may and cannot be;
    /// [`Misuse`](crate::ErrorKind::Misuse) for options with a time out of range.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::ErrorKind;
    /// use store::state::{StateOptions, StateStore};
    /// use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # store::__example!({
    /// let sqlite = Sqlite::open(SqliteOptions::in_memory()).await?;
    /// let only_look = StateOptions::default().auto_init(false);
    /// let error = StateStore::open(sqlite.clone(), only_look.clone()).await.unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::SchemaDrift);
    /// StateStore::open(sqlite.clone(), StateOptions::default()).await?;
    /// StateStore::open(sqlite, only_look).await?;
    /// # });
    /// ```
    pub async fn open(database: D, options: StateOptions) -> Result<Self, Error> {
        options.check()?;
        let shared = Arc::new(Shared { options, swept: Mutex::default() });
        let store = Self { database, shared };
        if store.shared.options.auto_init {
            schema::create(&mut store.connection()).await?;
        } else {
            schema::verify(&mut store.connection()).await?;
        }
        Ok(store)
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
    /// database.insert(&Note { id: 1, text: "beside the state".to_owned() }).await?;
    /// # });
    /// ```
    pub fn database(&self) -> &D {
        &self.database
    }

    /// Closes the handle and all its clones, after the calls made before.
    ///
    /// # Errors
    ///
    /// As [`Database::close`].
    pub async fn close(&self) -> Result<(), Error> {
        self.database.close().await
    }

    /// A connection for single statements.
    pub(super) fn connection(&self) -> D {
        self.database.clone()
    }
}

impl Shared {
    /// Whether it is time to look after leases and retries again; who asks does it.
    pub(super) fn is_sweep_due(&self) -> bool {
        let mut swept = self.swept.lock().unwrap_or_else(PoisonError::into_inner);
        let due = swept.is_none_or(|at| at.elapsed() >= self.options.sweep_every);
        if due {
            *swept = Some(Instant::now());
        }
        due
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
            .field("options", &self.shared.options)
            .finish()
    }
}
