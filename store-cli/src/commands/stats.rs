//! `store stats`.

use std::io::{IsTerminal as _, Write as _};
use std::pin::pin;
use std::time::Duration;

use serde_json::{Map, Value, json};
use store::Database;
use store::state::{ControlState, ProgressReport, SourceControl, StateStore, Stats, Status, StatusCounts};

use super::open_store::with_read_only_store;
use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::escape;
use crate::output::{Output, table};

/// Print the number of items by source and status, and the throughput
///
/// The output includes the estimated time until the queue is empty, the age of the oldest
/// pending item, and the sources that are paused or drained, with the reason. JSON output adds
/// the delays of sources.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  store stats --db state.db
  store stats --over 3600 --json --db state.db"
)]
pub(crate) struct StatsArgs {
    /// Compute the throughput over this number of seconds
    #[arg(long, default_value_t = 600, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
    over: u32,
    /// Print again every SECONDS (default: 2) until interrupted
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "2", value_parser = parse_interval)]
    watch: Option<Duration>,
}

fn parse_interval(text: &str) -> Result<Duration, String> {
    // A shorter interval would keep the database busy with counting.
    const MIN_SECONDS: f64 = 0.1;
    let seconds: f64 = text.parse().map_err(|error| format!("{error}"))?;
    if seconds < MIN_SECONDS {
        return Err(format!("use at least {MIN_SECONDS} seconds"));
    }
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

/// The escape sequences that erase a terminal and move the cursor to the first line.
const CLEAR_SCREEN: &[u8] = b"\x1b[2J\x1b[H";

impl StatsArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs, json: bool) -> Result<Output, CliError> {
        with_read_only_store(connection, async |store| match self.watch {
            Some(interval) => watch(store, self.over, interval, json).await,
            None => Ok(StatsReport::read(store, self.over).await?.output()),
        })
        .await
    }
}

async fn watch<D: Database>(
    store: &StateStore<D>,
    over: u32,
    interval: Duration,
    json: bool,
) -> Result<Output, CliError> {
    // Listens during the whole loop: a signal that comes while the database is read counts, too.
    let mut interrupt = pin!(tokio::signal::ctrl_c());
    loop {
        let output = StatsReport::read(store, over).await?.output();
        if std::io::stdout().is_terminal() && !json {
            std::io::stdout().write_all(CLEAR_SCREEN).map_err(CliError::Stdout)?;
        }
        output.print(json)?;
        tokio::select! {
            () = tokio::time::sleep(interval) => {}
            signal = &mut interrupt => {
                signal.map_err(|error| CliError::usage(format!("cannot listen for Ctrl-C: {error}: run the command again without --watch")))?;
                return Ok(StatsReport::read(store, over).await?.output());
            }
        }
    }
}

struct StatsReport {
    stats: Stats,
    progress: ProgressReport,
    /// The number of seconds that the throughput is computed over.
    over: u32,
    controls: Vec<SourceControl>,
}

impl StatsReport {
    async fn read<D: Database>(store: &StateStore<D>, over: u32) -> Result<Self, CliError> {
        Ok(Self {
            stats: store.stats().await?,
            progress: store.progress(Duration::from_secs(over.into())).await?,
            over,
            controls: store.controls().await?,
        })
    }

    fn output(&self) -> Output {
        Output::new(self.text(), self.json())
    }

    fn text(&self) -> String {
        let Self { stats, progress, over, controls } = self;
        let header: Vec<&str> =
            std::iter::once("source").chain(Status::ALL.iter().map(|status| status.as_str())).collect();
        let sources = stats.sources.iter().map(|(source, counts)| row(source, counts));
        let mut text = table(&header, sources.chain([row("all", &stats.total)]));
        text.push_str(&format!(
            "\n{} items finished in the last {over} s, {:.1} per second",
            progress.finished, progress.per_second
        ));
        if let Some(left) = progress.time_to_finish {
            text.push_str(&format!("; at this rate the queue is empty in {} s", left.as_secs()));
        }
        if let Some(age) = progress.oldest_pending {
            text.push_str(&format!("\nthe oldest pending item has waited for {} s", age.as_secs()));
        }
        for control in controls.iter().filter(|control| control.state != ControlState::Running) {
            text.push_str(&format!("\n{}", escape::line(&describe_control(control))));
        }
        text
    }

    fn json(&self) -> Value {
        let Self { stats, progress, controls, .. } = self;
        let sources: Map<String, Value> =
            stats.sources.iter().map(|(source, counts)| (source.clone(), counts_json(counts))).collect();
        json!({
            "total": counts_json(&stats.total),
            "sources": sources,
            "finished": progress.finished,
            "per_second": progress.per_second,
            "seconds_to_finish": progress.time_to_finish.map(|left| left.as_secs()),
            "oldest_pending_seconds": progress.oldest_pending.map(|age| age.as_secs()),
            "controls": controls.iter().map(control_json).collect::<Vec<Value>>(),
        })
    }
}

fn row(name: &str, counts: &StatusCounts) -> Vec<String> {
    let numbers = Status::ALL.iter().map(|status| counts.of(*status).to_string());
    std::iter::once(name.to_owned()).chain(numbers).collect()
}

fn counts_json(counts: &StatusCounts) -> Value {
    Status::ALL.iter().map(|status| (status.as_str().to_owned(), json!(counts.of(*status)))).collect()
}

/// Describes a source that is paused or drained.
fn describe_control(control: &SourceControl) -> String {
    let source = if control.source_key == "*" { "all sources" } else { &control.source_key };
    let reason = control.reason.as_deref().map(|reason| format!(": {reason}")).unwrap_or_default();
    format!("{source}: {}{reason}", control.state.as_str())
}

fn control_json(control: &SourceControl) -> Value {
    json!({
        "source": control.source_key,
        "state": control.state.as_str(),
        "reason": control.reason,
        "min_delay_ms": control.min_delay_ms,
        "not_before_at": control.not_before_at.map(|at| at.to_rfc3339()),
    })
}
