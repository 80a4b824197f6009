//! Results of `store copy` and `store import`.

use serde_json::{Value, json};
use store::state::transfer::{Stage, Step, TableTransfer};

use crate::error::CliError;
use crate::output::{Output, table};

/// The number of rows written to each table of the target so far.
#[derive(Default)]
pub(super) struct WrittenRows(Vec<Step>);

impl WrittenRows {
    pub(super) fn record(&mut self, step: Step) {
        if step.stage != Stage::Writing || step.rows == 0 {
            return;
        }
        match self.0.last_mut().filter(|last| last.table == step.table) {
            Some(last) => *last = step,
            None => self.0.push(step),
        }
    }

    /// Adds the rows to the error that stopped the transfer.
    pub(super) fn add_to(&self, error: CliError, target: &str) -> CliError {
        let rows: Vec<String> =
            self.0.iter().map(|step| format!("{} of {}", step.rows, step.table)).collect();
        let json = self.0.iter().map(|step| (step.table.to_owned(), json!(step.rows))).collect();
        let summary = match rows.as_slice() {
            [] => format!("no rows were written to {target}"),
            rows => format!(
                "{target} has these rows: {}; fix the cause and run the same command again, which adds the remaining rows",
                rows.join(", ")
            ),
        };
        error.with_partial_result(summary, Value::Object(json))
    }
}

/// Compares the tables of the source and the target.
pub(super) fn compare(tables: &[TableTransfer], source: &str, target: &str) -> Output {
    let different: Vec<&str> =
        tables.iter().filter(|table| !table.is_same()).map(|table| table.table).collect();
    let conclusion = match different.as_slice() {
        [] => format!("{source} and {target} hold the same rows"),
        different => format!(
            "{source} and {target} differ in {}, because one of them was changed during the transfer: stop the workers, and \
             run the command again with an empty target",
            different.join(", ")
        ),
    };
    let header = ["table", "rows", "written", "rows in target", "same", "checksum"];
    let text = format!("{}\n{conclusion}", table(&header, tables.iter().map(row)));
    Output::new(text, tables.iter().map(json).collect()).with_findings(!different.is_empty())
}

fn row(table: &TableTransfer) -> Vec<String> {
    vec![
        table.table.to_owned(),
        table.source.rows().to_string(),
        table.written.to_string(),
        table.target.rows().to_string(),
        if table.is_same() { "yes" } else { "NO" }.to_owned(),
        short_checksum(&table.source.checksum()),
    ]
}

/// Returns as much of a checksum as people compare.
pub(super) fn short_checksum(checksum: &str) -> String {
    checksum.chars().take(16).collect()
}

fn json(table: &TableTransfer) -> Value {
    json!({
        "table": table.table,
        "written": table.written,
        "source": { "rows": table.source.rows(), "checksum": table.source.checksum() },
        "target": { "rows": table.target.rows(), "checksum": table.target.checksum() },
        "same": table.is_same(),
    })
}
