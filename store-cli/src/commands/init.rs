//! `store init`.

use serde_json::json;
use store::factory::create_state_store;

use crate::answer::Answer;
use crate::args::Place;
use crate::fault::Fault;

pub(super) async fn run(place: &Place) -> Result<Answer, Fault> {
    let config = place.config_of_new()?;
    let described = config.describe()?;
    let store = create_state_store(config.auto_init(true)).await?;
    store.close().await?;
    let text = format!("{described}: the tables are there");
    Ok(Answer::new(text, json!({ "place": described })))
}
