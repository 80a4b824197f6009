//! Declared updates that run for many keys.

use super::Statement;
use crate::types::Value;

/// A request to a driver to run a declared update for many elements, each with its own key.
#[derive(Clone, Copy, Debug)]
pub struct UpdateMany {
    /// The statement for one element.
    pub statement: Statement,
    /// The statement for many elements; `None` for an engine that runs them one by one.
    pub many: Option<&'static str>,
    /// The positions of the key among the parameters of an element.
    pub key: &'static [usize],
    /// The number of parameters of an element.
    pub params: usize,
}

impl UpdateMany {
    /// Splits the parameters of all elements into those of each.
    pub fn elements<'s, 'v>(
        &self,
        values: &'s [Value<'v>],
    ) -> impl ExactSizeIterator<Item = &'s [Value<'v>]> + Clone {
        values.chunks_exact(self.params.max(1))
    }
}
