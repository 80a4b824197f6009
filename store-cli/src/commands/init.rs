//! `store init`.

use serde_json::json;
use store::factory::create_state_store;

use crate::answer::Answer;
use crate::args::Place;
use crate::bar;
use crate::fault::Fault;

pub(super) async fn run(place: &Place) -> Result<Answer, Fault> {
    let config = place.config_of_new()?;
    let described = config.describe()?;
    let bar = bar::waiting("creating the tables");
    let store = create_state_store(config.auto_init(true)).await?;
    // What was there before stays as it is, whether it fits or not.
    let drift = store::state::drift(&mut store.database().clone()).await?;
    drop(bar);
    super::close(&store).await;
    let wrong: Vec<String> = drift
        .iter()
        .filter(|(_, drift)| drift.breaks())
        .map(|(table, drift)| format!("{table}: {drift}"))
        .collect();
    let json = json!({ "place": described, "wrong": wrong });
    if wrong.is_empty() {
        return Ok(Answer::new(format!("{described}: the tables are there"), json));
    }
    let text = format!(
        "{described}: the tables are there, and not as the program has them; `store check` shows what mends them\n    {}",
        wrong.join("\n    ")
    );
    Ok(Answer { findings: true, ..Answer::new(text, json) })
}
