//! The sessions that a handle keeps open.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use deadpool::managed::{Manager, Metrics, Object, Pool, PoolError, RecycleError, RecycleResult};
use store_core::{Error, ErrorKind};
use tokio::time::error::Elapsed;

use crate::control::ALIVE;
use crate::options::MssqlOptions;
use crate::retry::{Attempts, Retry};
use crate::session::Session;

/// How long a question whether a session is alive, or a rollback of one that is given back, may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// Opens sessions and looks whether one can be used again.
#[derive(Debug)]
pub(crate) struct Opener {
    options: Arc<MssqlOptions>,
}

pub(crate) type Sessions = Pool<Opener>;
pub(crate) type Pooled = Object<Opener>;

impl Manager for Opener {
    type Type = Box<Session>;
    type Error = Error;

    async fn create(&self) -> Result<Box<Session>, Error> {
        let mut attempts = Attempts::new(&self.options);
        loop {
            match Session::open(&self.options).await {
                Ok(session) => return Ok(Box::new(session)),
                Err(error) => match attempts.again(&error, Retry { repeatable: true, ..Retry::default() }) {
                    Some(wait) => tokio::time::sleep(wait).await,
                    None => return Err(error),
                },
            }
        }
    }

    async fn recycle(&self, session: &mut Box<Session>, _: &Metrics) -> RecycleResult<Error> {
        if !session.in_step() || is_over(session, &self.options) {
            return Err(RecycleError::message("the session is over"));
        }
        if session.idle() > self.options.pool.check_after {
            tokio::time::timeout(PATIENCE, session.batch(ALIVE))
                .await
                .map_err(|_| RecycleError::message("the server does not answer"))??;
        }
        Ok(())
    }
}

/// Whether a session was open, or unused, for longer than it may be.
fn is_over(session: &Session, options: &MssqlOptions) -> bool {
    let past = |limit: Duration, time: Duration| limit > Duration::ZERO && time > limit;
    past(options.pool.max_lifetime, session.age()) || past(options.pool.idle_timeout, session.idle())
}

/// A pool without any session yet; those that are over are closed in the background until it is dropped.
pub(crate) fn pool(options: &Arc<MssqlOptions>) -> Result<Sessions, Error> {
    let opener = Opener { options: Arc::clone(options) };
    let pool = Pool::builder(opener)
        .max_size(options.pool.max_size)
        .build()
        .map_err(|error| Error::new(ErrorKind::Config, error.to_string()))?;
    let (weak, options) = (pool.weak(), Arc::clone(options));
    let limits = [options.pool.max_lifetime, options.pool.idle_timeout];
    let Some(shortest) = limits.into_iter().filter(|limit| *limit > Duration::ZERO).min() else {
        return Ok(pool);
    };
    let pause = (shortest / 4).clamp(Duration::from_millis(100), Duration::from_secs(60));
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(pause).await;
            let Some(pool) = weak.upgrade() else { return };
            if pool.is_closed() {
                return;
            }
            pool.retain(|session, _| session.in_step() && !is_over(session, &options));
        }
    });
    Ok(pool)
}

/// What `future` gives, unless it takes longer than a limit that is not zero.
async fn within<F: Future>(limit: Duration, future: F) -> Result<F::Output, Elapsed> {
    if limit.is_zero() { Ok(future.await) } else { tokio::time::timeout(limit, future).await }
}

/// A session that nobody else uses, open and in step.
pub(crate) async fn take(pool: &Sessions, options: &MssqlOptions) -> Result<Pooled, Error> {
    let limit = options.pool.acquire_timeout;
    let start = Instant::now();
    let taken = within(limit, pool.get()).await.unwrap_or_else(|_| {
        let status = pool.status();
        let (open, most) = (status.size, status.max_size);
        let message = if open < most {
            format!("the server gave no connection within {limit:?}")
        } else {
            format!(
                "all {most} connections were in use for {limit:?}: raise `max_connections`, or give connections \
                 and transactions back sooner"
            )
        };
        Err(PoolError::Backend(Error::new(ErrorKind::Timeout, message)))
    });
    tracing::trace!(waited = start.elapsed().as_secs_f64(), "a session was taken");
    taken.map_err(|error| match error {
        PoolError::Backend(error) => error,
        PoolError::Closed => Error::new(ErrorKind::Closed, "the handle was closed: open the database again"),
        other => Error::new(ErrorKind::Timeout, other.to_string()),
    })
}
