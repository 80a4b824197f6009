//! The program's own code.

use std::future::Future;

use super::Context;
use crate::Database;
use crate::state::{Completion, Failure, WorkItem};

/// What came of an item.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It is done.
    Complete(Completion),
    /// It could not be done, for now or for good.
    Fail(Failure),
    /// It is not to be done, for a reason.
    Skip(String),
    /// It goes back to the queue as if it had not been taken, as by one that is asked to stop.
    Release,
}

impl From<Completion> for Verdict {
    fn from(completion: Completion) -> Self {
        Self::Complete(completion)
    }
}

impl From<Failure> for Verdict {
    fn from(failure: Failure) -> Self {
        Self::Fail(failure)
    }
}

impl<C: Into<Self>> From<Result<C, Failure>> for Verdict {
    fn from(result: Result<C, Failure>) -> Self {
        match result {
            Ok(done) => done.into(),
            Err(failure) => failure.into(),
        }
    }
}

/// What is done with an item; an async closure that takes an item and a [`Context`] is one.
///
/// A handler that panics fails its item. What it does must be right to do twice: an item whose worker is killed goes
/// to another.
pub trait Handler<D: Database>: Send + Sync + 'static {
    /// Works on an item.
    fn handle(&self, item: WorkItem, context: Context<D>) -> impl Future<Output = Verdict> + Send;
}

impl<D, F, W, V> Handler<D> for F
where
    F: Fn(WorkItem, Context<D>) -> W + Send + Sync + 'static,
    W: Future<Output = V> + Send,
    V: Into<Verdict>,
    D: Database,
{
    async fn handle(&self, item: WorkItem, context: Context<D>) -> Verdict {
        self(item, context).await.into()
    }
}
