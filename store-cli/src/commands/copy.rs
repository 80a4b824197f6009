//! `store copy`.

use store::factory::create_state_store;
use store::state::transfer;

use super::active_workers;
use super::open_store::close;
use super::store_address::{StoreAddress, is_same_database, refuse_unused_options};
use super::transfer_report::{WrittenRows, compare};
use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::output::Output;
use crate::progress::TableProgress;
use crate::warnings::Suppressed;

/// Copy a store into another, on either backend, and compare the two
///
/// STORE is `sqlite:FILE`, `sqlserver` (the server of the connection options and the
/// environment) or `config:FILE.yaml`. The target and its tables are created. If the two differ
/// at the end, the exit code is 1.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  store copy --from sqlite:state.db --to sqlite:copy.db
  store copy --from sqlite:state.db --to sqlserver --host db.example --database Crawls --user crawler"
)]
pub(crate) struct CopyArgs {
    /// Store to read
    #[arg(long, value_name = "STORE", value_parser = StoreAddress::parse)]
    from: StoreAddress,
    /// Store to write
    #[arg(long, value_name = "STORE", value_parser = StoreAddress::parse)]
    to: StoreAddress,
    /// Copy while workers are active; the two may differ then, and a later copy needs an empty target
    #[arg(long)]
    live: bool,
}

impl CopyArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        refuse_unused_options(&self.from, &self.to, connection)?;
        let (from, to) = (self.from.existing_config(connection)?, self.to.config(connection)?);
        let (source, target) = (from.describe()?, to.describe()?);
        if is_same_database(&from, &to)? {
            return Err(CliError::usage(format!(
                "--from and --to name the same database, {source}: name another target"
            )));
        }
        let from = create_state_store(from.auto_init(false).read_only()).await?;
        if !self.live {
            active_workers::refuse(&from).await?;
        }
        let to = create_state_store(to.auto_init(true)).await?;
        let mut progress = TableProgress::new();
        let mut written = WrittenRows::default();
        let copied = transfer::copy(&from, &to, |step| {
            written.record(step);
            progress.show(step);
        });
        let copied = copied.await;
        drop(progress);
        close(&from).await;
        close(&to).await;
        let tables = copied.map_err(|error| written.add_to(error.into(), &target))?;
        Ok(compare(&tables, &source, &target))
    }

    pub(super) fn suppress_warnings(&self, suppressed: &mut Suppressed) {
        for file in [&self.from, &self.to].into_iter().filter_map(StoreAddress::sqlite_file) {
            suppressed.add_file(file);
        }
    }
}
