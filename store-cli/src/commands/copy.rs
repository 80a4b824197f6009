//! `store copy`.

use std::time::Duration;

use serde_json::{Value, json};
use store::Database;
use store::factory::create_state_store;
use store::state::transfer::{self, Transferred};
use store::state::{KnownFilter, StateStore, Status};

use crate::answer::{Answer, table};
use crate::args::Place;
use crate::bar::Tables;
use crate::connect::End;
use crate::fault::Fault;

/// Whoever gave a sign of life within this time is at work.
const AT_WORK: Duration = Duration::from_secs(90);

#[derive(Debug, clap::Args)]
pub(crate) struct Copy {
    /// Where the state is: `sqlite:FILE`, `sqlserver` (of the flags and the environment) or `config:FILE.yaml`.
    #[arg(long, value_name = "STORE", value_parser = End::parse)]
    from: End,
    /// Where it is to be; the file and the tables are created.
    #[arg(long, value_name = "STORE", value_parser = End::parse)]
    to: End,
    /// Also while workers change what is copied: then the two may differ at the end.
    #[arg(long)]
    live: bool,
}

pub(super) async fn run(place: &Place, asked: &Copy) -> Result<Answer, Fault> {
    let (from, to) = (asked.from.config(place)?, asked.to.config_of_new(place)?);
    let (source, target) = (from.describe()?, to.describe()?);
    if source == target {
        return Err(Fault::Usage(format!("--from and --to are one: {source}")));
    }
    let from = create_state_store(from.auto_init(false).read_only()).await?;
    if !asked.live {
        refuse_at_work(&from).await?;
    }
    let to = create_state_store(to.auto_init(true)).await?;
    let mut bar = Tables::new();
    let tables = transfer::copy(&from, &to, |step| bar.show(step)).await?;
    drop(bar);
    from.close().await?;
    to.close().await?;
    Ok(told(&tables, &format!("{source} and {target}")))
}

/// Refuses a store that somebody works on.
async fn refuse_at_work<D: Database>(store: &StateStore<D>) -> Result<(), Fault> {
    let workers = store.workers(AT_WORK).await?.into_iter().map(|worker| worker.worker_id);
    let filter = KnownFilter::default().status(Status::InProgress);
    let now = chrono::Utc::now();
    let taken = store.known_resources(&filter, None, 1_000).await?.into_iter();
    let leased = taken.filter(|item| item.lease_expires_at.is_some_and(|end| end > now));
    let mut at_work: Vec<String> = workers.chain(leased.filter_map(|item| item.claimed_by)).collect();
    at_work.sort();
    at_work.dedup();
    if at_work.is_empty() {
        return Ok(());
    }
    Err(Fault::Usage(format!(
        "{} at work on it: let `store drain` end what they do, or add --live and copy again later",
        at_work.join(", ")
    )))
}

/// Both sides of each table.
pub(super) fn told(tables: &[Transferred], sides: &str) -> Answer {
    let mut rows = Vec::new();
    let mut json: Vec<Value> = Vec::new();
    for table in tables {
        let same = if table.is_same() { "yes" } else { "NO" };
        let numbers = [table.source.rows(), table.written, table.target.rows()];
        let numbers = numbers.map(|number| number.to_string());
        let mut row = vec![table.table.to_owned()];
        row.extend(numbers);
        row.extend([same.to_owned(), table.source.checksum()[..16].to_owned()]);
        rows.push(row);
        json.push(json!({
            "table": table.table,
            "written": table.written,
            "source": { "rows": table.source.rows(), "checksum": table.source.checksum() },
            "target": { "rows": table.target.rows(), "checksum": table.target.checksum() },
            "same": table.is_same(),
        }));
    }
    let differ: Vec<&str> = tables.iter().filter(|table| !table.is_same()).map(|table| table.table).collect();
    let mut text = self::table(&["table", "rows", "written", "there now", "same", "checksum"], rows);
    text.push('\n');
    text.push_str(&match differ.as_slice() {
        [] => format!("{sides}: both hold the same."),
        differ => format!(
            "{sides}: they differ in {}: the source has changed meanwhile, or the target is written to; stop the workers and copy \
             into an empty target",
            differ.join(", ")
        ),
    });
    Answer { findings: !differ.is_empty(), ..Answer::new(text, json.into()) }
}
