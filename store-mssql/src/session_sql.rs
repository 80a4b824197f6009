//! Fixed statements that control sessions and transactions, and concern no table.

use std::time::Duration;

use crate::babelfish;
use crate::batch_sql::BatchText;

/// The settings of every session, independent of the defaults of server, database and login: the `SET` options that filtered
/// indexes require, row counts, English messages, and errors that leave a transaction open.
///
/// See <https://learn.microsoft.com/en-us/sql/t-sql/statements/create-index-transact-sql#required-set-options-for-filtered-indexes>.
const SET_OPTIONS: &str = "\
SET ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, ARITHABORT, CONCAT_NULL_YIELDS_NULL, QUOTED_IDENTIFIER ON;
SET NUMERIC_ROUNDABORT, NOCOUNT, XACT_ABORT, IMPLICIT_TRANSACTIONS OFF;
SET LANGUAGE us_english;
SET TEXTSIZE 2147483647;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT ";

/// Selects the compatibility level of the current database.
const COMPATIBILITY_LEVEL: &str =
    "(SELECT CAST(compatibility_level AS INT) FROM sys.databases WHERE name = DB_NAME())";

/// Returns the batch that configures a new session and identifies its server, in one round trip.
pub(crate) fn set_up(lock_timeout: Duration) -> String {
    let milliseconds = lock_timeout.as_millis().min(i32::MAX.unsigned_abs().into());
    let product = babelfish::PROPERTY;
    format!("{SET_OPTIONS}{milliseconds};\nSELECT {product},\n    {COMPATIBILITY_LEVEL};")
}

/// Returns the batch that inspects a session of an application: the server, the transaction count and the `SET` options.
///
/// The compatibility level is left out: reading it takes a lock on a catalog row, which an open transaction would keep
/// to its end.
pub(crate) fn inspect() -> String {
    format!("SELECT {}, @@TRANCOUNT, @@OPTIONS;", babelfish::PROPERTY)
}

/// Checks that the server responds.
pub(crate) const PING: &str = "SELECT 1;";

/// Returns 1 for an open transaction, -1 for one that can only be rolled back, and 0 for none.
pub(crate) const TRANSACTION_STATE: &str = "SELECT CAST(XACT_STATE() AS INT);";

/// Rolls back a transaction that an error has left open.
pub(crate) const ROLLBACK_IF_OPEN: &str = "IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;";

/// Takes the lock that serializes schema changes until the transaction ends. Without it, programs that start at the
/// same time would each find a table missing and create it twice.
///
/// See <https://learn.microsoft.com/en-us/sql/relational-databases/system-stored-procedures/sp-getapplock-transact-sql>.
pub(crate) const LOCK_SCHEMA: &str = "\
DECLARE @lock INT;
EXEC @lock = sp_getapplock @Resource = N'store.define', @LockMode = N'Exclusive', @LockOwner = N'Transaction',
    @LockTimeout = 60000;
SELECT @lock;";

macro_rules! savepoints {
    ($($depth:literal)+) => {
        [$((
            concat!("SAVE TRANSACTION store_", $depth, ";"),
            concat!("ROLLBACK TRANSACTION store_", $depth, ";"),
        )),+]
    };
}

/// The statements that set a savepoint and roll back to it, by depth. SQL Server keeps a savepoint until the
/// transaction ends, so with one name for all depths a rollback could reach an earlier, abandoned one.
///
/// These are statements because the driver's own call for savepoints counts the name in characters where servers read
/// bytes.
pub(crate) const SAVEPOINTS: [(&str, &str); 16] = savepoints!(1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16);

/// Returns all statements of this crate by name, for the T-SQL syntax check.
pub fn all() -> Vec<(&'static str, String)> {
    let fixed = [
        ("ping", PING),
        ("transaction_state", TRANSACTION_STATE),
        ("rollback_if_open", ROLLBACK_IF_OPEN),
        ("lock_schema", LOCK_SCHEMA),
    ];
    let savepoints =
        SAVEPOINTS.into_iter().flat_map(|(save, rollback)| [("save", save), ("rollback_to", rollback)]);
    let fixed = fixed.into_iter().chain(savepoints).map(|(name, sql)| (name, sql.to_owned()));
    let composed =
        [("set_up", set_up(Duration::from_secs(10))), ("inspect", inspect()), ("batch", BatchText::sample())];
    fixed.chain(composed).collect()
}
