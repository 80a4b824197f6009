//! `store smoketest`.

mod checks;
mod cleanup;

use serde_json::{Value, json};
use store::factory::{AnyDatabase, open_database};
use store::state::{Source, StateOptions, StateStore, WorkItemId};
use store::{Database as _, Error};

use crate::answer::Answer;
use crate::args::Place;
use crate::escape;
use crate::fault::Fault;

/// What came of a check: what was seen, or what is wrong.
type Checked = Result<String, String>;

/// The checks that write, in order; each needs those before it.
const WRITING: [&str; 4] = ["write, read, update", "dedupe", "concurrent claims", "re-crawl"];

/// Checks that were made, and those that could not be.
#[derive(Default)]
struct Report(Vec<(&'static str, Option<Checked>)>);

impl Report {
    /// Adds a check; tells whether all is well.
    fn add(&mut self, name: &'static str, checked: Checked) -> bool {
        let well = checked.is_ok();
        self.0.push((name, Some(checked)));
        well
    }

    fn not_tried(&mut self, names: &[&'static str]) {
        self.0.extend(names.iter().map(|name| (*name, None)));
    }

    fn answer(self) -> Answer {
        let (mut lines, mut json, mut findings) = (Vec::new(), Vec::new(), false);
        for (name, checked) in self.0 {
            let (sign, word, text) = match &checked {
                Some(Ok(text)) => ('✓', "ok", text.as_str()),
                Some(Err(text)) => ('✗', "failed", text.as_str()),
                None => ('✗', "not tried", "not tried"),
            };
            findings |= word != "ok";
            lines.push(format!("{sign} {name}: {}", escape::line(text)));
            json.push(json!({ "check": name, "outcome": word, "text": text }));
        }
        Answer { findings, ..Answer::new(lines.join("\n"), Value::from(json)) }
    }
}

pub(super) async fn run(place: &Place) -> Result<Answer, Fault> {
    let config = place.config()?;
    let described = config.describe()?;
    let mut report = Report::default();
    let database = match open_database(config).await {
        Ok(database) => database,
        Err(error) => {
            report.add("connection", Err(format!("{described}: {}", told(error))));
            report.not_tried(&["schema"]);
            report.not_tried(&WRITING);
            return Ok(report.answer());
        }
    };
    report.add("connection", Ok(described));
    let tables = store::state::tables().len();
    match StateStore::open(database.clone(), StateOptions::default().auto_init(false)).await {
        Err(error) => {
            report.add("schema", Err(told(error)));
            report.not_tried(&WRITING);
        }
        Ok(store) => {
            report.add("schema", Ok(format!("{tables} tables are as the program has them")));
            write(&store, &mut report).await;
        }
    }
    database.close().await?;
    Ok(report.answer())
}

/// Makes the checks that write, as a source of its own, and removes what they wrote.
async fn write(store: &StateStore<AnyDatabase>, report: &mut Report) {
    let source = Source::new(checks::SYSTEM, WorkItemId::new().as_str());
    let [first, second, third, fourth] = WRITING;
    let well = report.add(first, checks::write_read_update(store, &source).await)
        && report.add(second, checks::dedupe(store, &source).await)
        && report.add(third, checks::concurrent_claims(store, &source).await)
        && report.add(fourth, checks::recrawl(store, &source).await);
    if !well {
        let made = report.0.len() - 2;
        report.not_tried(&WRITING[made..]);
    }
    report.add("clean-up", cleanup::remove(store, &source).await.map_err(told));
}

/// What the database says, for a line of its own.
fn told(error: Error) -> String {
    Fault::from(error).to_string()
}
