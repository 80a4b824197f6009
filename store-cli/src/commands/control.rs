//! `store pause`, `store drain` and `store resume`.

use serde_json::json;
use store::Database;
use store::state::{ControlState, Source, StateStore};

use crate::answer::Answer;
use crate::args::Target;
use crate::fault::Fault;

pub(super) async fn set<D: Database>(
    store: &StateStore<D>,
    target: Target,
    state: ControlState,
) -> Result<Answer, Fault> {
    let source = target.source.as_deref().map(source).transpose()?;
    let of = || source.clone().map_or(store::state::ControlTarget::All, Into::into);
    match state {
        ControlState::Paused => store.pause(of(), target.reason.as_deref()).await?,
        ControlState::Draining => store.drain(of(), target.reason.as_deref()).await?,
        ControlState::Running => store.resume(of()).await?,
    }
    let name = source.as_ref().map_or_else(|| "all sources".to_owned(), Source::key);
    // What holds for all sources holds for each.
    let now = store.control_state(source.as_ref()).await?;
    let mut text = format!("{name}: {}", state.as_str());
    if now != state {
        text.push_str(&format!("; all sources are {}, which comes first", now.as_str()));
    }
    // A name that is mistyped is one of no items; but a source may be held back before it has any.
    let known = source.is_none() || store.stats().await?.sources.contains_key(&name);
    if !known {
        text.push_str("; the store has no items of this source, `store stats` shows those that it has");
    }
    let json = json!({ "target": name, "state": state.as_str(), "effective": now.as_str(), "known": known });
    Ok(Answer::new(text, json))
}

/// The source with this key.
fn source(key: &str) -> Result<Source, Fault> {
    Source::from_key(key).ok_or_else(|| {
        Fault::Usage(format!("{key:?} is no source: name it as `store stats` does, as http/docs"))
    })
}
