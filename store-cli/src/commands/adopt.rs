//! `store adopt`.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use store::factory::{self, StateConfig, create_state_store, open_database};
use store::state::legacy::{self, Adopted, Findings, Survey};
use store::{Connection as _, Database as _, Dialect, Error, ErrorKind};

use crate::answer::Answer;
use crate::args::Place;
use crate::bar::Tables;
use crate::fault::Fault;

#[derive(Debug, clap::Args)]
pub(crate) struct Adopt {
    /// The SQLite file of the Python framework; without, that of --db, or on SQL Server the table where it is.
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Only tells what would come of the rows.
    #[arg(long)]
    dry_run: bool,
    /// Does it.
    #[arg(long)]
    yes: bool,
}

pub(super) async fn run(place: &Place, asked: &Adopt) -> Result<Answer, Fault> {
    match asked.from.as_ref().or(place.db.as_ref()) {
        Some(from) => of_file(place, from, asked).await,
        None => in_place(place, asked).await,
    }
}

/// Takes over a SQLite file, into a store in the same file or elsewhere.
async fn of_file(place: &Place, from: &Path, asked: &Adopt) -> Result<Answer, Fault> {
    if !from.exists() {
        return Err(Fault::Usage(format!("{} is not there: name the file with --from", from.display())));
    }
    let config = StateConfig::new().backend(factory::Backend::Sqlite).db_path(from);
    let mut old = open_database(config.read_only()).await?;
    let survey = surveyed(legacy::survey_sqlite_era(&mut old).await, &from.display().to_string())?;
    if let Some(answer) = only_told(&survey, asked) {
        return Ok(answer);
    }
    let config = place.config_of_new()?;
    let described = config.describe()?;
    let store = create_state_store(config.auto_init(true)).await?;
    let mut bar = Tables::new();
    let adopted = legacy::adopt_sqlite_era(&mut old, &store, |step| bar.show(step)).await?;
    drop(bar);
    store.close().await?;
    old.close().await?;
    Ok(done(&survey, adopted, &format!("in {described} now; the old table is as it was")))
}

/// Takes over the table in SQL Server where it is.
async fn in_place(place: &Place, asked: &Adopt) -> Result<Answer, Fault> {
    let config = place.config()?;
    let described = config.describe()?;
    let mut database = open_database(config).await?;
    if database.dialect() != Dialect::Mssql {
        let text = "name the SQLite file of the Python framework with --from";
        return Err(Fault::Usage(text.to_owned()));
    }
    let survey = surveyed(legacy::survey_sql_server_era(&mut database).await, &described)?;
    if let Some(answer) = only_told(&survey, asked) {
        return Ok(answer);
    }
    let mut bar = Tables::new();
    let adopted = legacy::adopt_sql_server_era(&database, |step| bar.show(step)).await?;
    drop(bar);
    database.close().await?;
    Ok(done(&survey, adopted, &format!("taken over where they are, {described}")))
}

fn surveyed(survey: Result<Survey, Error>, place: &str) -> Result<Survey, Fault> {
    survey.map_err(|error| match error.kind() {
        ErrorKind::SchemaDrift => Fault::Usage(format!(
            "{place} has no table `work_items` as the Python framework made it ({error}): name another one, a file with --from"
        )),
        _ => error.into(),
    })
}

/// What would come of the rows, where no more is asked for or can be done.
fn only_told(survey: &Survey, asked: &Adopt) -> Option<Answer> {
    if survey.is_adoptable() && asked.yes && !asked.dry_run {
        return None;
    }
    let mut text = told(survey);
    if !survey.is_adoptable() {
        text.push_str("\nnothing can be taken over until these rows are mended");
    } else if !asked.dry_run {
        text.push_str("\nadd --yes to take them over");
    }
    let findings = !asked.dry_run || !survey.is_adoptable();
    Some(Answer { findings, ..Answer::new(text, json!({ "survey": of(survey), "adopted": null })) })
}

fn done(survey: &Survey, adopted: Adopted, place: &str) -> Answer {
    let Adopted { rows, written, known } = adopted;
    let text = format!("{}\n{written} of {rows} rows are {place}; {known} were there already", told(survey));
    let numbers = json!({ "rows": rows, "written": written, "known": known });
    Answer::new(text, json!({ "survey": of(survey), "adopted": numbers }))
}

/// What each finding means, and the findings.
fn findings(survey: &Survey) -> [(&'static str, &'static str, &Findings); 5] {
    [
        (
            "ambiguous",
            "keys that may have stood for other resources too, which were refused then",
            &survey.ambiguous,
        ),
        (
            "alike",
            "pairs of keys that differ by case or spaces at the end only, and stay apart",
            &survey.alike,
        ),
        (
            "doubles",
            "rows of a resource that another row stands for; they are kept under a variant",
            &survey.doubles,
        ),
        ("not_json", "headers and metadata that are no JSON; they become texts in JSON", &survey.not_json),
        ("unfit", "rows that cannot be kept as they are", &survey.unfit),
    ]
}

fn told(survey: &Survey) -> String {
    let mut text = format!(
        "{} rows of {} runs; {} were with a worker and go back in the queue",
        survey.items, survey.runs, survey.in_progress
    );
    for (_, meaning, findings) in findings(survey).into_iter().filter(|(_, _, found)| found.count > 0) {
        text.push_str(&format!("\n{} {meaning}", findings.count));
        for example in &findings.examples {
            text.push_str(&format!("\n    {example}"));
        }
        if findings.count > findings.examples.len() as u64 {
            text.push_str("\n    …");
        }
    }
    text
}

fn of(survey: &Survey) -> Value {
    let mut json = json!({
        "items": survey.items,
        "runs": survey.runs,
        "in_progress": survey.in_progress,
        "adoptable": survey.is_adoptable(),
    });
    for (name, _, findings) in findings(survey) {
        json[name] = json!({ "count": findings.count, "examples": findings.examples });
    }
    json
}
