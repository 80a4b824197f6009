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
use crate::args::{Args, Command, ConnectionExt, Data, Help, Items, Place, Queue, SetUp, Target};
use crate::fault::Fault;
use crate::warnings;

pub(crate) async fn run(args: Args) -> Result<Answer, Fault> {
    let Args { place, json, .. } = args;
    match args.command {
        Command::SetUp(command) => set_up(&place, command).await,
        Command::Queue(command) => queue(&place, command, json).await,
        Command::ConnectionExt(command) => operations(&place, command, json).await,
        Command::Data(command) => data(&place, command).await,
        Command::Help(Help::Completions { shell }) => Ok(pages::completions(shell)),
        Command::Help(Help::Man(man)) => pages::man(&man),
    }
}

async fn set_up(place: &Place, command: SetUp) -> Result<Answer, Fault> {
    match command {
        SetUp::Init => init::run(place).await,
        SetUp::Check(check) => {
            let config = place.config()?;
            // A new index on a large table takes its time.
            let config = if check.apply { config.without_command_timeout() } else { config.read_only() };
            check::run(&mut open_database(config).await?, &check).await
        }
        SetUp::Ddl(ddl) => ddl::run(place, &ddl),
        SetUp::Smoketest => Ok(smoketest::run(place).await),
        SetUp::Adopt(adopt) => adopt::run(place, &adopt).await,
    }
}

async fn queue(place: &Place, command: Queue, json: bool) -> Result<Answer, Fault> {
    match command {
        Queue::Enqueue(enqueue) => with(place, async |store| enqueue::run(store, enqueue, json).await).await,
        Queue::Recrawl(recrawl) if recrawl.yes && !recrawl.dry_run => {
            with(place, async |store| recrawl::run(store, recrawl).await).await
        }
        Queue::Recrawl(recrawl) => reading(place, async |store| recrawl::run(store, recrawl).await).await,
        Queue::Items(items @ (Items::List { .. } | Items::Show { .. })) => {
            reading(place, async |store| items::run(store, items).await).await
        }
        Queue::Items(items) => with(place, async |store| items::run(store, items).await).await,
        Queue::Pause(target) => {
            with(place, async |store| control::set(store, target, ControlState::Paused).await).await
        }
        Queue::Drain(target) => {
            with(place, async |store| control::set(store, target, ControlState::Draining).await).await
        }
        Queue::Resume { source } => {
            let target = Target { source, reason: None };
            with(place, async |store| control::set(store, target, ControlState::Running).await).await
        }
    }
}

async fn operations(place: &Place, command: ConnectionExt, json: bool) -> Result<Answer, Fault> {
    match command {
        ConnectionExt::Stats(stats) => {
            reading(place, async |store| stats::run(store, &stats, json).await).await
        }
        ConnectionExt::Runs { limit, name } => {
            reading(place, async |store| runs::run(store, name.as_deref(), limit).await).await
        }
        ConnectionExt::Workers { within } => {
            reading(place, async |store| workers::run(store, within).await).await
        }
        ConnectionExt::Lineage { item, limit } => {
            reading(place, async |store| lineage::run(store, &item, limit).await).await
        }
        ConnectionExt::Prune(prune) if prune.does_it() => {
            with(place, async |store| prune::run(store, prune).await).await
        }
        ConnectionExt::Prune(prune) => reading(place, async |store| prune::run(store, prune).await).await,
    }
}

async fn data(place: &Place, command: Data) -> Result<Answer, Fault> {
    match command {
        Data::Copy(copy) => copy::run(place, &copy).await,
        Data::Export(export) => reading(place, async |store| export::run(store, &export).await).await,
        Data::Import(import) => import::run(place, &import).await,
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
