//! What the program does, a command or a family of them a file.

mod adopt;
mod at_work;
mod change;
mod check;
mod control;
mod copy;
mod ddl;
mod enqueue;
mod export;
mod file;
mod import;
mod init;
mod interrupt;
mod items;
mod lineage;
mod pages;
mod prune;
mod recrawl;
mod runs;
mod smoketest;
mod stats;
mod workers;

pub(crate) use adopt::Adopt;
pub(crate) use check::Check;
pub(crate) use copy::Copy;
pub(crate) use ddl::Ddl;
pub(crate) use enqueue::Enqueue;
pub(crate) use export::Export;
pub(crate) use import::Import;
pub(crate) use pages::Man;
pub(crate) use prune::Prune;
pub(crate) use stats::Stats;

use store::Error;
use store::factory::{AnyDatabase, StateConfig, create_state_store, open_database};
use store::state::{ControlState, StateStore};

use crate::answer::Answer;
use crate::args::{Args, Command, Items, Place, Target};
use crate::fault::Fault;
use crate::warnings;

pub(crate) async fn run(args: Args) -> Result<Answer, Fault> {
    let place = args.place;
    match args.command {
        Command::Check(check) => {
            let config = place.config()?;
            // A new index on a large table takes its time.
            let config = if check.apply { config.without_command_timeout() } else { config.read_only() };
            check::run(&mut open_database(config).await?, &check).await
        }
        Command::Ddl(ddl) => ddl::run(&place, &ddl),
        Command::Init => init::run(&place).await,
        Command::Smoketest => smoketest::run(&place).await,
        Command::Stats(stats) => {
            reading(&place, async |store| stats::run(store, &stats, args.json).await).await
        }
        Command::Enqueue(enqueue) => {
            with(&place, async |store| enqueue::run(store, enqueue, args.json).await).await
        }
        Command::Runs { limit, name } => {
            reading(&place, async |store| runs::run(store, name.as_deref(), limit).await).await
        }
        Command::Items(items @ (Items::List { .. } | Items::Show { .. })) => {
            reading(&place, async |store| items::run(store, items).await).await
        }
        Command::Items(items) => with(&place, async |store| items::run(store, items).await).await,
        Command::Lineage { item, limit } => {
            reading(&place, async |store| lineage::run(store, &item, limit).await).await
        }
        Command::Recrawl(recrawl) if recrawl.yes && !recrawl.dry_run => {
            with(&place, async |store| recrawl::run(store, recrawl).await).await
        }
        Command::Recrawl(recrawl) => reading(&place, async |store| recrawl::run(store, recrawl).await).await,
        Command::Prune(prune) if prune.does_it() => {
            with(&place, async |store| prune::run(store, prune).await).await
        }
        Command::Prune(prune) => reading(&place, async |store| prune::run(store, prune).await).await,
        Command::Adopt(adopt) => adopt::run(&place, &adopt).await,
        Command::Copy(copy) => copy::run(&place, &copy).await,
        Command::Export(export) => reading(&place, async |store| export::run(store, &export).await).await,
        Command::Import(import) => import::run(&place, &import).await,
        Command::Completions { shell } => Ok(pages::completions(shell)),
        Command::Man(man) => pages::man(&man),
        Command::Workers { within } => reading(&place, async |store| workers::run(store, within).await).await,
        Command::Pause(target) => {
            with(&place, async |store| control::set(store, target, ControlState::Paused).await).await
        }
        Command::Drain(target) => {
            with(&place, async |store| control::set(store, target, ControlState::Draining).await).await
        }
        Command::Resume { source } => {
            let target = Target { source, reason: None };
            with(&place, async |store| control::set(store, target, ControlState::Running).await).await
        }
    }
}

/// Does something with a store that is there: no tables are created.
async fn with(
    place: &Place,
    work: impl AsyncFnOnce(&StateStore<AnyDatabase>) -> Result<Answer, Fault>,
) -> Result<Answer, Fault> {
    open(place.config()?, work).await
}

/// Looks at a store that is there: a file stays as it is, and none is made.
async fn reading(
    place: &Place,
    work: impl AsyncFnOnce(&StateStore<AnyDatabase>) -> Result<Answer, Fault>,
) -> Result<Answer, Fault> {
    open(place.config()?.read_only(), work).await
}

async fn open(
    config: StateConfig,
    work: impl AsyncFnOnce(&StateStore<AnyDatabase>) -> Result<Answer, Fault>,
) -> Result<Answer, Fault> {
    let store = create_state_store(config.auto_init(false)).await?;
    let answer = work(&store).await;
    close(&store).await;
    answer
}

/// Closes a store.
async fn close(store: &StateStore<AnyDatabase>) {
    closed(store.close().await);
}

/// Reports that a database could not be closed. Nothing is lost then, so that it must not hide what the command has done.
fn closed(result: Result<(), Error>) {
    if let Err(error) = result {
        warnings::tell(&format!("the database was not closed properly: {error}"));
    }
}
