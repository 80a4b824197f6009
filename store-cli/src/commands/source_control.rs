//! `store pause`, `store drain` and `store resume`.

use serde_json::json;
use store::Database;
use store::state::{ControlState, ControlTarget, Source, StateStore};

use super::open_store::with_store;
use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::output::Output;

/// Stop handing out items; workers keep waiting
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  store pause --db state.db
  store pause http/docs --reason \"site is down\" --db state.db")]
pub(crate) struct PauseArgs {
    /// Source as in `store stats`: `http/docs` (default: all sources)
    source: Option<String>,
    /// Record this reason
    #[arg(long)]
    reason: Option<String>,
}

/// Stop handing out items; workers exit when their items are done
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  store drain --reason deployment --db state.db")]
pub(crate) struct DrainArgs {
    /// Source as in `store stats`: `http/docs` (default: all sources)
    source: Option<String>,
    /// Record this reason
    #[arg(long)]
    reason: Option<String>,
}

/// Resume handing out items
///
/// A pause or drain of all sources takes precedence over the state of a single source.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  store resume --db state.db
  store resume http/docs --db state.db"
)]
pub(crate) struct ResumeArgs {
    /// Source as in `store stats`: `http/docs` (default: all sources)
    source: Option<String>,
}

impl PauseArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        set_state(connection, ControlState::Paused, self.source, self.reason).await
    }
}

impl DrainArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        set_state(connection, ControlState::Draining, self.source, self.reason).await
    }
}

impl ResumeArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        set_state(connection, ControlState::Running, self.source, None).await
    }
}

async fn set_state(
    connection: &ConnectionArgs,
    state: ControlState,
    source: Option<String>,
    reason: Option<String>,
) -> Result<Output, CliError> {
    with_store(connection, async |store| {
        let source = source.as_deref().map(parse_source).transpose()?;
        let target = || source.clone().map_or(ControlTarget::All, Into::into);
        match state {
            ControlState::Paused => store.pause(target(), reason.as_deref()).await?,
            ControlState::Draining => store.drain(target(), reason.as_deref()).await?,
            ControlState::Running => store.resume(target()).await?,
        }
        report(store, source.as_ref(), state).await
    })
    .await
}

async fn report<D: Database>(
    store: &StateStore<D>,
    source: Option<&Source>,
    state: ControlState,
) -> Result<Output, CliError> {
    let name = source.map_or_else(|| "all sources".to_owned(), Source::key);
    // The state of all sources takes precedence over the state of one.
    let effective = store.control_state(source).await?;
    let mut text = format!("{name}: {}", state.as_str());
    if effective != state {
        text.push_str(&format!("; all sources are {}, which takes precedence", effective.as_str()));
    }
    // A source without items may be a typing error, or a source that is paused before its first item.
    let known = source.is_none() || store.stats().await?.sources.contains_key(&name);
    if !known {
        text.push_str("; the store has no items of this source: run `store stats` to see the sources");
    }
    let json =
        json!({ "target": name, "state": state.as_str(), "effective": effective.as_str(), "known": known });
    Ok(Output::new(text, json))
}

fn parse_source(key: &str) -> Result<Source, CliError> {
    Source::from_key(key).ok_or_else(|| {
        CliError::usage(format!(
            "invalid source {key:?}: write it as in the output of `store stats`, for example http/docs"
        ))
    })
}
