//! `store items show`.

use serde_json::Value;

use crate::commands::open_store::with_read_only_store;
use crate::commands::stored_item::{find_item, item_json};
use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::output::{Output, table};

/// Show all fields of an item
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  store items show ITEM --db state.db")]
pub(super) struct ShowArgs {
    /// Id of the item
    item: String,
}

impl ShowArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        with_read_only_store(connection, async |store| match find_item(store, &self.item).await? {
            Some(item) => {
                let json = item_json(&item);
                Ok(Output::new(text(&json), json))
            }
            None => Ok(Output::item_not_found(&self.item)),
        })
        .await
    }
}

/// Renders the fields that have a value.
fn text(json: &Value) -> String {
    let fields = json.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
    let rows = fields.map(|(name, value)| match value {
        Value::String(text) => vec![name.clone(), text.clone()],
        value => vec![name.clone(), value.to_string()],
    });
    table(&["field", "value"], rows)
}
