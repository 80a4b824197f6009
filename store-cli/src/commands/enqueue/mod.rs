//! `store enqueue`.

mod batch;
mod input;
mod seed;
mod seed_file;
mod summary;
mod writer;
mod yaml_list;

use std::path::PathBuf;

use store::Database;
use store::state::StateStore;

use self::input::{check_readable, read_files};
use self::seed::SeedDefaults;
use self::seed_file::SeedFormat;
use self::writer::QueueWriter;
use crate::commands::interrupt::Interrupt;
use crate::commands::known_run::known_run;
use crate::commands::open_store::with_store;
use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::output::Output;

/// Add seeds to the queue
///
/// Seeds are URLs, one per line; JSON lines; or a list in YAML. They are read from files, which
/// may be compressed with gzip or zstd, or from standard input. Seeds that are in the queue
/// already are not added twice, so that running the command again is safe.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  store enqueue urls.txt --db state.db
  store enqueue seeds.jsonl seeds.yaml --priority 10 --db state.db"
)]
pub(crate) struct EnqueueArgs {
    /// Files of seeds: YAML (.yaml, .yml), JSON lines (.jsonl, .ndjson), else URLs; also .gz and .zst
    /// (default: standard input, as with `-`)
    #[arg(verbatim_doc_comment)]
    files: Vec<PathBuf>,
    /// Format of the seeds (default: by the file name)
    #[arg(long, value_enum)]
    format: Option<SeedFormat>,
    /// Source system of seeds without one
    #[arg(long, default_value = "http")]
    system: String,
    /// Source name of seeds without one (default: the host of their URL)
    #[arg(long)]
    name: Option<String>,
    /// Resource type of seeds without one
    #[arg(long = "type", value_name = "TYPE", default_value = "page")]
    resource_type: String,
    /// Priority of seeds without one; lower numbers are fetched first
    #[arg(long, default_value_t = 100, allow_negative_numbers = true)]
    priority: i32,
    /// Id of the run that the seeds belong to
    #[arg(long)]
    run: Option<String>,
    /// Stop at the first seed that is rejected (default: report it and continue)
    #[arg(long)]
    strict: bool,
}

impl EnqueueArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs, json: bool) -> Result<Output, CliError> {
        with_store(connection, async |store| self.enqueue(store, json).await).await
    }

    async fn enqueue<D: Database>(self, store: &StateStore<D>, json: bool) -> Result<Output, CliError> {
        let run = match &self.run {
            Some(id) => Some(known_run(store, id).await?),
            None => None,
        };
        let files = if self.files.is_empty() { vec![PathBuf::from("-")] } else { self.files };
        // A missing file is reported before anything is written.
        check_readable(&files)?;
        let defaults = SeedDefaults {
            system: self.system,
            name: self.name,
            resource_type: self.resource_type,
            priority: self.priority,
        };
        let events = read_files(files, self.format, defaults);
        QueueWriter::new(store, run, self.strict, json).write_all(events, Interrupt::new()?).await
    }
}
