//! `store check`.

use serde_json::{Value, json};
use store::diff::Advice;
use store::diff::{Drift, RepairPlan};
use store::state::{Counter, StateOptions, StateStore, WorkItem};
use store::{Connection, ConnectionExt as _, Database, Dialect, Error, Table as _};

use super::at_work;
use crate::answer::{Answer, table};
use crate::bar;
use crate::escape;
use crate::fault::Fault;

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Run the statements that repair the tables, each table in one transaction; then check again
    #[arg(long)]
    pub(super) apply: bool,
}

pub(super) async fn run(database: &mut impl Database, asked: &Check) -> Result<Answer, Fault> {
    // Until all is looked at again.
    let _bar = asked.apply.then(|| bar::waiting("mending the tables"));
    let applied = if asked.apply { apply(database).await? } else { Applied::default() };
    let Applied { tables, statements, failed } = applied;
    let dialect = database.dialect();
    let mut parts = Vec::new();
    if asked.apply {
        parts.push(ran(dialect, &tables, &statements));
    }
    let rebuilt_counters = match asked.apply && failed.is_none() {
        true => rebuild_counters(database, &tables).await.transpose(),
        false => None,
    };
    match &rebuilt_counters {
        Some(Ok(0)) | None => {}
        Some(Ok(numbers)) => {
            parts.push(format!("{numbers} numbers of `store stats` were set right by counting the items."));
        }
        Some(Err(fault)) => {
            parts.push(escape::line(&format!("the items could not be counted anew: {fault}")))
        }
    }
    if let Some((table, error)) = &failed {
        parts.push(escape::line(&format!(
            "{table} could not be mended, and what was done to it is undone: {error}; it was not gone on with the tables behind it"
        )));
    }
    // What was run stays told, whatever comes behind it.
    let found = match look(database).await {
        Err(error) if statements.is_empty() && failed.is_none() => return Err(error.into()),
        found => found.map_err(Fault::from),
    };
    let (mut json, breaks) = match &found {
        Ok(found) => {
            parts.extend(found.told(dialect));
            (found.json(dialect), found.drift.iter().any(|(_, drift)| drift.breaks()))
        }
        Err(fault) => {
            parts.push(escape::line(&format!("how the tables are now cannot be told: {fault}")));
            (fault.json(), true)
        }
    };
    json["applied"] = json!(statements);
    json["rebuilt_counters"] = match &rebuilt_counters {
        Some(Ok(numbers)) => json!(numbers),
        Some(Err(fault)) => fault.json(),
        None => Value::Null,
    };
    let findings = breaks || failed.is_some() || matches!(rebuilt_counters, Some(Err(_)));
    json["failed"] = failed.map_or(Value::Null, |(table, error)| {
        let mut failed = error.json();
        failed["table"] = table.into();
        failed
    });
    Ok(Answer { findings, ..Answer::new(parts.join("\n"), json) })
}

/// Whether the numbers know nothing of the items that are there: their table is a new one, by this command or another.
async fn is_uncounted(database: &mut impl Database, mended: &[&str]) -> Result<bool, Error> {
    if mended.contains(&Counter::MODEL.name) {
        return Ok(true);
    }
    let is_there = store::state::drift(database).await?.iter().all(|(_, drift)| !drift.breaks());
    Ok(is_there
        && Counter::last().first(database).await?.is_none()
        && WorkItem::last().first(database).await?.is_some())
}

/// Counts the items where that is called for; tells how many numbers were set right.
async fn rebuild_counters(database: &mut impl Database, mended: &[&str]) -> Result<Option<u64>, Fault> {
    if !is_uncounted(database, mended).await? {
        return Ok(None);
    }
    let store = StateStore::open(database.clone(), StateOptions::default().auto_init(false)).await?;
    // What they do meanwhile would be counted twice, or not at all.
    if let Some(who) = at_work::who(&store).await? {
        return Err(Fault::Usage(format!("{who}: end what works on this store, and run it again")));
    }
    store.rebuild_counters().await.map(Some).map_err(Fault::from)
}

/// What was run to mend the tables.
#[derive(Default)]
struct Applied {
    tables: Vec<&'static str>,
    statements: Vec<String>,
    /// The table whose statements did not go through, and why.
    failed: Option<(&'static str, Fault)>,
}

async fn apply(connection: &mut impl Connection) -> Result<Applied, Error> {
    let mut applied = Applied::default();
    for (table, mend) in store::state::plan_repair(connection).await? {
        if mend.statements.is_empty() {
            continue;
        }
        let statements: Vec<&str> = mend.statements.iter().map(String::as_str).collect();
        if let Err(error) = connection.execute_ddl(&statements).await {
            applied.failed = Some((table, error.into()));
            break;
        }
        applied.tables.push(table);
        applied.statements.extend(mend.statements);
    }
    Ok(applied)
}

fn ran(dialect: Dialect, tables: &[&str], statements: &[String]) -> String {
    if statements.is_empty() {
        return "No statements were run.".to_owned();
    }
    let script = store::export::batches(dialect, statements.iter().map(String::as_str));
    format!("{} statements were run, which mended {}:\n\n{script}", statements.len(), tables.join(", "))
}

/// What begins a script for the shell of SQLite, which otherwise continues after an error: where a rebuilt table refuses a row,
/// the next statement would drop the copy of the rows.
const STOP_AT_ERRORS: &str = ".bail on\n-- Run this script from a file (sqlite3 DATABASE < SCRIPT): at its prompt the shell does not stop at an error.\n\n";

/// How the tables are.
struct Found {
    drift: Vec<(&'static str, Drift)>,
    mend: Vec<(&'static str, RepairPlan)>,
    advice: Vec<Advice>,
}

async fn look(connection: &mut impl Connection) -> Result<Found, Error> {
    let drift = store::state::drift(connection).await?;
    let mend = store::state::plan_repair(connection).await?;
    Ok(Found { drift, mend, advice: connection.advice().await? })
}

impl Found {
    fn statements(&self) -> Vec<&str> {
        self.mend.iter().flat_map(|(_, mend)| mend.statements.iter().map(String::as_str)).collect()
    }

    /// The statements for a tool of the engine.
    fn script(&self, dialect: Dialect) -> String {
        let statements = self.statements();
        if statements.is_empty() {
            return String::new();
        }
        let script = store::export::batches(dialect, statements);
        match dialect {
            Dialect::Sqlite => format!("{STOP_AT_ERRORS}{script}"),
            Dialect::Mssql => script,
        }
    }

    /// What is left to people.
    fn manual_steps(&self) -> Vec<String> {
        let of = |(table, mend): &(&'static str, RepairPlan)| {
            mend.manual_steps.iter().map(|line| format!("{table}: {line}")).collect::<Vec<_>>()
        };
        self.mend.iter().flat_map(of).collect()
    }

    /// What differs, the script that mends it, and what that leaves.
    fn told(&self, dialect: Dialect) -> Vec<String> {
        let mut lines = vec![if self.drift.is_empty() {
            "The tables are as the program has them.".to_owned()
        } else {
            let rows = self.drift.iter().map(|(table, drift)| {
                let breaks = if drift.breaks() { "yes" } else { "no" };
                vec![breaks.to_owned(), (*table).to_owned(), drift.to_string()]
            });
            table(&["breaks", "table", "what differs"], rows)
        }];
        if !self.statements().is_empty() {
            lines.push("\nThese statements mend it; `store check --apply` runs them:\n".to_owned());
            lines.push(self.script(dialect));
        }
        let manual_steps = self.manual_steps().into_iter().map(|line| format!("By hand: {line}"));
        let advice = self.advice.iter().map(|advice| format!("Advice: {advice}"));
        lines.extend(manual_steps.chain(advice).map(|line| escape::line(&line)));
        lines
    }

    fn json(&self, dialect: Dialect) -> Value {
        json!({
            "drift": self.drift.iter().map(of_drift).collect::<Vec<_>>(),
            "statements": self.statements(),
            "script": self.script(dialect),
            "manual_steps": self.manual_steps(),
            "advice": self.advice.iter().map(of_advice).collect::<Vec<_>>(),
        })
    }
}

fn of_drift((table, drift): &(&'static str, Drift)) -> Value {
    json!({
        "table": table,
        "part": drift.part.to_string(),
        "expected": drift.expected,
        "found": drift.found,
        "breaks": drift.breaks(),
    })
}

fn of_advice(advice: &Advice) -> Value {
    json!({
        "setting": advice.setting,
        "found": advice.found,
        "wanted": advice.wanted,
        "why": advice.why,
        "how": advice.how,
    })
}
