//! `store init`.

use serde_json::json;
use store::factory::create_state_store;

use super::open_store::close;
use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::output::Output;
use crate::progress::Spinner;

/// Create the SQLite file or the schema on the server, and the missing tables
///
/// Existing tables are not changed. If one of them differs from what the program needs, the exit
/// code is 1; of tables without a record of this version, a difference is an error.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  store init --db state.db
  store init --backend sqlserver --host db.example --database Crawls --user crawler"
)]
pub(crate) struct InitArgs;

impl InitArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        let config = connection.config()?;
        let database = config.describe()?;
        let spinner = Spinner::new("creating the tables");
        let store = create_state_store(config.auto_init(true)).await?;
        // Tables that existed before may differ from what the program needs.
        let drift = store::state::drift(&mut store.database().clone()).await?;
        drop(spinner);
        close(&store).await;
        let problems: Vec<String> = drift
            .iter()
            .filter(|(_, drift)| drift.breaks())
            .map(|(table, drift)| format!("{table}: {drift}"))
            .collect();
        let text = match problems.as_slice() {
            [] => format!("{database}: all tables exist"),
            problems => format!(
                "{database}: all tables exist, but some differ from what the program needs; `store check` prints the repair:\n    {}",
                problems.join("\n    ")
            ),
        };
        let json = json!({ "database": database, "problems": problems });
        Ok(Output::new(text, json).with_findings(!problems.is_empty()))
    }
}
