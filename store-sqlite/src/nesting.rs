//! Transactions and the savepoints within them.

use std::mem;
use std::time::Instant;

use store_core::{Error, ErrorKind};

use crate::connection::SqliteConnection;
use crate::retry;

// The name of a savepoint may be used again within it; the innermost one is meant.
const SAVEPOINT: &str = "SAVEPOINT store";
const RELEASE: &str = "RELEASE store";
const ROLLBACK_TO: &str = "ROLLBACK TO store";

/// How deep the connection is in transactions.
#[derive(Debug, Default)]
pub(crate) struct Nesting {
    /// How many of `begin` have not ended.
    depth: usize,
    /// Whether the outermost is a transaction; else it is a savepoint within one of the caller's own.
    outermost_begins: bool,
    /// How many of `begin` belong to someone else and may not be ended for now.
    floor: usize,
}

impl SqliteConnection {
    /// Whether an error, as a full disk, made SQLite undo the whole of a transaction that is open here.
    pub(crate) fn is_lost(&self) -> bool {
        self.nesting.depth > 0 && self.as_rusqlite().is_autocommit()
    }

    /// Refuses to go on after a transaction was lost: what follows would be kept without what went before.
    pub(crate) fn check_not_lost(&self) -> Result<(), Error> {
        if self.is_lost() {
            let message = "an earlier error undid the whole transaction: roll it back and begin again";
            return Err(Error::new(ErrorKind::Misuse, message));
        }
        Ok(())
    }

    pub(crate) fn begin_now(&mut self) -> Result<(), Error> {
        self.check_not_lost()?;
        let begins = self.nesting.depth == 0 && self.as_rusqlite().is_autocommit();
        if begins {
            // IMMEDIATE takes the write lock now: a transaction that reads first and then writes fails at once
            // when another has written in between, without waiting.
            let deadline = Instant::now() + self.busy_timeout;
            retry::while_busy(deadline, || self.control("BEGIN IMMEDIATE"))?;
        } else {
            self.control(SAVEPOINT)?;
        }
        if self.nesting.depth == 0 {
            self.nesting.outermost_begins = begins;
        }
        self.nesting.depth += 1;
        Ok(())
    }

    /// Leaves the transaction open when it fails, for the caller to roll back.
    pub(crate) fn commit_now(&mut self) -> Result<(), Error> {
        self.check_begun()?;
        self.check_not_lost()?;
        self.control(if self.innermost_begins() { "COMMIT" } else { RELEASE })?;
        self.nesting.depth -= 1;
        Ok(())
    }

    pub(crate) fn rollback_now(&mut self) -> Result<(), Error> {
        self.check_begun()?;
        let begins = self.innermost_begins();
        self.nesting.depth -= 1;
        // The outermost of a lost transaction was undone with it.
        if self.as_rusqlite().is_autocommit() {
            return Ok(());
        }
        if begins {
            return self.control("ROLLBACK");
        }
        let undone = self.control(ROLLBACK_TO).and_then(|()| self.control(RELEASE));
        if undone.is_err() {
            // Better to lose the transaction, which is then noticed, than to keep a part of it.
            self.control("ROLLBACK")?;
        }
        undone
    }

    pub(crate) fn abandon_now(&mut self) {
        if let Err(error) = self.rollback_now() {
            tracing::warn!(%error, "a transaction that was dropped could not be rolled back");
        }
    }

    /// Undoes whatever was begun deeper than `depth`.
    pub(crate) fn unwind_to(&mut self, depth: usize) {
        // What stands above may have panicked before it could give its part back.
        self.nesting.floor = self.nesting.floor.min(depth.saturating_sub(1));
        while self.nesting.depth > depth {
            self.abandon_now();
        }
    }

    /// Runs `work` as one step: it is kept as a whole, or undone when it gives an error.
    ///
    /// Within it nothing can be ended that was begun before.
    pub(crate) fn within<R>(&mut self, work: impl FnOnce(&mut Self) -> Result<R, Error>) -> Result<R, Error> {
        self.begin_now()?;
        let depth = self.nesting.depth;
        let floor = mem::replace(&mut self.nesting.floor, depth);
        let result = work(self);
        self.nesting.floor = floor;
        // What `work` has begun and left open is not kept.
        self.unwind_to(depth);
        match result.and_then(|result| self.commit_now().map(|()| result)) {
            Ok(result) => Ok(result),
            Err(error) => {
                self.abandon_now();
                Err(error)
            }
        }
    }

    fn innermost_begins(&self) -> bool {
        self.nesting.depth == 1 && self.nesting.outermost_begins
    }

    fn check_begun(&self) -> Result<(), Error> {
        if self.nesting.depth <= self.nesting.floor {
            return Err(Error::new(ErrorKind::Misuse, "no transaction is open: begin one first"));
        }
        Ok(())
    }
}
