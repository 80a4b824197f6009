//! `store items`.

mod change;
mod list;
mod show;

use clap::Subcommand;

use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::output::Output;

/// List, show and change single items
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  store items list --db state.db")]
pub(crate) struct ItemsArgs {
    #[command(subcommand)]
    command: ItemsCommand,
}

// No doc comment, for the same reason as in the parent module.
#[derive(Debug, Subcommand)]
enum ItemsCommand {
    List(list::ListArgs),
    Show(show::ShowArgs),
    Retry(change::RetryArgs),
    Skip(change::SkipArgs),
    Release(change::ReleaseArgs),
}

impl ItemsArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        match self.command {
            ItemsCommand::List(args) => args.run(connection).await,
            ItemsCommand::Show(args) => args.run(connection).await,
            ItemsCommand::Retry(args) => args.run(connection).await,
            ItemsCommand::Skip(args) => args.run(connection).await,
            ItemsCommand::Release(args) => args.run(connection).await,
        }
    }
}
