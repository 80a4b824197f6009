//! The commands, in the groups of `store --help`. Each command's file has its options, its help and its code.

mod active_workers;
mod check;
mod completions;
mod copy;
mod ddl;
mod enqueue;
mod export;
mod import;
mod import_legacy;
mod init;
mod interrupt;
mod items;
mod known_run;
mod lineage;
mod man_pages;
mod open_store;
mod prune;
mod recrawl;
mod runs;
mod scaffold;
mod smoketest;
mod source_control;
mod stats;
mod store_address;
mod stored_item;
mod transfer_report;
mod workers;

use clap::Subcommand;

use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::output::Output;
use crate::warnings::Suppressed;

// No enum here has a doc comment: clap would take it for the help of the program. The help has the order of the variants.

#[derive(Debug, Subcommand)]
pub(crate) enum SetupCommand {
    Init(init::InitArgs),
    Check(check::CheckArgs),
    Ddl(ddl::DdlArgs),
    Scaffold(scaffold::ScaffoldArgs),
    Smoketest(smoketest::SmoketestArgs),
    ImportLegacy(import_legacy::ImportLegacyArgs),
}

impl SetupCommand {
    pub(crate) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        match self {
            Self::Init(args) => args.run(connection).await,
            Self::Check(args) => args.run(connection).await,
            Self::Ddl(args) => args.run(connection),
            Self::Scaffold(args) => args.run(connection).await,
            Self::Smoketest(args) => Ok(args.run(connection).await),
            Self::ImportLegacy(args) => args.run(connection).await,
        }
    }

    pub(crate) fn suppress_warnings(&self, suppressed: &mut Suppressed) {
        if let Self::ImportLegacy(args) = self {
            args.suppress_warnings(suppressed);
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum QueueCommand {
    Enqueue(enqueue::EnqueueArgs),
    Recrawl(recrawl::RecrawlArgs),
    Items(items::ItemsArgs),
    Pause(source_control::PauseArgs),
    Drain(source_control::DrainArgs),
    Resume(source_control::ResumeArgs),
}

impl QueueCommand {
    pub(crate) async fn run(self, connection: &ConnectionArgs, json: bool) -> Result<Output, CliError> {
        match self {
            Self::Enqueue(args) => args.run(connection, json).await,
            Self::Recrawl(args) => args.run(connection).await,
            Self::Items(args) => args.run(connection).await,
            Self::Pause(args) => args.run(connection).await,
            Self::Drain(args) => args.run(connection).await,
            Self::Resume(args) => args.run(connection).await,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum OperationsCommand {
    Stats(stats::StatsArgs),
    Runs(runs::RunsArgs),
    Workers(workers::WorkersArgs),
    Lineage(lineage::LineageArgs),
    Prune(prune::PruneArgs),
}

impl OperationsCommand {
    pub(crate) async fn run(self, connection: &ConnectionArgs, json: bool) -> Result<Output, CliError> {
        match self {
            Self::Stats(args) => args.run(connection, json).await,
            Self::Runs(args) => args.run(connection).await,
            Self::Workers(args) => args.run(connection).await,
            Self::Lineage(args) => args.run(connection).await,
            Self::Prune(args) => args.run(connection).await,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum DataCommand {
    Copy(copy::CopyArgs),
    Export(export::ExportArgs),
    Import(import::ImportArgs),
}

impl DataCommand {
    pub(crate) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        match self {
            Self::Copy(args) => args.run(connection).await,
            Self::Export(args) => args.run(connection).await,
            Self::Import(args) => args.run(connection).await,
        }
    }

    pub(crate) fn suppress_warnings(&self, suppressed: &mut Suppressed) {
        if let Self::Copy(args) = self {
            args.suppress_warnings(suppressed);
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum HelpCommand {
    Completions(completions::CompletionsArgs),
    Man(man_pages::ManArgs),
}
