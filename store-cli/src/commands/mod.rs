//! What the program does, a command or a family of them a file.

mod check;
mod control;
mod ddl;
mod items;
mod lineage;
mod recrawl;
mod runs;
mod stats;
mod workers;

use store::factory::{AnyDatabase, create_state_store, open_database};
use store::state::{ControlState, StateStore};

use crate::answer::Answer;
use crate::args::{Args, Command, Place};
use crate::fault::Fault;

pub(crate) async fn run(args: Args) -> Result<Answer, Fault> {
    let place = args.place;
    match args.command {
        Command::Check => check::run(&mut open_database(place.config()?).await?).await,
        Command::Ddl { dialect, out, check } => {
            ddl::run(dialect, place.schema.as_deref(), out.as_deref(), check)
        }
        Command::Stats { over } => with(&place, async |store| stats::run(store, over).await).await,
        Command::Runs { limit, name } => {
            with(&place, async |store| runs::run(store, name.as_deref(), limit).await).await
        }
        Command::Items(items) => with(&place, async |store| items::run(store, items).await).await,
        Command::Lineage { item } => with(&place, async |store| lineage::run(store, &item).await).await,
        Command::Recrawl(recrawl) => with(&place, async |store| recrawl::run(store, recrawl).await).await,
        Command::Workers { within } => with(&place, async |store| workers::run(store, within).await).await,
        Command::Pause(target) => {
            with(&place, async |store| control::set(store, target, ControlState::Paused).await).await
        }
        Command::Drain(target) => {
            with(&place, async |store| control::set(store, target, ControlState::Draining).await).await
        }
        Command::Resume(target) => {
            with(&place, async |store| control::set(store, target, ControlState::Running).await).await
        }
    }
}

/// Does something with a store that is there: nothing is created.
async fn with(
    place: &Place,
    work: impl AsyncFnOnce(&StateStore<AnyDatabase>) -> Result<Answer, Fault>,
) -> Result<Answer, Fault> {
    let store = create_state_store(place.config()?.auto_init(false)).await?;
    let answer = work(&store).await;
    store.close().await?;
    answer
}
