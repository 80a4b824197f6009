//! Transactions, and the savepoints in them.

use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use store_core::{Error, ErrorKind};

use super::SqliteConnection;
use crate::error::no_transaction;

// Takes the write lock at once: a transaction that reads first and then writes fails without waiting when another
// connection has written in between.
pub(crate) const BEGIN: &str = "BEGIN IMMEDIATE";

/// Begins a transaction that only reads, and waits for no writer.
pub(crate) const BEGIN_READ: &str = "BEGIN";

// Savepoints may share a name; SQLite uses the innermost.
const SAVEPOINT: &str = "SAVEPOINT store";
const RELEASE: &str = "RELEASE store";
const ROLLBACK_TO: &str = "ROLLBACK TO store";

/// The transactions that are open on a connection, one inside the other.
#[derive(Debug, Default)]
pub(super) struct TransactionState {
    /// The number of transactions and savepoints that were begun and have not ended.
    depth: usize,
    /// Whether the outermost of them is a transaction, and not a savepoint in one that the caller began through rusqlite.
    outermost_is_transaction: bool,
    /// The number of outermost ones that the current code did not begin and must not end.
    protected: usize,
    /// Whether the running call can be run again, so that its nested transactions need no savepoints; see
    /// [`run_restartable`](SqliteConnection::run_restartable).
    restartable: bool,
    /// Whether a nested transaction of the restartable call failed, whose changes a savepoint would have undone.
    spoiled: bool,
    /// Whether the restartable call has run DDL, which is not in the number of changes.
    ran_ddl: bool,
}

impl SqliteConnection {
    /// Begins a transaction, or a savepoint in the one that is open.
    pub(crate) fn begin_now(&mut self) -> Result<(), Error> {
        self.begin_with(BEGIN)
    }

    fn begin_with(&mut self, begin: &'static str) -> Result<(), Error> {
        self.check_transaction()?;
        let transaction = self.transaction_state.depth == 0 && self.as_rusqlite().is_autocommit();
        self.execute_constant(if transaction { begin } else { SAVEPOINT })?;
        if self.transaction_state.depth == 0 {
            self.transaction_state.outermost_is_transaction = transaction;
        }
        self.transaction_state.depth += 1;
        Ok(())
    }

    /// Commits the innermost transaction. When that fails, the transaction stays open and must be rolled back.
    pub(crate) fn commit_now(&mut self) -> Result<(), Error> {
        self.check_begun()?;
        self.check_transaction()?;
        self.execute_constant(if self.innermost_is_transaction() { "COMMIT" } else { RELEASE })?;
        self.transaction_state.depth -= 1;
        Ok(())
    }

    /// Rolls back the innermost transaction.
    pub(crate) fn rollback_now(&mut self) -> Result<(), Error> {
        self.check_begun()?;
        let transaction = self.innermost_is_transaction();
        self.transaction_state.depth -= 1;
        if self.as_rusqlite().is_autocommit() {
            // SQLite has rolled back the whole transaction already.
            return Ok(());
        }
        if transaction {
            return self.execute_constant("ROLLBACK");
        }
        let result = self.execute_constant(ROLLBACK_TO).and_then(|()| self.execute_constant(RELEASE));
        if result.is_err() {
            // Later calls detect that the whole transaction is lost; they could not detect a part that was kept.
            self.execute_constant("ROLLBACK")?;
        }
        result
    }

    /// Rolls back the innermost transaction; an error is logged.
    pub(crate) fn abandon_now(&mut self) {
        if let Err(error) = self.rollback_now() {
            tracing::warn!(%error, "cannot roll back a dropped transaction");
        }
    }

    /// Rolls back the transactions and savepoints that are nested deeper than `depth`.
    pub(crate) fn unwind_to(&mut self, depth: usize) {
        // A panic may have kept `in_transaction` from restoring the number.
        let state = &mut self.transaction_state;
        state.protected = state.protected.min(depth.saturating_sub(1));
        while self.transaction_state.depth > depth {
            self.abandon_now();
        }
    }

    /// Runs `work` in a transaction or savepoint, which is committed if `work` returns `Ok` and rolled back if it returns
    /// an error.
    ///
    /// `work` cannot end transactions that were begun before it; those that it leaves open are rolled back.
    pub(crate) fn in_transaction<R>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<R, Error>,
    ) -> Result<R, Error> {
        self.in_transaction_with(BEGIN, work)
    }

    /// As [`in_transaction`](Self::in_transaction), with the statement that begins a transaction if none is open.
    pub(super) fn in_transaction_with<R>(
        &mut self,
        begin: &'static str,
        work: impl FnOnce(&mut Self) -> Result<R, Error>,
    ) -> Result<R, Error> {
        if self.transaction_state.restartable {
            self.check_transaction()?;
            let changes = self.as_rusqlite().total_changes();
            let result = self.protecting_open_transactions(work);
            self.transaction_state.spoiled |= result.is_err() && self.has_changed_since(changes);
            // `work` may have ignored an error.
            return result.and_then(|result| self.check_transaction().map(|()| result));
        }
        let (depth, protected) = (self.transaction_state.depth, self.transaction_state.protected);
        self.begin_with(begin)?;
        let result = catch_unwind(AssertUnwindSafe(|| self.protecting_open_transactions(work)));
        let result = result.unwrap_or_else(|panic| {
            // Later calls would belong to the open transaction, which nobody commits.
            self.unwind_to(depth);
            self.transaction_state.protected = protected;
            resume_unwind(panic)
        });
        match result.and_then(|result| self.commit_now().map(|()| result)) {
            Ok(result) => Ok(result),
            Err(error) => {
                self.abandon_now();
                Err(error)
            }
        }
    }

    /// Runs `work`, which cannot end the open transactions; those that it leaves open are rolled back.
    fn protecting_open_transactions<R>(&mut self, work: impl FnOnce(&mut Self) -> R) -> R {
        let depth = self.transaction_state.depth;
        let protected = mem::replace(&mut self.transaction_state.protected, depth);
        let result = work(self);
        self.unwind_to(depth);
        self.transaction_state.protected = protected;
        result
    }

    /// Runs a call in the open transaction without savepoints, and returns whether its changes can stay.
    ///
    /// `call` returns whether it succeeded. Savepoints cost more than most statements: each copies every page that is
    /// changed after it. Few calls fail after they have changed rows; then the caller rolls back the whole transaction
    /// and runs the call again with savepoints.
    pub(crate) fn run_restartable(&mut self, call: impl FnOnce(&mut Self) -> bool) -> bool {
        let changes = self.as_rusqlite().total_changes();
        self.transaction_state.ran_ddl = false;
        self.transaction_state.restartable = true;
        let succeeded = call(self);
        self.transaction_state.restartable = false;
        let spoiled = mem::take(&mut self.transaction_state.spoiled);
        !spoiled && (succeeded || !self.has_changed_since(changes))
    }

    /// Returns whether the restartable call may have changed the database since this number of changes.
    fn has_changed_since(&self, changes: u64) -> bool {
        self.transaction_state.ran_ddl || self.as_rusqlite().total_changes() != changes
    }

    /// Notes that the call runs DDL.
    pub(super) fn note_ddl(&mut self) {
        self.transaction_state.ran_ddl = true;
    }

    /// Returns whether SQLite rolled back the whole open transaction because of an error, such as a full disk.
    pub(crate) fn is_transaction_lost(&self) -> bool {
        self.transaction_state.depth > 0 && self.as_rusqlite().is_autocommit()
    }

    /// Fails after the transaction was lost: later statements would be committed without the earlier ones.
    pub(super) fn check_transaction(&self) -> Result<(), Error> {
        if self.is_transaction_lost() {
            let message = "an earlier error rolled back the whole transaction: roll it back and begin again";
            return Err(Error::new(ErrorKind::Misuse, message));
        }
        if self.is_spoiled() {
            // The caller never sees this error, since the call runs again; the code of the call may.
            return Err(Error::new(ErrorKind::Busy, "an earlier statement of the call failed"));
        }
        Ok(())
    }

    /// Returns whether the restartable call must run again, with savepoints.
    pub(crate) fn is_spoiled(&self) -> bool {
        self.transaction_state.spoiled
    }

    fn innermost_is_transaction(&self) -> bool {
        self.transaction_state.depth == 1 && self.transaction_state.outermost_is_transaction
    }

    fn check_begun(&self) -> Result<(), Error> {
        if self.transaction_state.depth <= self.transaction_state.protected {
            return Err(no_transaction());
        }
        Ok(())
    }
}
