//! `store stats`.

use std::io::{IsTerminal as _, Write as _};
use std::pin::pin;
use std::time::Duration;

use serde_json::{Value, json};
use store::Database;
use store::state::{ControlState, SourceControl, StateStore, Status, StatusCounts};

use crate::answer::{Answer, table};
use crate::escape;
use crate::fault::Fault;

#[derive(Debug, clap::Args)]
pub(crate) struct Stats {
    /// Compute the throughput over this number of seconds
    #[arg(long, default_value_t = 600, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
    over: u32,
    /// Print again every SECONDS (default: 2) until interrupted
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "2", value_parser = pause)]
    watch: Option<Duration>,
}

fn pause(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|error| format!("{error}"))?;
    // No less, so that the database has something else to do.
    let least = 0.1;
    if seconds < least {
        return Err(format!("at least {least} seconds"));
    }
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

/// Erases a terminal and goes to its first line.
const CLEAR: &[u8] = b"\x1b[2J\x1b[H";

pub(super) async fn run<D: Database>(
    store: &StateStore<D>,
    asked: &Stats,
    json: bool,
) -> Result<Answer, Fault> {
    let Some(pause) = asked.watch else { return once(store, asked.over).await };
    // Once for all: what comes while the database is asked would be lost otherwise.
    let mut interrupted = pin!(tokio::signal::ctrl_c());
    loop {
        let answer = once(store, asked.over).await?;
        if std::io::stdout().is_terminal() && !json {
            std::io::stdout().write_all(CLEAR).map_err(Fault::Output)?;
        }
        answer.print(json)?;
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            heard = &mut interrupted => {
                heard.map_err(Fault::Output)?;
                return once(store, asked.over).await;
            }
        }
    }
}

async fn once<D: Database>(store: &StateStore<D>, over: u32) -> Result<Answer, Fault> {
    let stats = store.stats().await?;
    let progress = store.progress(Duration::from_secs(over.into())).await?;
    let row = |name: &str, counts: &StatusCounts| {
        let numbers = Status::ALL.iter().map(|status| counts.of(*status).to_string());
        std::iter::once(name.to_owned()).chain(numbers).collect::<Vec<String>>()
    };
    let head: Vec<&str> =
        std::iter::once("source").chain(Status::ALL.iter().map(|status| status.as_str())).collect();
    let sources = stats.sources.iter().map(|(source, counts)| row(source, counts));
    let mut text = table(&head, sources.chain([row("all", &stats.total)]));
    text.push_str(&format!(
        "\n{} finished in the last {over} s, {:.1} a second",
        progress.finished, progress.per_second
    ));
    if let Some(left) = progress.time_to_finish {
        text.push_str(&format!("; at this speed all is done in {} s", left.as_secs()));
    }
    if let Some(age) = progress.oldest_pending {
        text.push_str(&format!("\nthe oldest pending item has waited for {} s", age.as_secs()));
    }
    let controls = store.controls().await?;
    for control in controls.iter().filter(|control| control.state != ControlState::Running) {
        text.push_str(&format!("\n{}", escape::line(&stopped(control))));
    }
    let sources: serde_json::Map<String, Value> =
        stats.sources.iter().map(|(source, counts)| (source.clone(), of(counts))).collect();
    let json = json!({
        "total": of(&stats.total),
        "sources": sources,
        "finished": progress.finished,
        "per_second": progress.per_second,
        "seconds_to_finish": progress.time_to_finish.map(|left| left.as_secs()),
        "oldest_pending_seconds": progress.oldest_pending.map(|age| age.as_secs()),
        "controls": controls.iter().map(of_control).collect::<Vec<Value>>(),
    });
    Ok(Answer::new(text, json))
}

/// Why nothing of a source is given to workers.
fn stopped(control: &SourceControl) -> String {
    let source = if control.source_key == "*" { "all sources" } else { &control.source_key };
    let reason = control.reason.as_deref().map(|reason| format!(": {reason}")).unwrap_or_default();
    format!("{source}: {}{reason}", control.state.as_str())
}

fn of_control(control: &SourceControl) -> Value {
    json!({
        "source": control.source_key,
        "state": control.state.as_str(),
        "reason": control.reason,
        "min_delay_ms": control.min_delay_ms,
        "not_before_at": control.not_before_at.map(|at| at.to_rfc3339()),
    })
}

fn of(counts: &StatusCounts) -> Value {
    Status::ALL.iter().map(|status| (status.as_str().to_owned(), json!(counts.of(*status)))).collect()
}
