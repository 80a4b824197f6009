//! Hints that keep the optimizer from plans that lock too much.

/// Locks a row, or the gap where the row would be, until the transaction ends, so that two sessions cannot both find the row
/// missing. A scan would lock every row and gap of the table, so the optimizer may only seek. A `FROM` clause accepts the hint for
/// the table that is updated, too (<https://learn.microsoft.com/en-us/sql/t-sql/queries/hints-transact-sql-table>).
pub(super) const KEY_LOCK: &str = "WITH (UPDLOCK, SERIALIZABLE, FORCESEEK)";

/// Lets the optimizer only seek in a table.
pub(super) const SEEK: &str = "WITH (FORCESEEK)";

/// Joins by nested loops.
pub(super) const LOOPS: &str = "OPTION (LOOP JOIN)";

/// Joins by nested loops, in the order in which the statement names the tables: for each row of the batch, a seek in the table.
pub(super) const LOOPS_IN_ORDER: &str = "OPTION (LOOP JOIN, FORCE ORDER)";
