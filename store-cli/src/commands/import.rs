//! `store import`.

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
    /// The file that `store export` wrote, compressed if it ends in `.gz` or `.zst`; `-` for standard input.
    file: PathBuf,
}

pub(super) async fn run(place: &Place, asked: &Import) -> Result<Answer, Fault> {
    let name = asked.file.display().to_string();
    let input = file::open(&asked.file).map_err(|error| {
        Fault::Usage(format!("{name} cannot be read: {error}: name a file that is there"))
    })?;
    let config = place.config_of_new()?;
    let target = config.describe()?;
    let store = create_state_store(config.auto_init(true)).await?;
    let mut bar = Tables::new();
    let tables = transfer::import(&store, input, |step| bar.show(step)).await?;
    drop(bar);
    store.close().await?;
    Ok(copy::told(&tables, &format!("{name} and {target}")))
}
