//! `store import`.

use std::io::{self, Cursor, ErrorKind, Read as _};
use std::path::PathBuf;

use store::factory::create_state_store;
use store::state::transfer;

use super::{copy, file};
use crate::answer::Answer;
use crate::args::Place;
use crate::bar::Tables;
use crate::fault::Fault;

#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    /// File to read, compressed if it ends in .gz or .zst; `-` for standard input
    file: PathBuf,
}

pub(super) async fn run(place: &Place, asked: &Import) -> Result<Answer, Fault> {
    let name = asked.file.display().to_string();
    let cannot = |error: io::Error| match error.kind() {
        ErrorKind::UnexpectedEof => {
            Fault::Usage(format!("{name}: the file is truncated: copy the whole file, or export it again"))
        }
        _ => Fault::Usage(format!("{name} cannot be read: {error}: name another file")),
    };
    let mut head = Vec::new();
    let mut input = file::open(&asked.file).map_err(cannot)?;
    input.by_ref().take(HEAD).read_to_end(&mut head).map_err(cannot)?;
    // What is none makes no database.
    if !is_export(&head) {
        return Err(Fault::Usage(format!(
            "{name} is no export of a store: name a file that `store export` wrote"
        )));
    }
    let config = place.config_of_new()?;
    let target = config.describe()?;
    let damaged = |error: store::Error| match error.kind() {
        store::ErrorKind::Decode => Fault::Usage(format!("{name}, {}", error.message())),
        _ => error.into(),
    };
    let mut bar = Tables::new();
    // Before anything is written, if it can be read twice.
    if asked.file.is_file() {
        transfer::verify(Cursor::new(head).chain(input), |step| bar.show(step)).map_err(damaged)?;
        head = Vec::new();
        input = file::open(&asked.file).map_err(cannot)?;
    }
    let input = Cursor::new(head).chain(input);
    let store = create_state_store(config.auto_init(true)).await?;
    let mut written = copy::Written::default();
    let tables = transfer::import(&store, input, |step| {
        written.note(step);
        bar.show(step);
    });
    let tables = tables.await;
    drop(bar);
    super::close(&store).await;
    let tables = tables.map_err(|error| written.stopped(damaged(error), &target))?;
    Ok(copy::told(&tables, &format!("{name} and {target}")))
}

/// How much of a file is looked at to tell what it is.
const HEAD: u64 = 64;

/// Whether a file begins as an export does; a byte order mark may stand before it.
fn is_export(begin: &[u8]) -> bool {
    begin.strip_prefix(b"\xef\xbb\xbf").unwrap_or(begin).starts_with(b"{\"store_state\":")
}
