//! `store adopt`.

use std::path::PathBuf;

use serde_json::{Value, json};
use store::factory::{self, StateConfig, create_state_store, open_database};
use store::state::legacy::{self, Findings, Survey};
use store::{Database as _, ErrorKind};

use crate::answer::Answer;
use crate::args::Place;
use crate::bar::Tables;
use crate::fault::Fault;

#[derive(Debug, clap::Args)]
pub(crate) struct Adopt {
    /// The SQLite file of the Python framework; that of --db without.
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
    let from = asked.from.clone().or_else(|| place.db.clone());
    let Some(from) = from else {
        let text = "name the SQLite file of the Python framework with --from";
        return Err(Fault::Usage(text.to_owned()));
    };
    if !from.exists() {
        return Err(Fault::Usage(format!("{} is not there: name the file with --from", from.display())));
    }
    let config = StateConfig::new().backend(factory::Backend::Sqlite).db_path(&from);
    let mut old = open_database(config).await?;
    let survey = match legacy::survey_sqlite_era(&mut old).await {
        Err(error) if error.kind() == ErrorKind::SchemaDrift => {
            return Err(Fault::Usage(format!(
                "{} has no table `work_items` as the Python framework made it ({error}): name another file with --from",
                from.display()
            )));
        }
        survey => survey?,
    };
    let findings = !asked.dry_run || !survey.is_adoptable();
    if asked.dry_run || !asked.yes || !survey.is_adoptable() {
        let mut text = told(&survey);
        text.push_str(if !survey.is_adoptable() {
            "\nnothing can be taken over until these rows are mended"
        } else if asked.dry_run {
            ""
        } else {
            "\nadd --yes to take them over"
        });
        return Ok(Answer {
            findings,
            ..Answer::new(text, json!({ "survey": of(&survey), "adopted": null }))
        });
    }
    let config = place.config_of_new()?;
    let described = config.describe()?;
    let store = create_state_store(config.auto_init(true)).await?;
    let mut bar = Tables::new();
    let adopted = legacy::adopt_sqlite_era(&mut old, &store, |step| bar.show(step)).await?;
    drop(bar);
    store.close().await?;
    old.close().await?;
    let text = format!(
        "{}\n{} of {} rows are in {described} now, {} were there already; the old table is as it was",
        told(&survey),
        adopted.written,
        adopted.rows,
        adopted.known
    );
    let numbers = json!({ "rows": adopted.rows, "written": adopted.written, "known": adopted.known });
    Ok(Answer::new(text, json!({ "survey": of(&survey), "adopted": numbers })))
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
