//! `store smoketest`.

mod checks;
mod cleanup;
mod report;

use std::pin::pin;
use std::time::Duration;

use store::factory::{AnyDatabase, open_database};
use store::state::{Source, StateOptions, StateStore, WorkItemId};
use store::{Database as _, Error};

use super::interrupt::Interrupt;
use crate::answer::Answer;
use crate::args::Place;
use crate::fault::Fault;
use checks::Check;
use report::Report;

const CONNECTION: &str = "connection";
const SCHEMA: &str = "schema";

/// How long a check is waited for that is under way when the program is told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Always answers with a line for each check, whatever is wrong.
pub(super) async fn run(place: &Place) -> Result<Answer, Fault> {
    let mut interrupt = Interrupt::new()?;
    let mut report = Report::default();
    let opened = tokio::select! {
        opened = open(place) => opened,
        () = interrupt.wait() => Err("interrupted".to_owned()),
    };
    match opened {
        Err(error) => {
            report.add(CONNECTION, Err(error));
        }
        Ok((database, described)) => {
            report.add(CONNECTION, Ok(described));
            with(&database, &mut interrupt, &mut report).await;
            if let Err(error) = database.close().await {
                report.add("end of the connection", Err(told(error)));
            }
        }
    }
    report.not_tried([SCHEMA].into_iter().chain(Check::ALL.map(Check::name)), None);
    Ok(report.answer())
}

/// The database, and where it is.
async fn open(place: &Place) -> Result<(AnyDatabase, String), String> {
    let described = |place: &Place| {
        let config = place.config()?;
        let described = config.describe()?;
        Ok((config, described))
    };
    let (config, described) = described(place).map_err(|fault: Fault| fault.to_string())?;
    match open_database(config).await {
        Ok(database) => Ok((database, described)),
        Err(error) => Err(format!("{described}: {}", told(error))),
    }
}

/// Makes the checks of a database that can be reached.
async fn with(database: &AnyDatabase, interrupt: &mut Interrupt, report: &mut Report) {
    let store = tokio::select! {
        store = look(database, report) => store,
        () = interrupt.wait() => None,
    };
    if let Some(store) = store {
        write(&store, interrupt, report).await;
    }
}

/// Looks at the tables; gives the store if items can be put into it.
async fn look(database: &AnyDatabase, report: &mut Report) -> Option<StateStore<AnyDatabase>> {
    let tables = store::state::tables().len();
    let opened = StateStore::open(database.clone(), StateOptions::default().auto_init(false)).await;
    let checked = opened.as_ref().map(|_| format!("{tables} tables are as the program has them"));
    report.add(SCHEMA, checked.map_err(|error| told(error.clone())));
    let store = opened.ok()?;
    match cleanup::remove_leftovers(&store).await {
        Ok(None) => {}
        done => {
            report.add("leftovers", done.map(Option::unwrap_or_default).map_err(told));
        }
    }
    let why = at_work(&store).await.map_err(told).unwrap_or_else(Some);
    match why {
        None => Some(store),
        Some(why) => {
            report.not_tried(Check::ALL.map(Check::name), Some(&why));
            None
        }
    }
}

/// Why nothing is put in the queue: somebody could take it.
async fn at_work(store: &StateStore<AnyDatabase>) -> Result<Option<String>, Error> {
    let names = super::at_work::workers(store).await?;
    let are = if names.len() == 1 { "is" } else { "are" };
    Ok((!names.is_empty()).then(|| {
        let names = names.join(", ");
        format!("{names} {are} at work and could take the items: end what works on this store, and run the smoke test again")
    }))
}

/// Makes the checks that write, as a source of its own, and removes what they wrote.
async fn write(store: &StateStore<AnyDatabase>, interrupt: &mut Interrupt, report: &mut Report) {
    let source = Source::new(checks::SYSTEM, WorkItemId::new().as_str());
    for check in Check::ALL {
        let mut running = pin!(check.run(store, &source));
        let (checked, goes_on) = tokio::select! {
            checked = &mut running => (checked, true),
            // What is on its way to the database would else be written behind the clean-up.
            () = interrupt.wait() => match tokio::time::timeout(GRACE, running).await {
                Ok(checked) => (checked, false),
                Err(_) => (Err("interrupted".to_owned()), false),
            }
        };
        let well = report.add(check.name(), checked);
        if !goes_on {
            report.not_tried(Check::ALL.map(Check::name), Some("interrupted"));
            report.add("interrupted", Err("by Ctrl-C or SIGTERM".to_owned()));
        }
        if !well || !goes_on {
            break;
        }
    }
    report.not_tried(Check::ALL.map(Check::name), None);
    let cleaned = tokio::select! {
        cleaned = cleanup::remove(store, &source) => cleaned.map_err(told),
        // Whoever says it twice means it.
        () = interrupt.wait() => Err("interrupted; the next smoke test does it, after ten minutes".to_owned()),
    };
    report.add("clean-up", cleaned);
}

/// What the database says, for a line of its own.
fn told(error: Error) -> String {
    Fault::from(error).to_string()
}
