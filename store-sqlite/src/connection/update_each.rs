//! Declared updates that run for many keys, all or none.

use store_core::{Error, Params, Statement, Value};

use super::SqliteConnection;

impl SqliteConnection {
    /// Runs an update with the parameters of each element, all or none; returns for each whether it changed a row.
    pub(crate) fn update_each<'v, E: AsRef<[Value<'v>]>>(
        &mut self,
        statement: &Statement,
        elements: impl Iterator<Item = E>,
    ) -> Result<Vec<bool>, Error> {
        self.in_transaction(|connection| {
            let update =
                |element: E| Ok(connection.execute_now(statement, Params::all(element.as_ref()))? > 0);
            elements.map(update).collect()
        })
    }
}
