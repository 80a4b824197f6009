//! The texts that the backend sends on its own, beside those of tables.

use std::time::Duration;

/// What every session is set to, whatever the server, the database or the login have for a default: `SET` options
/// under which filtered indexes can be written, counts that are sent, messages in the language that is read here,
/// and errors that leave a transaction open.
///
/// See <https://learn.microsoft.com/en-us/sql/t-sql/statements/create-index-transact-sql#required-set-options-for-filtered-indexes>.
const SET_UP: &str = "\
SET ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, ARITHABORT, CONCAT_NULL_YIELDS_NULL, QUOTED_IDENTIFIER ON;
SET NUMERIC_ROUNDABORT, NOCOUNT, XACT_ABORT, IMPLICIT_TRANSACTIONS OFF;
SET LANGUAGE us_english;
SET TEXTSIZE 2147483647;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT ";

/// Whether the server is Babelfish, and the compatibility level of the database.
const ASK: &str = ";
SELECT CAST(SERVERPROPERTY('babelfish') AS INT),
    (SELECT CAST(compatibility_level AS INT) FROM sys.databases WHERE name = DB_NAME());";

/// Sets a session up and asks about its server, in one round trip.
pub(crate) fn set_up(lock_timeout: Duration) -> String {
    let milliseconds = lock_timeout.as_millis().min(i32::MAX.unsigned_abs().into());
    format!("{SET_UP}{milliseconds}{ASK}")
}

/// What matters of a session that somebody else has set up: whether its server is Babelfish, how often a transaction was
/// begun, and its `SET` options.
///
/// Not the compatibility level, which stands in a table: within a transaction its lock would be held to the end.
pub(crate) const LOOK: &str = "SELECT CAST(SERVERPROPERTY('babelfish') AS INT), @@TRANCOUNT, @@OPTIONS;";

/// Whether the server answers.
pub(crate) const ALIVE: &str = "SELECT 1;";

/// Whether a transaction is open (1), can only be undone (-1), or is not there (0).
pub(crate) const STATE: &str = "SELECT CAST(XACT_STATE() AS INT);";

/// Undoes a transaction that an error has left open.
pub(crate) const UNDO: &str = "IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;";

/// Takes the lock under which schemas are changed, until the transaction ends: programs that start at the same time
/// would find a table missing and create it twice.
///
/// See <https://learn.microsoft.com/en-us/sql/relational-databases/system-stored-procedures/sp-getapplock-transact-sql>.
pub(crate) const LOCK: &str = "\
DECLARE @lock INT;
EXEC @lock = sp_getapplock @Resource = N'store.define', @LockMode = N'Exclusive', @LockOwner = N'Transaction',
    @LockTimeout = 60000;
SELECT @lock;";

/// What sets a savepoint and what goes back to it, by depth. SQL Server keeps a savepoint until the transaction ends, so
/// that one name for all would lead a rollback to one that was given up before.
///
/// They are texts since the driver's own call for savepoints counts the name in characters, where servers read bytes.
pub(crate) const SAVEPOINTS: [(&str, &str); 16] = [
    ("SAVE TRANSACTION store_1;", "ROLLBACK TRANSACTION store_1;"),
    ("SAVE TRANSACTION store_2;", "ROLLBACK TRANSACTION store_2;"),
    ("SAVE TRANSACTION store_3;", "ROLLBACK TRANSACTION store_3;"),
    ("SAVE TRANSACTION store_4;", "ROLLBACK TRANSACTION store_4;"),
    ("SAVE TRANSACTION store_5;", "ROLLBACK TRANSACTION store_5;"),
    ("SAVE TRANSACTION store_6;", "ROLLBACK TRANSACTION store_6;"),
    ("SAVE TRANSACTION store_7;", "ROLLBACK TRANSACTION store_7;"),
    ("SAVE TRANSACTION store_8;", "ROLLBACK TRANSACTION store_8;"),
    ("SAVE TRANSACTION store_9;", "ROLLBACK TRANSACTION store_9;"),
    ("SAVE TRANSACTION store_10;", "ROLLBACK TRANSACTION store_10;"),
    ("SAVE TRANSACTION store_11;", "ROLLBACK TRANSACTION store_11;"),
    ("SAVE TRANSACTION store_12;", "ROLLBACK TRANSACTION store_12;"),
    ("SAVE TRANSACTION store_13;", "ROLLBACK TRANSACTION store_13;"),
    ("SAVE TRANSACTION store_14;", "ROLLBACK TRANSACTION store_14;"),
    ("SAVE TRANSACTION store_15;", "ROLLBACK TRANSACTION store_15;"),
    ("SAVE TRANSACTION store_16;", "ROLLBACK TRANSACTION store_16;"),
];

/// All of them by name, for the check of their syntax.
pub fn all() -> Vec<(&'static str, String)> {
    let texts = [("look", LOOK), ("alive", ALIVE), ("state", STATE), ("undo", UNDO), ("lock", LOCK)];
    let savepoints = SAVEPOINTS.into_iter().flat_map(|(save, undo)| [("save", save), ("go_back", undo)]);
    let texts = texts.into_iter().chain(savepoints).map(|(name, text)| (name, text.to_owned()));
    texts.chain([("set_up", set_up(Duration::from_secs(10)))]).collect()
}
