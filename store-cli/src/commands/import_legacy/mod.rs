//! `store import-legacy`.

mod preview;

use std::path::{Path, PathBuf};

use serde_json::json;
use store::diff::PartKind;
use store::factory::{self, AnyDatabase, StateConfig, create_state_store, open_database};
use store::state::legacy::{self, ImportReport, Overlap, Survey};
use store::{Database as _, Error, ErrorKind};

use self::preview::Preview;
use crate::commands::open_store::{close, warn_if_not_closed};
use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::output::Output;
use crate::progress::TableProgress;
use crate::warnings::Suppressed;

/// Import work items from the legacy Python state store
///
/// The old rows are read from a SQLite file, which is not changed. On SQL Server, without
/// --from, the old table is converted in place. With --dry-run the exit code is 1 if rows
/// cannot be imported.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  store import-legacy --from old.db --dry-run --db new.db
  store import-legacy --from old.db --yes --db new.db"
)]
pub(crate) struct ImportLegacyArgs {
    /// SQLite file of the Python state store (default: the file of --db, or the table on SQL Server)
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Print only a preview of the import
    #[arg(long)]
    dry_run: bool,
    /// Import the rows (default: dry run)
    #[arg(long)]
    yes: bool,
}

impl ImportLegacyArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        match self.from.as_ref().or(connection.db.as_ref()) {
            Some(from) => self.import_file(connection, from).await,
            None => self.convert_in_place(connection).await,
        }
    }

    pub(super) fn suppress_warnings(&self, suppressed: &mut Suppressed) {
        suppressed.legacy = true;
        if let Some(from) = &self.from {
            suppressed.add_file(from);
        }
    }

    fn is_applied(&self, preview: &Preview) -> bool {
        preview.is_importable() && self.yes && !self.dry_run
    }

    /// Imports a SQLite file into a store, which may be in the same file.
    async fn import_file(&self, connection: &ConnectionArgs, from: &Path) -> Result<Output, CliError> {
        if factory::is_missing(from) {
            return Err(CliError::usage(format!(
                "SQLite file {} not found: name an existing file with --from",
                from.display()
            )));
        }
        let from_config = StateConfig::new().backend(factory::Backend::Sqlite).db_path(from);
        let mut old = open_database(from_config.read_only()).await?;
        let mut progress = TableProgress::new();
        let survey = legacy::sqlite::survey(&mut old, |step| progress.show(step)).await;
        let mut preview = Preview::new(check_survey(survey, &from.display().to_string())?);
        let config = connection.config()?;
        match read_target(&mut old, &config, &mut progress).await {
            Ok((target, overlap)) => (preview.target, preview.overlap) = (target, overlap),
            // A dry run previews the old file even if the target cannot be read.
            Err(error) if self.dry_run => preview.target_error = Some(error.to_string()),
            Err(error) => return Err(error.into()),
        }
        drop(progress);
        if !self.is_applied(&preview) {
            return Ok(preview.output(self.dry_run));
        }
        let store = create_state_store(config.auto_init(true)).await?;
        let mut progress = TableProgress::new();
        let imported = legacy::sqlite::import(&mut old, &store, |step| progress.show(step)).await?;
        drop(progress);
        close(&store).await;
        warn_if_not_closed(old.close().await);
        let summary = format!("{}; the old table is unchanged", describe(imported, &preview.target));
        Ok(applied(&preview, imported, &summary))
    }

    /// Converts the table on SQL Server to the tables of a store.
    async fn convert_in_place(&self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        let config = connection.config()?;
        if config.sqlite_path()?.is_some() {
            return Err(CliError::usage(
                "no legacy file given: name the SQLite file of the Python state store with --from",
            ));
        }
        let database_name = config.describe()?;
        // Creating an index on a large table can take longer than any timeout.
        let mut database = open_database(config.without_command_timeout()).await?;
        let mut progress = TableProgress::new();
        let survey = legacy::mssql::survey(&mut database, |step| progress.show(step)).await;
        drop(progress);
        let preview = Preview::new(check_survey(survey, &database_name)?);
        if !self.is_applied(&preview) {
            return Ok(preview.output(self.dry_run));
        }
        let mut progress = TableProgress::new();
        let imported = legacy::mssql::import_in_place(&database, |step| progress.show(step)).await?;
        drop(progress);
        warn_if_not_closed(database.close().await);
        let summary = describe(imported, &format!("the store in {database_name}"));
        Ok(applied(&preview, imported, &summary))
    }
}

/// Describes the target, and compares it with the old rows if it has the tables of a store.
async fn read_target(
    old: &mut AnyDatabase,
    config: &StateConfig,
    progress: &mut TableProgress,
) -> Result<(String, Option<Overlap>), Error> {
    let target = config.describe()?;
    if config.sqlite_path()?.is_some_and(|file| factory::is_missing(&file)) {
        return Ok((target, None));
    }
    let mut database = open_database(config.clone().read_only()).await?;
    let drift = store::state::drift(&mut database).await?;
    let lacks_tables =
        drift.iter().any(|(_, drift)| drift.part.kind == PartKind::Table && drift.found.is_none());
    warn_if_not_closed(database.close().await);
    if lacks_tables {
        return Ok((target, None));
    }
    let store = create_state_store(config.clone().auto_init(false).read_only()).await?;
    let overlap = legacy::sqlite::overlap(old, &store, |step| progress.show(step)).await;
    close(&store).await;
    Ok((target, Some(overlap?)))
}

fn check_survey(survey: Result<Survey, Error>, database: &str) -> Result<Survey, CliError> {
    survey.map_err(|error| match error.kind() {
        // An error that names a column explains itself.
        ErrorKind::SchemaDrift if error.column().is_none() => CliError::usage(format!(
            "{database} has no table `work_items` of the Python state store ({error}): name another database, or a SQLite file with --from"
        )),
        _ => error.into(),
    })
}

fn applied(preview: &Preview, imported: ImportReport, summary: &str) -> Output {
    let ImportReport { rows, written, known } = imported;
    let json = json!({ "rows": rows, "written": written, "known": known });
    Output::new(format!("{}\n{summary}", preview.text()), preview.json(json))
}

fn describe(imported: ImportReport, target: &str) -> String {
    match imported {
        ImportReport { rows: 0, .. } => "the old table has no rows".to_owned(),
        ImportReport { rows, written: 0, .. } => {
            format!("nothing was written: all {rows} rows were already in {target}")
        }
        ImportReport { rows, known: 0, .. } => format!("all {rows} rows are now in {target}"),
        ImportReport { rows, written, known } => {
            format!("{written} of {rows} rows were added to {target}; {known} were already there")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_counts_written_and_known_rows() {
        let describe =
            |rows, written| describe(ImportReport { rows, written, known: rows - written }, "here");
        assert_eq!(describe(500, 500), "all 500 rows are now in here");
        assert_eq!(describe(500, 0), "nothing was written: all 500 rows were already in here");
        assert_eq!(describe(500, 2), "2 of 500 rows were added to here; 498 were already there");
        assert_eq!(describe(0, 0), "the old table has no rows");
    }
}
