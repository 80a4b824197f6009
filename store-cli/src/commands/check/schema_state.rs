//! The state of the tables, and how to repair them.

use serde_json::{Value, json};
use store::diff::Advice;
use store::diff::{Drift, RepairPlan};
use store::export::{batches, for_shell};
use store::state::SCHEMA_VERSION;
use store::{Connection, ConnectionExt as _, Dialect, Error};

use crate::escape;
use crate::output::table;

pub(super) struct SchemaState {
    /// The version that the database records.
    version: Option<i32>,
    drift: Vec<(&'static str, Drift)>,
    plans: Vec<(&'static str, RepairPlan)>,
    advice: Vec<Advice>,
}

impl SchemaState {
    pub(super) async fn read(connection: &mut impl Connection) -> Result<Self, Error> {
        let version = store::state::schema_version(connection).await?;
        let plans = match version {
            // The tables of a newer version differ on purpose.
            Some(newer) if newer > SCHEMA_VERSION => Vec::new(),
            _ => store::state::plan_repair(connection).await?,
        };
        Ok(Self {
            version,
            drift: store::state::drift(connection).await?,
            plans,
            advice: connection.advice().await?,
        })
    }

    /// Returns whether a table differs so that the program does not work.
    pub(super) fn has_breaking_drift(&self) -> bool {
        self.drift.iter().any(|(_, drift)| drift.breaks())
    }

    fn statements(&self) -> Vec<&str> {
        self.plans.iter().flat_map(|(_, plan)| plan.statements.iter().map(String::as_str)).collect()
    }

    /// Returns the statements as a script for a tool of the engine.
    fn script(&self, dialect: Dialect) -> String {
        let statements = self.statements();
        if statements.is_empty() {
            return String::new();
        }
        for_shell(dialect, &batches(dialect, statements))
    }

    fn manual_steps(&self) -> Vec<String> {
        let steps = |(table, plan): &(&'static str, RepairPlan)| -> Vec<String> {
            plan.manual_steps.iter().map(|step| format!("{table}: {step}")).collect()
        };
        self.plans.iter().flat_map(steps).collect()
    }

    pub(super) fn lines(&self, dialect: Dialect) -> Vec<String> {
        let mut lines = vec![if self.drift.is_empty() {
            "The tables match what the program needs.".to_owned()
        } else {
            table(&["breaking", "table", "difference"], self.drift.iter().map(drift_row))
        }];
        if !self.has_breaking_drift() && self.version < Some(SCHEMA_VERSION) {
            let recorded = self.version.map_or_else(|| "none".to_owned(), |version| version.to_string());
            lines.push(format!(
                "Recorded schema version: {recorded}; `store check --apply` records version {SCHEMA_VERSION}."
            ));
        }
        if !self.statements().is_empty() {
            lines.push(
                "\nThe following statements repair the tables; `store check --apply` runs them:\n".to_owned(),
            );
            lines.push(self.script(dialect));
        }
        let manual_steps = self.manual_steps().into_iter().map(|step| format!("Manual step: {step}"));
        let advice = self.advice.iter().map(|advice| format!("Advice: {advice}"));
        lines.extend(manual_steps.chain(advice).map(|line| escape::line(&line)));
        lines
    }

    pub(super) fn json(&self, dialect: Dialect) -> Value {
        json!({
            "schema_version": self.version,
            "drift": self.drift.iter().map(drift_json).collect::<Vec<_>>(),
            "statements": self.statements(),
            "script": self.script(dialect),
            "manual_steps": self.manual_steps(),
            "advice": self.advice.iter().map(advice_json).collect::<Vec<_>>(),
        })
    }
}

fn drift_row((table, drift): &(&'static str, Drift)) -> Vec<String> {
    let breaking = if drift.breaks() { "yes" } else { "no" };
    vec![breaking.to_owned(), (*table).to_owned(), drift.to_string()]
}

fn drift_json((table, drift): &(&'static str, Drift)) -> Value {
    json!({
        "table": table,
        "part": drift.part.to_string(),
        "expected": drift.expected,
        "found": drift.found,
        "breaks": drift.breaks(),
    })
}

fn advice_json(advice: &Advice) -> Value {
    json!({
        "setting": advice.setting,
        "current": advice.current,
        "recommended": advice.recommended,
        "reason": advice.reason,
        "fix": advice.fix,
    })
}
