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
    drop(bar);
    store.close().await?;
    let text = format!("{described}: the tables are there");
    Ok(Answer::new(text, json!({ "place": described })))
}
