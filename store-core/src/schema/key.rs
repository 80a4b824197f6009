//! Primary and unique keys.

/// The kind of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// The primary key, clustered on SQL Server.
    Primary,
    /// A unique index.
    Unique,
}

/// A primary or unique key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key<'a> {
    /// The name of the constraint or index.
    pub name: &'a str,
    /// The kind.
    pub kind: KeyKind,
    /// The columns, as positions in [`TableModel::columns`](super::TableModel::columns).
    pub columns: &'a [usize],
}
