//! Transactions and the savepoints within them.

use store_core::{Error, ErrorKind};

use crate::session::Session;

/// The names of savepoints by depth. SQL Server keeps a savepoint until the transaction ends, so that one name for
/// all would lead a rollback to one that was given up before.
const SAVEPOINTS: [(&str, &str); 16] = [
    ("store_1", "ROLLBACK TRANSACTION store_1;"),
    ("store_2", "ROLLBACK TRANSACTION store_2;"),
    ("store_3", "ROLLBACK TRANSACTION store_3;"),
    ("store_4", "ROLLBACK TRANSACTION store_4;"),
    ("store_5", "ROLLBACK TRANSACTION store_5;"),
    ("store_6", "ROLLBACK TRANSACTION store_6;"),
    ("store_7", "ROLLBACK TRANSACTION store_7;"),
    ("store_8", "ROLLBACK TRANSACTION store_8;"),
    ("store_9", "ROLLBACK TRANSACTION store_9;"),
    ("store_10", "ROLLBACK TRANSACTION store_10;"),
    ("store_11", "ROLLBACK TRANSACTION store_11;"),
    ("store_12", "ROLLBACK TRANSACTION store_12;"),
    ("store_13", "ROLLBACK TRANSACTION store_13;"),
    ("store_14", "ROLLBACK TRANSACTION store_14;"),
    ("store_15", "ROLLBACK TRANSACTION store_15;"),
    ("store_16", "ROLLBACK TRANSACTION store_16;"),
];

/// How deep a session is in transactions.
#[derive(Debug, Default)]
pub(crate) struct Nesting {
    /// How many of `begin` have not ended.
    depth: usize,
    /// How many of the innermost are given up, and are to be undone before anything else is run.
    abandoned: usize,
    /// Whether the server may have undone the whole transaction, since an error came.
    doubtful: bool,
    /// Whether it has.
    lost: bool,
}

impl Nesting {
    /// Whether a transaction is open.
    pub(crate) fn is_open(&self) -> bool {
        self.depth > 0
    }

    /// Notes that an error came, which may have cost the transaction.
    pub(crate) fn doubt(&mut self) {
        self.doubtful |= self.depth > 0 && !self.lost;
    }

    /// Notes that the innermost `begin` is given up.
    pub(crate) fn abandon(&mut self) {
        self.abandoned = self.depth.min(self.abandoned + 1);
    }
}

impl Session {
    /// Undoes what was given up, and finds out whether an error has cost the transaction; to be called before
    /// anything is run.
    ///
    /// Some errors undo the whole transaction, as a deadlock; what followed would be kept without what went before.
    pub(crate) async fn settle(&mut self) -> Result<(), Error> {
        while self.nesting.abandoned > 0 {
            self.nesting.abandoned -= 1;
            self.rollback().await?;
        }
        self.find_out().await?;
        if self.nesting.lost {
            let message = "an earlier error undid the whole transaction: roll it back and begin again";
            return Err(Error::new(ErrorKind::Misuse, message));
        }
        Ok(())
    }

    pub(crate) async fn begin(&mut self) -> Result<(), Error> {
        self.settle().await?;
        match self.nesting.depth {
            0 => self.begin_transaction().await?,
            depth => {
                let Some((name, _)) = SAVEPOINTS.get(depth - 1) else {
                    let message =
                        format!("transactions stand {depth} deep, which is the most: end one of them first");
                    return Err(Error::new(ErrorKind::Misuse, message));
                };
                self.save_transaction(name).await?;
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

    /// Undoes the innermost `begin` after an error, which is what counts.
    pub(crate) async fn give_up(&mut self) {
        if self.in_step()
            && let Err(error) = self.rollback().await
        {
            tracing::warn!(%error, "a transaction could not be rolled back; its connection is closed");
        }
    }

    /// Undoes whatever is open.
    pub(crate) async fn undo_all(&mut self) -> Result<(), Error> {
        self.nesting.abandoned = 0;
        while self.nesting.is_open() {
            self.rollback().await?;
        }
        Ok(())
    }

    /// Asks, after an error, whether the transaction is still there.
    async fn find_out(&mut self) -> Result<(), Error> {
        if !self.nesting.doubtful {
            return Ok(());
        }
        let state = self.batch("SELECT CAST(XACT_STATE() AS INT);").await?;
        self.nesting.lost = state != Some(1);
        // One that can only be undone.
        if state == Some(-1) {
            self.rollback_transaction().await?;
        }
        self.nesting.doubtful = false;
        Ok(())
    }

    fn check_begun(&self) -> Result<(), Error> {
        if self.nesting.depth == 0 {
            return Err(Error::new(ErrorKind::Misuse, "no transaction is open: begin one first"));
        }
        Ok(())
    }
}
