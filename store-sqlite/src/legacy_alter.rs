//! The setting that statements which mend a table switch on and off. A transaction does not undo it, and it is the connection's
//! (<https://www.sqlite.org/pragma.html#pragma_legacy_alter_table>).

/// Gives the setting.
pub(crate) const GET: &str = "PRAGMA legacy_alter_table";

/// Whether a statement changes the setting.
pub(crate) fn is_set_by(sql: &str) -> bool {
    sql.starts_with(GET)
}

/// Puts the setting back.
pub(crate) const fn set(on: i64) -> &'static str {
    if on == 0 { "PRAGMA legacy_alter_table = OFF" } else { "PRAGMA legacy_alter_table = ON" }
}
