//! One worker.

use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::FutureExt;

use super::heartbeat::Heartbeat;
use super::{Context, Event, Handler, HandlerOutcome, Pool, Renewal, Report};
use crate::state::{ClaimRequest, ClaimedItem, CompleteOutcome, Completion, FailOutcome, Failure};
use crate::{Database, Error, ErrorKind};

/// How often a call is made again that failed for a reason that passes.
const ATTEMPTS: u32 = 5;

/// The wait before the second attempt, doubled before each one more.
const PAUSE: Duration = Duration::from_millis(200);

/// Makes a call, again when it fails for a reason that passes.
///
/// A macro, since the compiler cannot tell yet that what a generic async closure gives can go to another thread.
macro_rules! again {
    ($call:expr) => {{
        let mut attempts = Attempts(1);
        loop {
            match $call.await {
                Ok(result) => break Ok(result),
                Err(error) => {
                    if let Err(error) = attempts.again(error).await {
                        break Err(error);
                    }
                }
            }
        }
    }};
}

/// One worker of a pool.
pub(super) struct Worker<D, H> {
    pool: Arc<Pool<D, H>>,
    heartbeat: Heartbeat<D>,
    report: Report,
}

impl<D: Database, H: Handler<D>> Worker<D, H> {
    pub(super) fn new(pool: Arc<Pool<D, H>>, heartbeat: Heartbeat<D>) -> Self {
        Self { pool, heartbeat, report: Report::default() }
    }

    /// Works until there is nothing left to do; tells what was done, and why it ended early if it did.
    pub(super) async fn work(mut self) -> (Report, Result<(), Error>) {
        let result = self.take_turns().await;
        // The others need not wait for one that does no more.
        self.pool.idle.wake();
        self.heartbeat.end().await;
        (self.report, result)
    }

    async fn take_turns(&mut self) -> Result<(), Error> {
        while !self.is_to_end() {
            let wanted = self.reserve();
            if wanted == 0 {
                return Ok(());
            }
            let pool = Arc::clone(&self.pool);
            // From before it looks, so that nothing is missed which the others find from then on.
            let mut more = pin!(pool.idle.more());
            more.as_mut().enable();
            let turn = self.turn(wanted).await;
            // One that found nothing has nothing for the others: they would wake each other for ever.
            if !matches!(turn, Ok(0)) {
                pool.idle.wake();
            }
            if turn? > 0 {
                continue;
            }
            if again!(pool.idle.is_over(&pool.busy))? {
                pool.ended.cancel();
                return Ok(());
            }
            tokio::select! {
                () = more => {}
                () = tokio::time::sleep(pool.settings.poll) => {}
                () = pool.ended.cancelled() => {}
                () = pool.settings.shutdown.requested() => {}
            }
        }
        Ok(())
    }

    fn is_to_end(&self) -> bool {
        self.pool.ended.is_cancelled() || self.pool.settings.shutdown.is_requested()
    }

    /// How many items may be taken, of those that the limit leaves.
    fn reserve(&self) -> u32 {
        let batch = u64::from(self.pool.settings.batch);
        let Some(limit) = self.pool.settings.limit else { return self.pool.settings.batch };
        let take = |taken: u64| (taken < limit).then(|| taken + batch.min(limit - taken));
        match self.pool.taken.fetch_update(Ordering::AcqRel, Ordering::Acquire, take) {
            Ok(before) => u32::try_from(batch.min(limit - before)).unwrap_or(u32::MAX),
            Err(_) => 0,
        }
    }

    /// Gives back what was reserved and not taken.
    fn give_back(&self, items: u64) {
        if self.pool.settings.limit.is_some() {
            self.pool.taken.fetch_sub(items, Ordering::AcqRel);
        }
    }

    /// Takes items and works on them; tells how many there were.
    async fn turn(&mut self, wanted: u32) -> Result<u64, Error> {
        let items = self.take(wanted).await.inspect_err(|_| self.give_back(wanted.into()))?;
        let count = items.len() as u64;
        self.give_back(u64::from(wanted).saturating_sub(count));
        if count == 0 {
            return Ok(0);
        }
        let pool = Arc::clone(&self.pool);
        self.tell(Event::Claimed { worker: &pool.settings.name, items: count });
        pool.busy.fetch_add(1, Ordering::AcqRel);
        let handled = self.handle_all(items).await;
        pool.busy.fetch_sub(1, Ordering::AcqRel);
        handled?;
        self.heartbeat.at(None);
        self.heartbeat.done(self.report.completed, self.report.failed + self.report.retried);
        Ok(count)
    }

    async fn take(&self, wanted: u32) -> Result<Vec<ClaimedItem>, Error> {
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
        let store = &self.pool.store;
        again!(store.claim(request.clone()))
    }

    async fn handle_all(&mut self, items: Vec<ClaimedItem>) -> Result<(), Error> {
        // Those that wait for their turn must be renewed too.
        let mut held: Vec<(ClaimedItem, Context<D>, Renewal)> = Vec::with_capacity(items.len());
        for claimed in items {
            let cancelled = self.pool.settings.shutdown.child();
            let context = Context::new(self.pool.store.clone(), claimed.clone(), cancelled.clone());
            let renewal = Renewal::start_as(self.pool.store.clone(), claimed.clone(), cancelled);
            held.push((claimed, context, renewal));
        }
        let mut completions = Vec::new();
        for (claimed, context, _renewal) in &held {
            let verdict = if self.pool.settings.shutdown.is_requested() {
                self.heartbeat.drain();
                HandlerOutcome::Release
            } else {
                self.heartbeat.at(Some(claimed.work_item_id()));
                self.handle(claimed, context).await
            };
            match verdict {
                HandlerOutcome::Complete(completion) => {
                    completions.push((claimed.clone(), completion.links(context.take_found())));
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
            verdict = AssertUnwindSafe(handled).catch_unwind() => {
                verdict.unwrap_or_else(|_| Failure::new("the handler panicked").into())
            }
            () = self.pool.settings.shutdown.forced() => HandlerOutcome::Release,
        }
    }

    async fn complete(&mut self, completions: Vec<(ClaimedItem, Completion)>) -> Result<(), Error> {
        if completions.is_empty() {
            return Ok(());
        }
        let store = &self.pool.store;
        let results = again!(store.complete_many(completions.clone()));
        let results = match results {
            Ok(results) => results,
            Err(error) if is_of_a_value(&error) => return self.complete_each(completions).await,
            Err(error) => return Err(error),
        };
        for ((claimed, _), result) in completions.iter().zip(results) {
            self.completed(claimed, result).await?;
        }
        Ok(())
    }

    /// One by one, so that what does not fit of one item does not keep the others from being completed.
    async fn complete_each(&mut self, completions: Vec<(ClaimedItem, Completion)>) -> Result<(), Error> {
        for (claimed, completion) in completions {
            let store = &self.pool.store;
            let result = again!(store.complete(&claimed, completion.clone()));
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
            && is_of_a_value(error)
        {
            let reason = format!("the result cannot be written: {error}");
            return self.fail(claimed, Failure::new(reason).is_final()).await;
        }
        if let Some(completed) = self.unless_lost(claimed, result)? {
            let item = claimed.item();
            for refused in &completed.refused {
                tracing::warn!(error = %refused.error, item = %item.work_item_id, "a link was refused");
                self.tell(Event::LinkRefused { item, refused });
            }
            self.tell(Event::Completed {
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
        let result = again!(store.fail(claimed, failure.clone()));
        if let Some(failed) = self.unless_lost(claimed, result)? {
            let (item, reason) = (claimed.item(), reason.as_str());
            self.tell(match failed {
                FailOutcome::Retry { after } => Event::Retried { item, reason, after },
                FailOutcome::GivenUp => Event::Failed { item, reason },
            });
        }
        Ok(())
    }

    async fn skip(&mut self, claimed: &ClaimedItem, reason: String) -> Result<(), Error> {
        let store = &self.pool.store;
        let result = again!(store.skip(claimed, &reason));
        if self.unless_lost(claimed, result)?.is_some() {
            self.tell(Event::Skipped { item: claimed.item(), reason: &reason });
        }
        Ok(())
    }

    async fn release(&mut self, claimed: &ClaimedItem) -> Result<(), Error> {
        let store = &self.pool.store;
        let result = again!(store.release(claimed));
        if self.unless_lost(claimed, result)?.is_some() {
            self.give_back(1);
            self.tell(Event::Released { item: claimed.item() });
        }
        Ok(())
    }

    /// The result, or nothing when the item went to another worker, which is no error of the pool.
    fn unless_lost<R>(
        &mut self,
        claimed: &ClaimedItem,
        result: Result<R, Error>,
    ) -> Result<Option<R>, Error> {
        match result {
            Ok(result) => Ok(Some(result)),
            Err(error) if error.kind() == ErrorKind::LeaseLost => {
                self.tell(Event::LeaseLost { item: claimed.item() });
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn tell(&mut self, event: Event<'_>) {
        self.report.note(&event);
        (self.pool.settings.on_event)(&event);
    }
}

/// Whether what was to be written is what is wrong.
fn is_of_a_value(error: &Error) -> bool {
    use ErrorKind::{CheckViolation, InvalidValue, OutOfRange, Truncated};
    matches!(error.kind(), Truncated | InvalidValue | OutOfRange | CheckViolation)
}

/// The attempts at one call.
struct Attempts(u32);

impl Attempts {
    /// Waits before the next attempt; the error when there is to be none.
    async fn again(&mut self, error: Error) -> Result<(), Error> {
        use ErrorKind::{Busy, Conflict, ConnectionLost, Deadlock, Timeout};
        let passes = matches!(error.kind(), Busy | Conflict | ConnectionLost | Deadlock | Timeout);
        if !passes || self.0 == ATTEMPTS {
            return Err(error);
        }
        tracing::warn!(%error, attempt = self.0, "trying again");
        tokio::time::sleep(PAUSE * 2u32.pow(self.0 - 1)).await;
        self.0 += 1;
        Ok(())
    }
}
