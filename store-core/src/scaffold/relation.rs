//! The tables and views of a database.

use crate::diff::{CatalogReader, Introspection, TableName, rows};
use crate::error::Error;

/// The kind of a table or a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RelationKind {
    Table,
    View,
    Virtual,
    /// A table that belongs to a virtual table.
    Shadow,
}

impl RelationKind {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "table" => Self::Table,
            "view" => Self::View,
            "virtual" => Self::Virtual,
            "shadow" => Self::Shadow,
            _ => return None,
        })
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::View => "view",
            Self::Virtual | Self::Shadow => "virtual table",
        }
    }

    /// Returns why no struct declares a relation of this kind; `None` for a table.
    pub(super) fn obstacle(self) -> Option<&'static str> {
        match self {
            Self::Table => None,
            Self::View => Some("write a struct that derives `View`, with the query of the view"),
            Self::Virtual => Some("its module determines what it stores: use `sql!`"),
            Self::Shadow => Some("it belongs to a virtual table, which alone may change it"),
        }
    }
}

/// A table or a view of a database.
#[derive(Debug)]
pub(super) struct FoundRelation {
    pub(super) kind: RelationKind,
    pub(super) name: TableName,
}

impl FoundRelation {
    /// Returns whether a name, with or without the schema, is that of the relation; `schema.*` is every relation of a schema.
    pub(super) fn is_named(&self, name: &str) -> bool {
        let is_schema =
            |schema: &str| self.name.schema.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(schema));
        name.eq_ignore_ascii_case(&self.name.table)
            || name.eq_ignore_ascii_case(&self.name.to_string())
            || name.strip_suffix(".*").is_some_and(is_schema)
    }
}

/// Reads the tables and views of a database.
pub(super) async fn read(
    engine: &dyn Introspection,
    reader: &mut dyn CatalogReader,
) -> Result<Vec<FoundRelation>, Error> {
    let found = rows::<3>(reader, engine.relations_query(), &[]).await?;
    let relation = |[kind, schema, table]: [Option<String>; 3]| {
        let kind = RelationKind::of(kind?.trim())?;
        Some(FoundRelation { kind, name: TableName { schema, table: table? } })
    };
    Ok(found.into_iter().filter_map(relation).collect())
}

/// Returns whether a statement creates a table, and not an index.
pub(super) fn is_table(create: &str) -> bool {
    create.split_whitespace().nth(1).is_some_and(|word| word.eq_ignore_ascii_case("TABLE"))
}
