//! Pausing, draining and asking politely.

use std::time::Duration;

use crate::state::column_text::significant;
use crate::state::options::milliseconds;
use crate::state::time::now;
use crate::state::{ControlState, Source, SourceControl, StateStore};
use crate::{Connection, ConnectionExt, Database, Error, UnitOfWork};

/// The sources that a pause, drain or resume applies to.
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
    /// Stops handing out items, in every process, until [`resume`](Self::resume); workers keep waiting.
    ///
    /// Items in progress are not affected.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{Source, Target};
    ///
    /// # store::__example!(|store| {
    /// store.pause(Target::All, None).await?;
    /// store.pause(Source::new("http", "docs"), None).await?;
    /// store.resume(Target::All).await?;
    /// assert_eq!(store.controls().await?.len(), 2, "one for all, and one for the source");
    /// # });
    /// ```
    pub async fn pause(&self, target: impl Into<Target>, reason: Option<&str>) -> Result<(), Error> {
        self.set_state(target.into(), ControlState::Paused, reason).await
    }

    /// Stops handing out items; workers stop when their items are done.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn drain(&self, target: impl Into<Target>, reason: Option<&str>) -> Result<(), Error> {
        self.set_state(target.into(), ControlState::Draining, reason).await
    }

    /// Hands out items again. A pause of all sources and a pause of one source are resumed separately.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn resume(&self, target: impl Into<Target>) -> Result<(), Error> {
        self.set_state(target.into(), ControlState::Running, None).await
    }

    /// Sets the minimum delay between two items of a source, across all workers; zero removes it. At most 24 days;
    /// longer delays are capped.
    ///
    /// A claim returns at most one item of such a source.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ClaimRequest, Source};
    ///
    /// # store::__example!(|store, page| {
    /// # store.enqueue_many(vec![page("1"), page("2")]).await?;
    /// let docs = Source::new("http", "docs");
    /// store.set_crawl_delay(&docs, std::time::Duration::from_secs(10)).await?;
    /// assert_eq!(store.claim(ClaimRequest::new("worker-1").limit(10)).await?.len(), 1);
    /// # });
    /// ```
    pub async fn set_crawl_delay(&self, source: &Source, delay: Duration) -> Result<(), Error> {
        self.control(source.key(), Setting::MinDelay(milliseconds(delay))).await
    }

    /// Hands out no item of a source for the given time, for example for its `Retry-After`. At most 24 days; longer
    /// times are capped.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn defer_source(&self, source: &Source, wait: Duration) -> Result<(), Error> {
        self.control(source.key(), Setting::Wait(milliseconds(wait))).await
    }

    /// Returns whether items are handed out: the state of all sources if it is not running, otherwise that of the
    /// given source.
    ///
    /// # Errors
    ///
    /// Only those of the database.
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

    /// Returns every setting that was made, for all sources and for each source.
    ///
    /// # Errors
    ///
    /// Only those of the database.
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
        self.database.transaction(Control { key, setting }).await
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
                SourceControl::set_state(&self.key, state, reason.as_deref()).execute(connection).await
            }
            Setting::MinDelay(delay) => SourceControl::set_delay(&self.key, *delay).execute(connection).await,
            Setting::Wait(wait) => SourceControl::wait(&self.key, *wait).execute(connection).await,
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
