//! The pool of sessions that a database handle shares.

mod pooled_session;

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use deadpool::managed::{Manager, Metrics, Pool, PoolError, RecycleError, RecycleResult};
use store_core::{Error, ErrorKind};
use tokio::time::error::Elapsed;

use crate::options::MssqlOptions;
use crate::session::Session;
use crate::session_sql::PING;

pub(crate) use pooled_session::PooledSession;

/// The limit for a ping, and for the rollback of a session that returns to the pool.
const CLEANUP_TIMEOUT: Duration = Duration::from_secs(5);

/// Opens sessions, and checks them before they are used again.
#[derive(Debug)]
pub(crate) struct SessionManager {
    options: Arc<MssqlOptions>,
}

pub(crate) type SessionPool = Pool<SessionManager>;

impl Manager for SessionManager {
    type Type = Box<Session>;
    type Error = Error;

    /// Opens a session in a single attempt; the call retries.
    async fn create(&self) -> Result<Box<Session>, Error> {
        Session::open(&self.options).await.map(Box::new)
    }

    async fn recycle(&self, session: &mut Box<Session>, _: &Metrics) -> RecycleResult<Error> {
        if !can_stay(session, &self.options) {
            return Err(RecycleError::message("the session has expired, or the server has closed it"));
        }
        if session.idle() > self.options.pool.idle_check_after {
            tokio::time::timeout(CLEANUP_TIMEOUT, session.batch(PING))
                .await
                .map_err(|_| RecycleError::message("the server does not respond"))??;
        }
        Ok(())
    }
}

/// Returns whether an idle session can be used again. A call on a session that the server has closed, such as by a restart, would
/// fail, and most calls are not repeated after that.
fn can_stay(session: &Session, options: &MssqlOptions) -> bool {
    session.is_usable() && !has_expired(session, options) && !session.is_closed()
}

/// Returns whether a session has been open, or unused, for longer than the options allow.
fn has_expired(session: &Session, options: &MssqlOptions) -> bool {
    let exceeds = |limit: Duration, time: Duration| limit > Duration::ZERO && time > limit;
    exceeds(options.pool.max_lifetime, session.age()) || exceeds(options.pool.idle_timeout, session.idle())
}

/// Creates an empty pool. A background task closes sessions that cannot be used again until the pool is dropped.
pub(crate) fn create_pool(options: &Arc<MssqlOptions>) -> Result<SessionPool, Error> {
    let manager = SessionManager { options: Arc::clone(options) };
    let pool = Pool::builder(manager)
        .max_size(options.pool.max_size)
        .build()
        .map_err(|error| Error::new(ErrorKind::Config, error.to_string()))?;
    let (weak, options) = (pool.weak(), Arc::clone(options));
    let limits = [options.pool.max_lifetime, options.pool.idle_timeout];
    let Some(shortest) = limits.into_iter().filter(|limit| *limit > Duration::ZERO).min() else {
        return Ok(pool);
    };
    let interval = (shortest / 4).clamp(Duration::from_millis(100), Duration::from_secs(60));
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(interval).await;
            let Some(pool) = weak.upgrade() else { return };
            if pool.is_closed() {
                return;
            }
            pool.retain(|session, _| can_stay(session, &options));
        }
    });
    Ok(pool)
}

/// Awaits a future, for at most `limit` unless that is zero.
async fn within<F: Future>(limit: Duration, future: F) -> Result<F::Output, Elapsed> {
    if limit.is_zero() { Ok(future.await) } else { tokio::time::timeout(limit, future).await }
}

/// Acquires a usable session. `one_call` is true if the session returns to the pool after one call.
pub(crate) async fn acquire(
    pool: &SessionPool,
    options: &MssqlOptions,
    one_call: bool,
) -> Result<PooledSession, Error> {
    let limit = options.pool.acquire_timeout;
    let start = Instant::now();
    let acquired = within(limit, pool.get()).await.unwrap_or_else(|_| {
        let status = pool.status();
        let max_size = status.max_size;
        let message = if status.size < max_size {
            format!("acquiring a connection timed out after {limit:?}: the server did not complete a login in time")
        } else {
            format!(
                "acquiring a connection timed out after {limit:?}: all {max_size} connections are in use: raise \
                 `max_connections`, or release connections and end transactions sooner"
            )
        };
        Err(PoolError::Backend(Error::new(ErrorKind::Timeout, message)))
    });
    tracing::trace!(waited = start.elapsed().as_secs_f64(), "acquired a session");
    let mut session = acquired.map_err(|error| match error {
        PoolError::Backend(error) => error,
        PoolError::Closed => {
            Error::new(ErrorKind::Closed, "the database handle is closed: open the database again")
        }
        other => Error::new(ErrorKind::Timeout, other.to_string()),
    })?;
    session.set_replaceable(one_call);
    Ok(PooledSession::new(session))
}
