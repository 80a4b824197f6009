//! Pausing and draining sources, and their crawl delays.

use std::time::Duration;

use super::{ControlState, ControlTarget, Source, SourceControl};
use crate::state::StateStore;
use crate::state::clock::now;
use crate::state::column_text::significant;
use crate::state::durations::capped_milliseconds;
use crate::{Batch, Database, Error};

impl<D: Database> StateStore<D> {
    /// Stops handing out items, in every process, until [`resume`](Self::resume). Workers keep waiting.
    ///
    /// Items in progress are not affected.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ControlTarget, Source};
    ///
    /// # store::__example!(|store| {
    /// store.pause(ControlTarget::All, None).await?;
    /// store.pause(Source::new("http", "docs"), Some("maintenance")).await?;
    /// store.resume(ControlTarget::All).await?;
    /// assert_eq!(store.controls().await?.len(), 2, "one for all sources, one for the source");
    /// # });
    /// ```
    pub async fn pause(&self, target: impl Into<ControlTarget>, reason: Option<&str>) -> Result<(), Error> {
        self.set_state(target.into(), ControlState::Paused, reason).await
    }

    /// Stops handing out items, in every process. Workers stop when they have finished the items they hold.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
    pub async fn drain(&self, target: impl Into<ControlTarget>, reason: Option<&str>) -> Result<(), Error> {
        self.set_state(target.into(), ControlState::Draining, reason).await
    }

    /// Hands out items again. A pause of all sources and a pause of one source are resumed separately.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
    pub async fn resume(&self, target: impl Into<ControlTarget>) -> Result<(), Error> {
        self.set_state(target.into(), ControlState::Running, None).await
    }

    /// Sets the minimum delay between two items of a source, across all workers; zero removes it. At most 24 days;
    /// longer delays are capped.
    ///
    /// A claim returns at most one item of such a source.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
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
        self.control(source.key(), Setting::CrawlDelay(capped_milliseconds(delay))).await
    }

    /// Hands out no item of a source for the given time, for example for its `Retry-After`. At most 24 days; longer
    /// times are capped.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
    pub async fn defer_source(&self, source: &Source, wait: Duration) -> Result<(), Error> {
        self.control(source.key(), Setting::Deferral(capped_milliseconds(wait))).await
    }

    /// Returns the control state that applies to a source, or to all sources: a pause or drain of all sources takes
    /// precedence over the state of the source.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
    pub async fn control_state(&self, source: Option<&Source>) -> Result<ControlState, Error> {
        let controls = SourceControl::active().all(&mut self.connection()).await?;
        let state = |key: &str| {
            controls
                .iter()
                .find(|control| significant(&control.source_key) == significant(key))
                .map_or(ControlState::Running, |control| control.state)
        };
        let of_all = state(ControlTarget::ALL_KEY);
        Ok(match source {
            Some(source) if of_all.is_running() => state(&source.key()),
            _ => of_all,
        })
    }

    /// Returns the settings of all sources and of each source that has any.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
    pub async fn controls(&self) -> Result<Vec<SourceControl>, Error> {
        SourceControl::known().all(&mut self.connection()).await
    }

    async fn set_state(
        &self,
        target: ControlTarget,
        state: ControlState,
        reason: Option<&str>,
    ) -> Result<(), Error> {
        self.control(target.key(), Setting::State(state, reason.map(str::to_owned))).await
    }

    /// Changes one setting of a source, whose row may be missing.
    async fn control(&self, source_key: String, setting: Setting) -> Result<(), Error> {
        let new = SourceControl {
            source_key: source_key.clone(),
            state: ControlState::Running,
            reason: None,
            min_delay_ms: 0,
            not_before_at: None,
            updated_at: now(),
        };
        let mut batch = Batch::new();
        batch.insert_if_absent(&new);
        match &setting {
            Setting::State(state, reason) => {
                batch.execute(SourceControl::set_state(&source_key, state, reason.as_deref()))
            }
            Setting::CrawlDelay(delay) => batch.execute(SourceControl::set_delay(&source_key, *delay)),
            Setting::Deferral(wait) => batch.execute(SourceControl::defer(&source_key, *wait)),
        };
        self.connection().batch(batch).await.map(|_| ())
    }
}

enum Setting {
    State(ControlState, Option<String>),
    /// In milliseconds.
    CrawlDelay(i32),
    /// In milliseconds.
    Deferral(i32),
}
