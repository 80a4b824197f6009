//! The code that processes items.

use std::future::Future;

use super::Context;
use crate::Database;
use crate::state::{Completion, Failure, WorkItem};

/// The outcome of an item, as a handler returns it.
///
/// ```
/// use store::runner::HandlerOutcome;
/// use store::state::{Completion, Failure};
///
/// let fetched: Result<Completion, Failure> = Err(Failure::new("timeout"));
/// assert_eq!(HandlerOutcome::from(fetched), HandlerOutcome::Fail(Failure::new("timeout")));
/// assert_eq!(HandlerOutcome::from(Completion::new()), HandlerOutcome::Complete(Completion::new()));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum HandlerOutcome {
    /// Completes the item.
    Complete(Completion),
    /// Records a failure: the item is retried, or fails for good.
    Fail(Failure),
    /// Marks the item as not to be fetched, with a reason.
    Skip(String),
    /// Returns the item to the queue as if it had not been claimed, for a handler that is asked to stop.
    Release,
}

impl From<Completion> for HandlerOutcome {
    fn from(completion: Completion) -> Self {
        Self::Complete(completion)
    }
}

impl From<Failure> for HandlerOutcome {
    fn from(failure: Failure) -> Self {
        Self::Fail(failure)
    }
}

impl<C: Into<Self>> From<Result<C, Failure>> for HandlerOutcome {
    fn from(result: Result<C, Failure>) -> Self {
        match result {
            Ok(completion) => completion.into(),
            Err(failure) => failure.into(),
        }
    }
}

/// The code that processes an item. An async closure that takes an item and a [`Context`] is a handler.
///
/// A handler that panics fails its item. Its side effects must be idempotent: the item of a killed worker is processed
/// again.
///
/// ```
/// use store::runner::{Context, Handler, HandlerOutcome, Runner};
/// use store::state::WorkItem;
///
/// # store::__example!(|store, page| {
/// /// Skips items of other sources.
/// struct Allow(&'static str);
///
/// impl<D: store::Database> Handler<D> for Allow {
///     async fn handle(&self, item: WorkItem, _: Context<D>) -> HandlerOutcome {
///         if item.source_name == self.0 {
///             HandlerOutcome::Complete(store::state::Completion::new())
///         } else {
///             HandlerOutcome::Skip(format!("{} is not {}", item.source_name, self.0))
///         }
///     }
/// }
///
/// store.enqueue(page("1")).await?;
/// let report = Runner::new(store, "worker").run_until_empty(Allow("wiki")).await?;
/// assert_eq!(report.skipped, 1);
/// # });
/// ```
pub trait Handler<D: Database>: Send + Sync + 'static {
    /// Processes an item.
    fn handle(&self, item: WorkItem, context: Context<D>) -> impl Future<Output = HandlerOutcome> + Send;
}

impl<D, F, W, O> Handler<D> for F
where
    F: Fn(WorkItem, Context<D>) -> W + Send + Sync + 'static,
    W: Future<Output = O> + Send,
    O: Into<HandlerOutcome>,
    D: Database,
{
    async fn handle(&self, item: WorkItem, context: Context<D>) -> HandlerOutcome {
        self(item, context).await.into()
    }
}
