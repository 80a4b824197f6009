//! Tables and views in another schema than the declared one.

use crate::dialect::Dialect;
use crate::schema::{ForeignKey, SqlPart, TableModel, ViewQuery};

/// The parts of a table or a view in another schema.
///
/// A foreign key that references the schema of its table references the other schema. A view selects from the other schema, whatever
/// schemas the tables in braces declare.
pub(crate) struct Moved<'s> {
    model: TableModel<'s>,
    foreign_keys: Vec<ForeignKey<'s>>,
    select: [Vec<SqlPart<'s>>; Dialect::ALL.len()],
}

impl<'s> Moved<'s> {
    /// Moves a table or a view to `schema`; one that declares no schema stays as it is.
    pub(crate) fn to(model: &TableModel<'s>, schema: Option<&'s str>) -> Self {
        let select = model.view.map_or(Default::default(), |view| view.select);
        let Some(schema) = schema.filter(|_| model.schema.is_some()) else {
            let foreign_keys = model.foreign_keys.to_vec();
            return Self { model: *model, foreign_keys, select: select.map(<[SqlPart<'_>]>::to_vec) };
        };
        let is_own = |key: &ForeignKey<'_>| key.to_schema == model.schema;
        let moved = |key: &ForeignKey<'s>| ForeignKey {
            to_schema: if is_own(key) { Some(schema) } else { key.to_schema },
            ..*key
        };
        Self {
            model: TableModel { schema: Some(schema), ..*model },
            foreign_keys: model.foreign_keys.iter().map(moved).collect(),
            select: select.map(|parts| parts.iter().map(|part| part.moved(schema)).collect()),
        }
    }

    /// Returns the description of the moved table or view.
    pub(crate) fn model(&self) -> TableModel<'_> {
        let view = self.model.view.map(|_| ViewQuery { select: self.select.each_ref().map(Vec::as_slice) });
        TableModel { foreign_keys: &self.foreign_keys, view, ..self.model }
    }
}
