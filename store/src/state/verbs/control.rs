//! Pausing, draining and asking politely.

use std::time::Duration;

use crate::state::column_text::significant;
use crate::state::options::milliseconds;
use crate::state::time::now;
use crate::state::{ControlState, Source, SourceControl, StateStore};
use crate::{Connection, Database, Error, Operations, UnitOfWork};

/// What is paused, drained or resumed.
///
/// ```
/// use store::state::{Source, StateOptions, StateStore, Target};
/// # use store_sqlite::{Sqlite, SqliteOptions};
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
/// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
/// store.pause(Target::All, None).await?;
/// store.pause(Source::new("http", "docs"), None).await?;
/// store.resume(Target::All).await?;
/// assert_eq!(store.controls().await?.len(), 2, "one for all, and one for the source");
/// # Ok::<(), store::Error>(()) }).unwrap();
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// Every source.
    All,
    /// One source.
    Source(Source),
}

impl Target {
    /// The key under which what holds for all sources is kept; a source's has a `/`.
    pub(super) const ALL: &str = "*";

    fn key(&self) -> String {
        match self {
            Self::All => Self::ALL.to_owned(),
            Self::Source(source) => source.key(),
        }
    }
}

impl From<Source> for Target {
    fn from(source: Source) -> Self {
        Self::Source(source)
    }
}

impl<D: Database> StateStore<D> {
    /// Gives no more items out, in no process, until [`resume`](Self::resume); workers wait.
    ///
    /// What is with a worker goes on.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ControlState, StateOptions, StateStore, Target};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// store.pause(Target::All, Some("maintenance")).await?;
    /// assert_eq!(store.control_state(None).await?, ControlState::Paused);
    /// # Ok::<(), store::Error>(()) }).unwrap();
    /// ```
    pub async fn pause(&self, target: impl Into<Target>, reason: Option<&str>) -> Result<(), Error> {
        self.set_state(target.into(), ControlState::Paused, reason).await
    }

    /// Gives no more items out; workers end when what they have is done.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ControlState, Source, StateOptions, StateStore, Target};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// let docs = Source::new("http", "docs");
    /// store.drain(docs.clone(), None).await?;
    /// assert_eq!(store.control_state(Some(&docs)).await?, ControlState::Draining);
    /// # Ok::<(), store::Error>(()) }).unwrap();
    /// ```
    pub async fn drain(&self, target: impl Into<Target>, reason: Option<&str>) -> Result<(), Error> {
        self.set_state(target.into(), ControlState::Draining, reason).await
    }

    /// Gives items out again. What was paused for all sources and for one is resumed for each by itself.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ControlState, StateOptions, StateStore, Target};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// store.pause(Target::All, None).await?;
    /// store.resume(Target::All).await?;
    /// assert_eq!(store.control_state(None).await?, ControlState::Running);
    /// # Ok::<(), store::Error>(()) }).unwrap();
    /// ```
    pub async fn resume(&self, target: impl Into<Target>) -> Result<(), Error> {
        self.set_state(target.into(), ControlState::Running, None).await
    }

    /// Lets this time pass at least between two items of a source, whichever workers they go to; zero for none. More than 24
    /// days are cut to that.
    ///
    /// A claim gives at most one item of such a source.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ClaimRequest, Identity, NewItem, Source, StateOptions, StateStore};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// # let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
    /// # store.enqueue_many(vec![page("1"), page("2")]).await?;
    /// let docs = Source::new("http", "docs");
    /// store.set_min_delay(&docs, std::time::Duration::from_secs(10)).await?;
    /// assert_eq!(store.claim(ClaimRequest::new("worker-1").limit(10)).await?.len(), 1);
    /// # Ok::<(), store::Error>(()) }).unwrap();
    /// ```
    pub async fn set_min_delay(&self, source: &Source, delay: Duration) -> Result<(), Error> {
        self.control(source.key(), Setting::MinDelay(milliseconds(delay))).await
    }

    /// Gives no item of a source out before so long, as its `Retry-After` may ask for. More than 24 days are cut
    /// to that.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ClaimRequest, Identity, NewItem, Source, StateOptions, StateStore};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// # let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
    /// # store.enqueue(page("1")).await?;
    /// store.wait_before(&Source::new("http", "docs"), std::time::Duration::from_secs(10)).await?;
    /// assert!(store.claim(ClaimRequest::new("worker-1")).await?.is_empty());
    /// # Ok::<(), store::Error>(()) }).unwrap();
    /// ```
    pub async fn wait_before(&self, source: &Source, wait: Duration) -> Result<(), Error> {
        self.control(source.key(), Setting::Wait(milliseconds(wait))).await
    }

    /// Whether items are given out: what holds for all sources, or else for the one.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ControlState, Source, StateOptions, StateStore};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// assert_eq!(store.control_state(Some(&Source::new("http", "docs"))).await?, ControlState::Running);
    /// # Ok::<(), store::Error>(()) }).unwrap();
    /// ```
    pub async fn control_state(&self, source: Option<&Source>) -> Result<ControlState, Error> {
        let controls = SourceControl::active().all(&mut self.connection()).await?;
        let state = |key: &str| {
            controls
                .iter()
                .find(|control| significant(&control.source_key) == significant(key))
                .map_or(ControlState::Running, |it| it.state)
        };
        let of_all = state(Target::ALL);
        Ok(match source {
            Some(source) if of_all.gives() => state(&source.key()),
            _ => of_all,
        })
    }

    /// What was ever set, of all sources and of each.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{StateOptions, StateStore, Target};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// store.pause(Target::All, Some("maintenance")).await?;
    /// assert_eq!(store.controls().await?[0].reason.as_deref(), Some("maintenance"));
    /// # Ok::<(), store::Error>(()) }).unwrap();
    /// ```
    pub async fn controls(&self) -> Result<Vec<SourceControl>, Error> {
        SourceControl::known().all(&mut self.connection()).await
    }

    async fn set_state(
        &self,
        target: Target,
        state: ControlState,
        reason: Option<&str>,
    ) -> Result<(), Error> {
        self.control(target.key(), Setting::State(state, reason.map(str::to_owned))).await
    }

    async fn control(&self, key: String, setting: Setting) -> Result<(), Error> {
        self.database.atomically(Control { key, setting }).await
    }
}

enum Setting {
    State(ControlState, Option<String>),
    MinDelay(i32),
    Wait(i32),
}

struct Control {
    key: String,
    setting: Setting,
}

impl Control {
    async fn set<C: Connection>(&self, connection: &mut C) -> Result<u64, Error> {
        match &self.setting {
            Setting::State(state, reason) => {
                SourceControl::set_state(&self.key, state, reason.as_deref()).run(connection).await
            }
            Setting::MinDelay(delay) => SourceControl::set_delay(&self.key, *delay).run(connection).await,
            Setting::Wait(wait) => SourceControl::wait(&self.key, *wait).run(connection).await,
        }
    }
}

impl UnitOfWork for Control {
    type Output = ();

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<(), Error> {
        if self.set(connection).await? > 0 {
            return Ok(());
        }
        let new = SourceControl {
            source_key: self.key.clone(),
            state: ControlState::Running,
            reason: None,
            min_delay_ms: 0,
            not_before_at: None,
            updated_at: now(),
        };
        connection.insert_if_absent(&new).await?;
        self.set(connection).await.map(|_| ())
    }
}
