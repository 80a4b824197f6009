//! `store check`.

mod repair;
mod schema_state;

use serde_json::{Value, json};
use store::factory::{AnyDatabase, open_database};
use store::{Connection as _, Dialect};

use self::repair::Repair;
use self::schema_state::SchemaState;
use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::escape;
use crate::output::Output;
use crate::progress::Spinner;

/// Compare the tables with what the program needs; print or apply the repair
///
/// The comparison covers columns (type, NULL, collation, default), keys, indexes, checks and
/// foreign keys. The output also has advice on settings of the database. Additions such as a
/// custom nullable column are printed, but are no findings.
///
/// Nothing is changed without --apply. With it, a table whose repair fails stays as it was;
/// the tables repaired before it stay repaired, and the exit code is 1. If --apply creates the
/// table of counters that `store stats` reads, it also counts the items, unless workers are
/// active. JSON output has all statements as `script`, those that were run as `applied`, and
/// the table whose repair failed as `failed`, with the error. --apply also records the version
/// of the schema; `record_error` says why it could not.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  store check --db state.db
  store check --apply --db state.db"
)]
pub(crate) struct CheckArgs {
    /// Run the statements that repair the tables, each table in one transaction; then check again
    #[arg(long)]
    apply: bool,
}

impl CheckArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        let config = connection.existing_config()?;
        if self.apply {
            // Creating an index on a large table can take longer than any timeout.
            repair(&mut open_database(config.without_command_timeout()).await?).await
        } else {
            check(&mut open_database(config.read_only()).await?).await
        }
    }
}

async fn check(database: &mut AnyDatabase) -> Result<Output, CliError> {
    let schema = Ok(SchemaState::read(database).await?);
    Ok(output(database.dialect(), None, schema))
}

async fn repair(database: &mut AnyDatabase) -> Result<Output, CliError> {
    let spinner = Spinner::new("repairing the tables");
    let repair = Repair::run(database).await?;
    let schema = match SchemaState::read(database).await {
        // The statements that were run are reported even if the schema cannot be read afterwards.
        Err(error) if repair.is_empty() => return Err(error.into()),
        schema => schema.map_err(CliError::from),
    };
    drop(spinner);
    Ok(output(database.dialect(), Some(repair), schema))
}

fn output(dialect: Dialect, repair: Option<Repair>, schema: Result<SchemaState, CliError>) -> Output {
    let mut lines: Vec<String> = repair.iter().flat_map(|repair| repair.lines(dialect)).collect();
    let mut findings = repair.as_ref().is_some_and(Repair::has_failed);
    let mut json = match &schema {
        Ok(schema) => {
            findings |= schema.has_breaking_drift();
            lines.extend(schema.lines(dialect));
            schema.json(dialect)
        }
        Err(error) => {
            findings = true;
            lines.push(escape::line(&format!("Cannot read the schema after the repair: {error}")));
            error.json()
        }
    };
    let repair = repair.unwrap_or_default();
    json["applied"] = json!(repair.statements);
    json["rebuilt_counters"] = match &repair.rebuilt_counters {
        Some(Ok(counters)) => json!(counters),
        Some(Err(error)) => error.json(),
        None => Value::Null,
    };
    json["failed"] = repair.failed_json();
    json["record_error"] = repair.record_error_json();
    Output::new(lines.join("\n"), json).with_findings(findings)
}
