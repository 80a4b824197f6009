//! `store import`.

use std::io::{self, Cursor, ErrorKind, Read as _};
use std::path::PathBuf;

use store::factory::create_state_store;
use store::state::transfer;

use super::open_store::close;
use super::transfer_report::{WrittenRows, compare};
use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::files;
use crate::output::Output;
use crate::progress::TableProgress;

/// Import a file of `store export` into a store, and compare the two
///
/// The target and its tables are created.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  store import backup.jsonl.zst --db restored.db"
)]
pub(crate) struct ImportArgs {
    /// File to read, compressed if it ends in .gz or .zst; `-` for standard input
    file: PathBuf,
}

/// The number of bytes that are read to recognize an export.
const HEAD: u64 = 64;

impl ImportArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        let name = self.file.display().to_string();
        let cannot_read = |error: io::Error| match error.kind() {
            ErrorKind::UnexpectedEof => {
                CliError::usage(format!("{name} is truncated: copy the whole file, or export it again"))
            }
            _ => CliError::usage(format!("cannot read {name}: {error}: name another file")),
        };
        let mut head = Vec::new();
        let mut input = files::open(&self.file).map_err(cannot_read)?;
        input.by_ref().take(HEAD).read_to_end(&mut head).map_err(cannot_read)?;
        // Another file must not create a database.
        if !is_export(&head) {
            return Err(CliError::usage(format!(
                "{name} is not an export of a store: name a file that `store export` wrote"
            )));
        }
        let config = connection.config()?;
        let target = config.describe()?;
        let at_line = |error: store::Error| match error.kind() {
            store::ErrorKind::Decode => CliError::usage(format!("{name}, {}", error.message())),
            _ => error.into(),
        };
        let mut progress = TableProgress::new();
        // A file is verified before anything is written; standard input cannot be read twice.
        if self.file.is_file() {
            transfer::verify(Cursor::new(head).chain(input), |step| progress.show(step)).map_err(at_line)?;
            head = Vec::new();
            input = files::open(&self.file).map_err(cannot_read)?;
        }
        let input = Cursor::new(head).chain(input);
        let store = create_state_store(config.auto_init(true)).await?;
        let mut written = WrittenRows::default();
        let imported = transfer::import(&store, input, |step| {
            written.record(step);
            progress.show(step);
        });
        let imported = imported.await;
        drop(progress);
        close(&store).await;
        let tables = imported.map_err(|error| written.add_to(at_line(error), &target))?;
        Ok(compare(&tables, &name, &target))
    }
}

/// Returns whether a file begins like an export, with or without a byte order mark.
fn is_export(head: &[u8]) -> bool {
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).starts_with(b"{\"store_state\":")
}
