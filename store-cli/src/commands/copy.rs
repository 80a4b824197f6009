//! `store copy`.

use serde_json::{Value, json};
use store::factory::create_state_store;
use store::state::transfer::{self, Stage, Step, Transferred};

use super::at_work;
use crate::answer::{Answer, table};
use crate::args::Place;
use crate::bar::Tables;
use crate::connect::{End, check_ends, is_same};
use crate::fault::Fault;

#[derive(Debug, clap::Args)]
pub(crate) struct Copy {
    /// Store to read
    #[arg(long, value_name = "STORE", value_parser = End::parse)]
    from: End,
    /// Store to write
    #[arg(long, value_name = "STORE", value_parser = End::parse)]
    to: End,
    /// Copy while workers are active; the two may differ then, and a later copy needs an empty target
    #[arg(long)]
    live: bool,
}

pub(super) async fn run(place: &Place, asked: &Copy) -> Result<Answer, Fault> {
    check_ends(&asked.from, &asked.to, place)?;
    let (from, to) = (asked.from.config(place)?, asked.to.config_of_new(place)?);
    let (source, target) = (from.describe()?, to.describe()?);
    if is_same(&from, &to)? {
        return Err(Fault::Usage(format!("--from and --to are one: {source}")));
    }
    let from = create_state_store(from.auto_init(false).read_only()).await?;
    if !asked.live {
        at_work::refuse(&from).await?;
    }
    let to = create_state_store(to.auto_init(true)).await?;
    let mut bar = Tables::new();
    let mut written = Written::default();
    let tables = transfer::copy(&from, &to, |step| {
        written.note(step);
        bar.show(step);
    });
    let tables = tables.await;
    drop(bar);
    super::close(&from).await;
    super::close(&to).await;
    let tables = tables.map_err(|error| written.stopped(error.into(), &target))?;
    Ok(told(&tables, &format!("{source} and {target}")))
}

/// The rows that a target has of each table, while it is written.
#[derive(Default)]
pub(super) struct Written(Vec<Step>);

impl Written {
    pub(super) fn note(&mut self, step: Step) {
        if step.stage != Stage::Writing || step.rows == 0 {
            return;
        }
        match self.0.last_mut().filter(|last| last.table == step.table) {
            Some(last) => *last = step,
            None => self.0.push(step),
        }
    }

    /// Adds to an error what the target has.
    pub(super) fn stopped(&self, fault: Fault, target: &str) -> Fault {
        let rows: Vec<String> =
            self.0.iter().map(|step| format!("{} of {}", step.rows, step.table)).collect();
        let json = self.0.iter().map(|step| (step.table.to_owned(), json!(step.rows))).collect();
        let text = match rows.as_slice() {
            [] => format!("no rows were written to {target}"),
            rows => format!(
                "{target} has these rows: {}; remove the cause and run the same command again, which continues after them",
                rows.join(", ")
            ),
        };
        fault.after(text, Value::Object(json))
    }
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
            "{sides}: they differ in {}: one of them has changed meanwhile; stop the workers, and begin again with an empty target",
            differ.join(", ")
        ),
    });
    Answer { findings: !differ.is_empty(), ..Answer::new(text, json.into()) }
}
