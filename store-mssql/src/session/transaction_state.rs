//! Transactions and the savepoints within them.

use store_core::{Error, ErrorKind};

use super::{Driver, Session};
use crate::session_sql::{ROLLBACK_IF_OPEN, SAVEPOINTS, TRANSACTION_STATE};

/// The open transaction of a session and the savepoints within it.
#[derive(Debug, Default)]
pub(crate) struct TransactionState {
    /// The number of `begin` calls without a commit or rollback.
    depth: usize,
    /// The number of them that belong to an application, which alone may end them.
    foreign: usize,
    /// The number of innermost ones that were dropped and must be rolled back before the next statement.
    abandoned: usize,
    /// Whether an error may have made the server roll back the whole transaction.
    uncertain: bool,
    /// Whether the server has rolled back the whole transaction.
    lost: bool,
    /// Whether a statement may have begun a transaction by itself and left it open after an error.
    stray: bool,
}

impl TransactionState {
    /// Returns the state of a client on which the application has, or has not, begun a transaction.
    pub(super) fn borrowed(in_transaction: bool) -> Self {
        let depth = usize::from(in_transaction);
        Self { depth, foreign: depth, ..Self::default() }
    }

    /// Returns whether a transaction is open.
    pub(crate) fn is_open(&self) -> bool {
        self.depth > 0
    }

    /// Returns whether locks may be held, so that the session must be cleaned up before it is idle.
    pub(crate) fn is_unsettled(&self) -> bool {
        self.is_open() || self.stray
    }

    /// Records an error after which the server may have rolled back the transaction.
    pub(super) fn mark_uncertain(&mut self) {
        self.uncertain |= self.depth > 0 && !self.lost;
    }

    /// Records that a statement may have left its own transaction open.
    pub(super) fn suspect_stray(&mut self) {
        self.stray |= self.depth == 0;
    }

    /// Records that the innermost transaction was dropped.
    pub(crate) fn abandon(&mut self) {
        self.abandoned = self.depth.min(self.abandoned + 1);
    }
}

impl<D: Driver> Session<D> {
    /// Rolls back abandoned transactions and checks whether the open one still exists. Must be called before every
    /// statement.
    ///
    /// Some errors, such as a deadlock, roll back the whole transaction; later statements would then be committed
    /// without the earlier ones.
    pub(crate) async fn settle(&mut self) -> Result<(), Error> {
        self.check_usable()?;
        while self.transaction.abandoned > 0 {
            self.transaction.abandoned -= 1;
            self.rollback().await?;
        }
        self.resolve_uncertainty().await?;
        self.rollback_stray().await?;
        if self.transaction.lost {
            let message = match self.transaction.foreign {
                0 => "an earlier error rolled back the whole transaction: roll it back and begin again",
                _ => {
                    "an earlier error rolled back the application's transaction: roll back the rest of it and \
                     begin again"
                }
            };
            return Err(Error::new(ErrorKind::Misuse, message));
        }
        Ok(())
    }

    /// Rolls back a transaction that a statement has begun by itself and left open.
    pub(super) async fn rollback_stray(&mut self) -> Result<(), Error> {
        if self.transaction.stray {
            self.batch(ROLLBACK_IF_OPEN).await?;
            self.transaction.stray = false;
        }
        Ok(())
    }

    /// Begins a transaction, or a savepoint in the open one.
    pub(crate) async fn begin(&mut self) -> Result<(), Error> {
        self.settle().await?;
        match self.transaction.depth {
            0 => self.send_begin().await?,
            depth => {
                let Some((save, _)) = SAVEPOINTS.get(depth - 1) else {
                    let message =
                        format!("transactions are nested {depth} deep, the maximum: end one of them first");
                    return Err(Error::new(ErrorKind::Misuse, message));
                };
                self.batch(save).await?;
            }
        }
        self.transaction.depth += 1;
        Ok(())
    }

    /// Commits the innermost transaction. When the commit fails, the transaction stays open for the caller to roll back.
    pub(crate) async fn commit(&mut self) -> Result<(), Error> {
        self.check_begun()?;
        self.settle().await?;
        if self.transaction.depth == 1 {
            self.send_commit().await?;
        }
        // A savepoint needs no statement: it ends with its transaction.
        self.transaction.depth -= 1;
        Ok(())
    }

    /// Rolls back the innermost transaction.
    pub(crate) async fn rollback(&mut self) -> Result<(), Error> {
        self.check_begun()?;
        self.resolve_uncertainty().await?;
        self.transaction.depth -= 1;
        let depth = self.transaction.depth;
        if self.transaction.lost {
            // The server has rolled back everything; the outermost rollback clears the state.
            self.transaction.lost = depth > 0;
            return Ok(());
        }
        match depth {
            0 => self.send_rollback().await,
            _ => self.batch(SAVEPOINTS[depth - 1].1).await.map(|_| ()),
        }
    }

    /// Commits the innermost transaction after `Ok`, and rolls it back after an error or a failed commit.
    pub(crate) async fn finish<T>(&mut self, result: Result<T, Error>) -> Result<T, Error> {
        let result = match result {
            Ok(output) => self.commit().await.map(|()| output),
            failed => failed,
        };
        if result.is_err()
            && self.is_usable()
            && let Err(error) = self.rollback().await
        {
            // The caller gets the first error.
            tracing::warn!(%error, "cannot roll back a transaction");
        }
        result
    }

    /// Rolls back every open transaction.
    pub(crate) async fn rollback_all(&mut self) -> Result<(), Error> {
        self.transaction.abandoned = 0;
        while self.transaction.is_open() {
            self.rollback().await?;
        }
        self.settle().await
    }

    /// Asks the server, after an error, whether the transaction still exists.
    async fn resolve_uncertainty(&mut self) -> Result<(), Error> {
        if !self.transaction.uncertain {
            return Ok(());
        }
        let state = self.batch(TRANSACTION_STATE).await?;
        self.transaction.lost = state != Some(1);
        // The transaction can only be rolled back; the application rolls back its own.
        if state == Some(-1) && self.transaction.foreign == 0 {
            self.send_rollback().await?;
        }
        self.transaction.uncertain = false;
        Ok(())
    }

    fn check_begun(&self) -> Result<(), Error> {
        if self.transaction.depth == self.transaction.foreign {
            return Err(Error::new(ErrorKind::Misuse, "no transaction is open: begin one first"));
        }
        Ok(())
    }
}
