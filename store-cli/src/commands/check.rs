//! `store check`.

use serde_json::{Value, json};
use store::advice::Advice;
use store::drift::{Drift, Mend};
use store::{Connection, Dialect, Operations as _};

use crate::answer::{Answer, table};
use crate::escape;
use crate::fault::Fault;

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Runs the statements that mend the tables, each table's as a whole; then checks again.
    #[arg(long)]
    pub(super) apply: bool,
}

pub(super) async fn run(connection: &mut impl Connection, asked: &Check) -> Result<Answer, Fault> {
    let mut applied = Vec::new();
    if asked.apply {
        for (_, mend) in store::state::mend(connection).await? {
            let statements: Vec<&str> = mend.statements.iter().map(String::as_str).collect();
            connection.define(&statements).await?;
            applied.extend(mend.statements);
        }
    }
    let drift = store::state::drift(connection).await?;
    let mend = store::state::mend(connection).await?;
    let advice = connection.advice().await?;

    let mut parts = Vec::new();
    if asked.apply {
        parts.push(format!("{} statements were run.", applied.len()));
    }
    parts.push(if drift.is_empty() {
        "The tables are as the program has them.".to_owned()
    } else {
        let rows = drift.iter().map(|(table, drift)| {
            let breaks = if drift.breaks() { "yes" } else { "no" };
            vec![breaks.to_owned(), (*table).to_owned(), drift.to_string()]
        });
        table(&["breaks", "table", "what differs"], rows)
    });
    parts.extend(told(&mend, connection.dialect()));
    parts.extend(advice.iter().map(|advice| escape::line(&format!("Advice: {advice}"))));
    let json = json!({
        "applied": applied,
        "drift": drift.iter().map(of_drift).collect::<Vec<_>>(),
        "statements": mend.iter().flat_map(|(_, mend)| mend.statements.clone()).collect::<Vec<_>>(),
        "by_hand": by_hand(&mend),
        "advice": advice.iter().map(of_advice).collect::<Vec<_>>(),
    });
    let findings = drift.iter().any(|(_, drift)| drift.breaks());
    Ok(Answer { findings, ..Answer::new(parts.join("\n"), json) })
}

/// The script that mends the tables, and what it leaves.
fn told(mend: &[(&'static str, Mend)], dialect: Dialect) -> Vec<String> {
    let statements: Vec<&str> =
        mend.iter().flat_map(|(_, mend)| mend.statements.iter().map(String::as_str)).collect();
    let mut lines = Vec::new();
    if !statements.is_empty() {
        lines.push("\nThese statements mend it; `store check --apply` runs them:\n".to_owned());
        lines.push(store::ddl::batches(dialect, statements));
    }
    lines.extend(by_hand(mend).into_iter().map(|line| escape::line(&format!("By hand: {line}"))));
    lines
}

fn by_hand(mend: &[(&'static str, Mend)]) -> Vec<String> {
    mend.iter()
        .flat_map(|(table, mend)| mend.by_hand.iter().map(move |line| format!("{table}: {line}")))
        .collect()
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
