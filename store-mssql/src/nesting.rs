//! Transactions and the savepoints within them.

use store_core::{Error, ErrorKind};

use crate::control::{SAVEPOINTS, STATE, UNDO};
use crate::driver::Driver;
use crate::session::Session;

/// How deep a session is in transactions.
#[derive(Debug, Default)]
pub(crate) struct Nesting {
    /// How many of `begin` have not ended.
    depth: usize,
    /// How many of them are an application's own, which alone may end them.
    foreign: usize,
    /// How many of the innermost are given up, and are to be undone before anything else is run.
    abandoned: usize,
    /// Whether the server may have undone the whole transaction, since an error came.
    doubtful: bool,
    /// Whether it has.
    lost: bool,
    /// Whether a transaction may be open that a text began by itself and an error has left.
    stray: bool,
}

impl Nesting {
    /// That of a session whose application has begun a transaction, or not.
    pub(crate) fn around(transaction: bool) -> Self {
        let depth = usize::from(transaction);
        Self { depth, foreign: depth, ..Self::default() }
    }

    /// Whether a transaction is open.
    pub(crate) fn is_open(&self) -> bool {
        self.depth > 0
    }

    /// Whether the session must not wait for its next caller: locks may be held.
    pub(crate) fn is_unsettled(&self) -> bool {
        self.is_open() || self.stray
    }

    /// Notes that an error came, which may have cost the transaction.
    pub(crate) fn doubt(&mut self) {
        self.doubtful |= self.depth > 0 && !self.lost;
    }

    /// Notes that a text that opens a transaction of its own may have left it open.
    pub(crate) fn suspect(&mut self) {
        self.stray |= self.depth == 0;
    }

    /// Notes that the innermost `begin` is given up.
    pub(crate) fn abandon(&mut self) {
        self.abandoned = self.depth.min(self.abandoned + 1);
    }
}

impl<D: Driver> Session<D> {
    /// Undoes what was given up, and finds out whether an error has cost the transaction; to be called before
    /// anything is run.
    ///
    /// Some errors undo the whole transaction, as a deadlock; what followed would be kept without what went before.
    pub(crate) async fn settle(&mut self) -> Result<(), Error> {
        self.check_in_step()?;
        while self.nesting.abandoned > 0 {
            self.nesting.abandoned -= 1;
            self.rollback().await?;
        }
        self.find_out().await?;
        self.undo_stray().await?;
        if self.nesting.lost {
            let message = match self.nesting.foreign {
                0 => "an earlier error undid the whole transaction: roll it back and begin again",
                _ => {
                    "an earlier error has cost the application its transaction: roll back what is left of it and \
                     begin again"
                }
            };
            return Err(Error::new(ErrorKind::Misuse, message));
        }
        Ok(())
    }

    /// Undoes a transaction that a text has begun by itself and an error has left open.
    pub(crate) async fn undo_stray(&mut self) -> Result<(), Error> {
        if self.nesting.stray {
            self.batch(UNDO).await?;
            self.nesting.stray = false;
        }
        Ok(())
    }

    pub(crate) async fn begin(&mut self) -> Result<(), Error> {
        self.settle().await?;
        match self.nesting.depth {
            0 => self.begin_transaction().await?,
            depth => {
                let Some((save, _)) = SAVEPOINTS.get(depth - 1) else {
                    let message =
                        format!("transactions stand {depth} deep, which is the most: end one of them first");
                    return Err(Error::new(ErrorKind::Misuse, message));
                };
                self.batch(save).await?;
            }
        }
        self.nesting.depth += 1;
        Ok(())
    }

    /// Leaves the transaction open when it fails, for the caller to roll back.
    pub(crate) async fn commit(&mut self) -> Result<(), Error> {
        self.check_begun()?;
        self.settle().await?;
        if self.nesting.depth == 1 {
            self.commit_transaction().await?;
        }
        // A savepoint goes with its transaction.
        self.nesting.depth -= 1;
        Ok(())
    }

    pub(crate) async fn rollback(&mut self) -> Result<(), Error> {
        self.check_begun()?;
        self.find_out().await?;
        self.nesting.depth -= 1;
        let depth = self.nesting.depth;
        if self.nesting.lost {
            // All of it was undone; it is over when the outermost is.
            self.nesting.lost = depth > 0;
            return Ok(());
        }
        match depth {
            0 => self.rollback_transaction().await,
            _ => self.batch(SAVEPOINTS[depth - 1].1).await.map(|_| ()),
        }
    }

    /// Commits the innermost `begin` when what was done in it succeeded, and undoes it when that or the commit failed.
    pub(crate) async fn end<T>(&mut self, done: Result<T, Error>) -> Result<T, Error> {
        let result = match done {
            Ok(done) => self.commit().await.map(|()| done),
            failed => failed,
        };
        if result.is_err()
            && self.in_step()
            && let Err(error) = self.rollback().await
        {
            // The first error is what counts.
            tracing::warn!(%error, "a transaction could not be rolled back");
        }
        result
    }

    /// Undoes whatever is open.
    pub(crate) async fn undo_all(&mut self) -> Result<(), Error> {
        self.nesting.abandoned = 0;
        while self.nesting.is_open() {
            self.rollback().await?;
        }
        self.settle().await
    }

    /// Asks, after an error, whether the transaction is still there.
    async fn find_out(&mut self) -> Result<(), Error> {
        if !self.nesting.doubtful {
            return Ok(());
        }
        let state = self.batch(STATE).await?;
        self.nesting.lost = state != Some(1);
        // One that can only be undone, unless it is not ours to undo.
        if state == Some(-1) && self.nesting.foreign == 0 {
            self.rollback_transaction().await?;
        }
        self.nesting.doubtful = false;
        Ok(())
    }

    fn check_begun(&self) -> Result<(), Error> {
        if self.nesting.depth == self.nesting.foreign {
            return Err(Error::new(ErrorKind::Misuse, "no transaction is open: begin one first"));
        }
        Ok(())
    }
}
