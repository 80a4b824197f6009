//! Foreign keys.

/// The action on the referencing rows when the referenced row is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The delete fails.
    NoAction,
    /// The referencing rows are deleted.
    Cascade,
    /// The referencing columns become NULL.
    SetNull,
}

/// A foreign key: columns that refer to a key of another table.
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
    /// The names of the referenced columns.
    pub to_columns: &'a [&'a str],
    /// The action on a delete of the referenced row.
    pub on_delete: Action,
}
