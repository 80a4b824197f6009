//! References to other tables.

/// What happens to referencing rows when the referenced row is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The delete is refused.
    NoAction,
    /// The referencing rows are deleted too.
    Cascade,
    /// The referencing columns become NULL.
    SetNull,
}

/// Columns that refer to a key of another table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeignKey<'a> {
    /// The name of the constraint.
    pub name: &'a str,
    /// The referencing columns, as positions in [`TableModel::columns`](super::TableModel::columns).
    pub columns: &'a [usize],
    /// The schema of the referenced table.
    pub to_schema: Option<&'a str>,
    /// The referenced table.
    pub to_table: &'a str,
    /// The referenced columns by name.
    pub to_columns: &'a [&'a str],
    /// What a delete of the referenced row does.
    pub on_delete: Action,
}
