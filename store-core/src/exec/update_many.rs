//! Declared updates that run for many keys.

use super::Statement;

/// A request to a driver to run a declared update for many elements, each with its own key.
#[derive(Clone, Copy, Debug)]
pub struct UpdateMany {
    /// The statement for one element.
    pub statement: Statement,
    /// The statement for many elements; `None` for an engine that runs them one by one.
    pub many: Option<&'static str>,
    /// The positions of the key among the parameters of an element.
    pub key: &'static [usize],
}
