//! `store check`.

use serde_json::{Value, json};
use store::Connection;

use crate::answer::{Answer, table};
use crate::fault::Fault;

pub(super) async fn run(connection: &mut impl Connection) -> Result<Answer, Fault> {
    let drift = store::state::drift(connection).await?;
    let json: Vec<Value> = drift
        .iter()
        .map(|(table, drift)| {
            json!({
                "table": table,
                "part": drift.part.to_string(),
                "expected": drift.expected,
                "found": drift.found,
                "breaks": drift.breaks(),
            })
        })
        .collect();
    let text = if drift.is_empty() {
        "The tables are as the program has them.".to_owned()
    } else {
        let word = |breaks: bool| if breaks { "yes" } else { "no" };
        let rows = drift.iter().map(|(table, drift)| {
            vec![word(drift.breaks()).to_owned(), (*table).to_owned(), drift.to_string()]
        });
        table(&["breaks", "table", "what differs"], rows)
    };
    Ok(Answer { findings: drift.iter().any(|(_, drift)| drift.breaks()), ..Answer::new(text, json.into()) })
}
