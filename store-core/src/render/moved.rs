//! Tables in another schema than the declared one.

use super::Grammar;
use crate::dialect::Dialect;
use crate::schema::{ForeignKey, RelationName, TableModel, ViewQuery};

/// The parts of a table or a view in another schema.
///
/// A foreign key that references the schema of its table references the other schema; a view selects from it whatever the schemas of
/// its tables.
pub(crate) struct Moved<'s> {
    model: TableModel<'s>,
    foreign_keys: Vec<ForeignKey<'s>>,
    select: [String; Dialect::ALL.len()],
    from: Vec<RelationName<'s>>,
}

impl<'s> Moved<'s> {
    /// Moves a table to `schema`; one that declares no schema stays as it is.
    pub(crate) fn to(grammar: &dyn Grammar, model: &TableModel<'s>, schema: Option<&'s str>) -> Self {
        let Some(schema) = schema.filter(|_| model.schema.is_some()) else { return Self::unmoved(model) };
        let mut moved = Self::unmoved(model);
        moved.model.schema = Some(schema);
        for key in moved.foreign_keys.iter_mut().filter(|key| key.to_schema == model.schema) {
            key.to_schema = Some(schema);
        }
        let select = &mut moved.select[grammar.dialect().index()];
        for from in moved.from.iter_mut().filter(|from| from.schema.is_some()) {
            let declared = from.schema.replace(schema).unwrap_or_default();
            *select = grammar.replace_schema(select, declared, schema);
        }
        moved
    }

    fn unmoved(model: &TableModel<'s>) -> Self {
        let view = model.view;
        Self {
            model: *model,
            foreign_keys: model.foreign_keys.to_vec(),
            select: view.map_or_else(Default::default, |view| view.select.map(str::to_owned)),
            from: view.map_or_else(Vec::new, |view| view.from.to_vec()),
        }
    }

    /// Returns the description of the moved table.
    pub(crate) fn model(&self) -> TableModel<'_> {
        let view = self
            .model
            .view
            .map(|_| ViewQuery { select: self.select.each_ref().map(String::as_str), from: &self.from });
        TableModel { foreign_keys: &self.foreign_keys, view, ..self.model }
    }
}
