//! One worker of a runner.

use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use futures_util::FutureExt;

use super::heartbeat::Heartbeat;
use super::pool::Pool;
use super::retry::{delays, write_outcome};
use super::{Context, Event, Handler, HandlerOutcome, Renewal, RunnerReport};
use crate::state::{ClaimRequest, ClaimedItem, CompleteOutcome, Completion, FailOutcome, Failure};
use crate::{Database, Error, ErrorKind};

/// One worker of a pool.
pub(super) struct Worker<D, H> {
    pool: Arc<Pool<D, H>>,
    heartbeat: Heartbeat<D>,
    report: RunnerReport,
}

impl<D: Database, H: Handler<D>> Worker<D, H> {
    pub(super) fn new(pool: Arc<Pool<D, H>>, heartbeat: Heartbeat<D>) -> Self {
        Self { pool, heartbeat, report: RunnerReport::default() }
    }

    /// Claims and processes items until no item is left. Returns the counts, and the error that ended the loop early.
    pub(super) async fn work(mut self) -> (RunnerReport, Result<(), Error>) {
        let result = self.take_turns().await;
        // Idle workers wait for items of this worker, which will add none.
        self.pool.idle.wake();
        self.heartbeat.stop().await;
        (self.report, result)
    }

    async fn take_turns(&mut self) -> Result<(), Error> {
        let pool = Arc::clone(&self.pool);
        let mut outage = delays();
        while !pool.is_stopping() {
            let wanted = pool.reserve();
            if wanted == 0 {
                return Ok(());
            }
            let mut woken = pin!(pool.idle.woken());
            // Listens before it claims: items that other workers enqueue from now on wake this worker.
            woken.as_mut().enable();
            let (pause, is_idle) = match self.turn(wanted).await {
                Ok(Turn::Worked) => {
                    outage = delays();
                    continue;
                }
                Ok(Turn::Over) => {
                    pool.stopped.cancel();
                    return Ok(());
                }
                Ok(Turn::Idle) => {
                    outage = delays();
                    (pool.settings.poll_interval, true)
                }
                Err(error) if error.kind().is_transient() => {
                    let Some(delay) = outage.next() else { return Err(error) };
                    tracing::warn!(%error, ?delay, "the turn of a worker failed; retrying after the delay");
                    (delay, false)
                }
                Err(error) => return Err(error),
            };
            tokio::select! {
                () = woken, if is_idle => {}
                () = tokio::time::sleep(pause) => {}
                () = pool.stopped.cancelled() => {}
                () = pool.settings.shutdown.requested() => {}
            }
        }
        Ok(())
    }

    /// Claims items and processes them.
    async fn turn(&mut self, wanted: u32) -> Result<Turn, Error> {
        let pool = Arc::clone(&self.pool);
        let items = match self.claim(wanted).await {
            Ok(items) => items,
            Err(error) => {
                pool.unreserve(wanted.into());
                return Err(error);
            }
        };
        let count = items.len() as u64;
        pool.unreserve(u64::from(wanted).saturating_sub(count));
        if count == 0 {
            // Does not wake the others: idle workers would wake each other forever.
            return Ok(if pool.idle.is_over(&pool.busy).await? { Turn::Over } else { Turn::Idle });
        }
        self.emit(Event::Claimed { worker: &pool.settings.name, items: count });
        pool.busy.fetch_add(1, Ordering::AcqRel);
        let handled = self.handle_all(items).await;
        pool.busy.fetch_sub(1, Ordering::AcqRel);
        pool.idle.wake();
        handled?;
        self.heartbeat.set_current_item(None);
        self.heartbeat.set_counts(self.report.completed, self.report.failed + self.report.retried);
        Ok(Turn::Worked)
    }

    async fn claim(&self, wanted: u32) -> Result<Vec<ClaimedItem>, Error> {
        let settings = &self.pool.settings;
        let mut request = ClaimRequest::new(&settings.name).limit(wanted);
        for source in &settings.sources {
            request = request.source(source);
        }
        if let Some(lease) = settings.lease {
            request = request.lease(lease);
        }
        if let Some(run) = &settings.run {
            request = request.run(run.clone());
        }
        self.pool.store.claim(request).await
    }

    async fn handle_all(&mut self, items: Vec<ClaimedItem>) -> Result<(), Error> {
        // The leases of all items are renewed, including those that are processed later.
        let mut held: Vec<(ClaimedItem, Context<D>, Renewal)> = Vec::with_capacity(items.len());
        for claimed in items {
            let cancelled = self.pool.settings.shutdown.child();
            let context = Context::new(self.pool.store.clone(), claimed.clone(), cancelled.clone());
            let renewal = Renewal::start_with(self.pool.store.clone(), claimed.clone(), cancelled);
            held.push((claimed, context, renewal));
        }
        let mut completions = Vec::new();
        for (claimed, context, _renewal) in &held {
            let outcome = if self.pool.settings.shutdown.is_requested() {
                self.heartbeat.set_draining();
                HandlerOutcome::Release
            } else {
                self.heartbeat.set_current_item(Some(claimed.work_item_id()));
                self.handle(claimed, context).await
            };
            match outcome {
                HandlerOutcome::Complete(completion) => {
                    completions.push((claimed.clone(), completion.links(context.take_discovered())));
                }
                HandlerOutcome::Fail(failure) => self.fail(claimed, failure).await?,
                HandlerOutcome::Skip(reason) => self.skip(claimed, reason).await?,
                HandlerOutcome::Release => self.release(claimed).await?,
            }
        }
        self.complete(completions).await
    }

    async fn handle(&self, claimed: &ClaimedItem, context: &Context<D>) -> HandlerOutcome {
        let handled = self.pool.handler.handle(claimed.item().clone(), context.clone());
        tokio::select! {
            outcome = AssertUnwindSafe(handled).catch_unwind() => {
                outcome.unwrap_or_else(|_| Failure::new("the handler panicked").into())
            }
            () = self.pool.settings.shutdown.forced() => HandlerOutcome::Release,
        }
    }

    async fn complete(&mut self, completions: Vec<(ClaimedItem, Completion)>) -> Result<(), Error> {
        if completions.is_empty() {
            return Ok(());
        }
        let store = &self.pool.store;
        let results = match write_outcome(|| store.complete_many(completions.clone())).await {
            Ok(results) => results,
            Err(error) if is_invalid_value(&error) => return self.complete_each(completions).await,
            Err(error) => return Err(error),
        };
        for ((claimed, _), result) in completions.iter().zip(results) {
            self.completed(claimed, result).await?;
        }
        Ok(())
    }

    /// Completes items one by one, so that a value of one item which the database refuses affects only that item.
    async fn complete_each(&mut self, completions: Vec<(ClaimedItem, Completion)>) -> Result<(), Error> {
        for (claimed, completion) in completions {
            let store = &self.pool.store;
            let result = write_outcome(|| store.complete(&claimed, completion.clone())).await;
            self.completed(&claimed, result).await?;
        }
        Ok(())
    }

    async fn completed(
        &mut self,
        claimed: &ClaimedItem,
        result: Result<CompleteOutcome, Error>,
    ) -> Result<(), Error> {
        if let Err(error) = &result
            && is_invalid_value(error)
        {
            let reason = format!("cannot write the result: {error}");
            return self.fail(claimed, Failure::new(reason).without_retry()).await;
        }
        if let Some(completed) = self.unless_lost(claimed, result)? {
            let item = claimed.item();
            for refused in &completed.refused {
                tracing::warn!(error = %refused.error, item = %item.work_item_id, "a link was refused");
                self.emit(Event::LinkRefused { item, refused });
            }
            self.emit(Event::Completed {
                item,
                version: completed.version,
                discovered: completed.discovered.len() as u64,
                duplicates: completed.duplicates,
            });
        }
        Ok(())
    }

    async fn fail(&mut self, claimed: &ClaimedItem, failure: Failure) -> Result<(), Error> {
        let (store, reason) = (&self.pool.store, failure.reason().to_owned());
        let result = write_outcome(|| store.fail(claimed, failure.clone())).await;
        if let Some(failed) = self.unless_lost(claimed, result)? {
            let (item, reason) = (claimed.item(), reason.as_str());
            self.emit(match failed {
                FailOutcome::Retry { after } => Event::Retried { item, reason, after },
                FailOutcome::GivenUp => Event::Failed { item, reason },
            });
        }
        Ok(())
    }

    async fn skip(&mut self, claimed: &ClaimedItem, reason: String) -> Result<(), Error> {
        let store = &self.pool.store;
        let result = write_outcome(|| store.skip(claimed, &reason)).await;
        if self.unless_lost(claimed, result)?.is_some() {
            self.emit(Event::Skipped { item: claimed.item(), reason: &reason });
        }
        Ok(())
    }

    async fn release(&mut self, claimed: &ClaimedItem) -> Result<(), Error> {
        let store = &self.pool.store;
        let result = write_outcome(|| store.release(claimed)).await;
        if self.unless_lost(claimed, result)?.is_some() {
            self.pool.unreserve(1);
            self.emit(Event::Released { item: claimed.item() });
        }
        Ok(())
    }

    /// Returns the result, or `None` if the lease was lost, which is not an error of the runner.
    fn unless_lost<R>(
        &mut self,
        claimed: &ClaimedItem,
        result: Result<R, Error>,
    ) -> Result<Option<R>, Error> {
        match result {
            Ok(result) => Ok(Some(result)),
            Err(error) if error.kind() == ErrorKind::LeaseLost => {
                self.emit(Event::LeaseLost { item: claimed.item() });
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn emit(&mut self, event: Event<'_>) {
        self.report.count(&event);
        (self.pool.settings.on_event)(&event);
    }
}

/// The result of a turn.
enum Turn {
    /// Items were processed.
    Worked,
    /// There were no items.
    Idle,
    /// There will be no more items.
    Over,
}

/// Returns whether the database refused a value of the outcome.
fn is_invalid_value(error: &Error) -> bool {
    use ErrorKind::{CheckViolation, InvalidValue, OutOfRange, Truncated};
    matches!(error.kind(), Truncated | InvalidValue | OutOfRange | CheckViolation)
}
