//! `store adopt`.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use store::diff::PartKind;
use store::factory::{self, AnyDatabase, StateConfig, create_state_store, open_database};
use store::state::legacy::{self, Adopted, Findings, Overlap, Survey};
use store::{Database as _, Error, ErrorKind};

use crate::answer::Answer;
use crate::args::Place;
use crate::bar::Tables;
use crate::escape;
use crate::fault::Fault;

#[derive(Debug, clap::Args)]
pub(crate) struct Adopt {
    /// SQLite file of the Python framework (default: that of --db, or the table on SQL Server)
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Print only what would become of the rows
    #[arg(long)]
    dry_run: bool,
    /// Import the rows (default: dry run)
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
    if factory::is_missing(from) {
        return Err(Fault::Usage(format!("{} is not there: name the file with --from", from.display())));
    }
    let config = StateConfig::new().backend(factory::Backend::Sqlite).db_path(from);
    let mut old = open_database(config.read_only()).await?;
    let mut bar = Tables::new();
    let survey = legacy::survey_sqlite_era(&mut old, |step| bar.show(step)).await;
    let survey = surveyed(survey, &from.display().to_string())?;
    let config = place.config_of_new()?;
    let mut told = Told { survey, ..Told::default() };
    match target(&mut old, &config, &mut bar).await {
        Ok((described, overlap)) => (told.target, told.overlap) = (described, overlap),
        // What is found in the old file is worth telling all the same.
        Err(error) if asked.dry_run => told.not_looked_at = Some(error.to_string()),
        Err(error) => return Err(error.into()),
    }
    drop(bar);
    if !told.is_adoptable() || !asked.yes || asked.dry_run {
        return Ok(told.only(asked));
    }
    let store = create_state_store(config.auto_init(true)).await?;
    let mut bar = Tables::new();
    let adopted = legacy::adopt_sqlite_era(&mut old, &store, |step| bar.show(step)).await?;
    drop(bar);
    super::close(&store).await;
    super::closed(old.close().await);
    let text = outcome(adopted, &told.target) + "; the old table is unchanged";
    Ok(told.done(adopted, &text))
}

/// Where the rows are to go, and what is there already of them; nothing where the store is yet to be made.
async fn target(
    old: &mut AnyDatabase,
    config: &StateConfig,
    bar: &mut Tables,
) -> Result<(String, Option<Overlap>), Error> {
    let described = config.describe()?;
    if config.sqlite_path()?.is_some_and(|file| factory::is_missing(&file)) {
        return Ok((described, None));
    }
    let mut database = open_database(config.clone().read_only()).await?;
    let drift = store::state::drift(&mut database).await?;
    let is_new = drift.iter().any(|(_, drift)| drift.part.kind == PartKind::Table && drift.found.is_none());
    super::closed(database.close().await);
    if is_new {
        return Ok((described, None));
    }
    let store = create_state_store(config.clone().auto_init(false).read_only()).await?;
    let overlap = legacy::overlap_with_sqlite_era(old, &store, |step| bar.show(step)).await;
    super::close(&store).await;
    Ok((described, Some(overlap?)))
}

/// Takes over the table in SQL Server where it is.
async fn in_place(place: &Place, asked: &Adopt) -> Result<Answer, Fault> {
    let config = place.config_of_new()?;
    if config.sqlite_path()?.is_some() {
        let text = "name the SQLite file of the Python framework with --from";
        return Err(Fault::Usage(text.to_owned()));
    }
    let described = config.describe()?;
    // A new index on a large table takes its time.
    let mut database = open_database(config.without_command_timeout()).await?;
    let mut bar = Tables::new();
    let survey = legacy::survey_sql_server_era(&mut database, |step| bar.show(step)).await;
    drop(bar);
    let told = Told { survey: surveyed(survey, &described)?, ..Told::default() };
    if !told.is_adoptable() || !asked.yes || asked.dry_run {
        return Ok(told.only(asked));
    }
    let mut bar = Tables::new();
    let adopted = legacy::adopt_sql_server_era(&database, |step| bar.show(step)).await?;
    drop(bar);
    super::closed(database.close().await);
    Ok(told.done(adopted, &outcome(adopted, &format!("the store in {described}"))))
}

fn surveyed(survey: Result<Survey, Error>, place: &str) -> Result<Survey, Fault> {
    survey.map_err(|error| match error.kind() {
        // A column that is named is told of better by the error itself.
        ErrorKind::SchemaDrift if error.column().is_none() => Fault::Usage(format!(
            "{place} has no table `work_items` as the Python framework made it ({error}): name another one, a file with --from"
        )),
        _ => error.into(),
    })
}

/// What was done, in one sentence.
fn outcome(adopted: Adopted, target: &str) -> String {
    match adopted {
        Adopted { rows: 0, .. } => "the old table has no rows".to_owned(),
        Adopted { rows, written: 0, .. } => {
            format!("nothing was written: all {rows} rows were already in {target}")
        }
        Adopted { rows, known: 0, .. } => format!("all {rows} rows are now in {target}"),
        Adopted { rows, written, known } => {
            format!("{written} of {rows} rows were added to {target}; {known} were already there")
        }
    }
}

/// What there is to tell of the old rows.
#[derive(Default)]
struct Told {
    survey: Survey,
    /// Where they are to go; empty where they stay, and where that is not known.
    target: String,
    /// What is there already.
    overlap: Option<Overlap>,
    /// Why that is not known.
    not_looked_at: Option<String>,
}

impl Told {
    fn is_adoptable(&self) -> bool {
        self.survey.is_adoptable() && self.overlap.as_ref().is_none_or(|overlap| overlap.taken.count == 0)
    }

    /// What would come of the rows, where no more is asked for or can be done.
    fn only(&self, asked: &Adopt) -> Answer {
        let mut text = self.text();
        if !self.is_adoptable() {
            text.push_str("\nnothing is taken over until that is out of the way");
        } else if !asked.dry_run {
            text.push_str("\nadd --yes to take them over");
        }
        let findings = !asked.dry_run || !self.is_adoptable() || self.not_looked_at.is_some();
        Answer { findings, ..Answer::new(text, self.json(Value::Null)) }
    }

    fn done(&self, adopted: Adopted, outcome: &str) -> Answer {
        let Adopted { rows, written, known } = adopted;
        let text = format!("{}\n{outcome}", self.text());
        Answer::new(text, self.json(json!({ "rows": rows, "written": written, "known": known })))
    }

    /// What each finding means, and the findings.
    fn findings(&self) -> Vec<(&'static str, String, &Findings)> {
        let survey = &self.survey;
        let alike =
            format!("pairs of keys that are equal, compared {}; they stay apart", survey.alike_compared);
        let mut findings = vec![
            (
                "ambiguous",
                "keys that may have stood for other resources too, which were refused then".to_owned(),
                &survey.ambiguous,
            ),
            ("alike", alike, &survey.alike),
            (
                "doubles",
                "rows of a resource that another row stands for; they are kept under a variant".to_owned(),
                &survey.doubles,
            ),
            (
                "not_json",
                "headers and metadata that are no JSON; they become texts in JSON".to_owned(),
                &survey.not_json,
            ),
            ("unfit", "rows that cannot be kept as they are".to_owned(), &survey.unfit),
            ("in_the_way", "obstacles to changing the table".to_owned(), &survey.in_the_way),
        ];
        if let Some(overlap) = &self.overlap {
            let meaning = "rows whose ids other items have there: take them over into an empty database";
            findings.push(("taken", meaning.to_owned(), &overlap.taken));
        }
        findings
    }

    fn text(&self) -> String {
        let Survey { items, runs, in_progress, changes, .. } = &self.survey;
        let mut text =
            format!("{items} rows of {runs} runs; {in_progress} were with a worker and go back in the queue");
        for (_, meaning, findings) in self.findings().into_iter().filter(|(_, _, found)| found.count > 0) {
            text.push_str(&format!("\n{} {meaning}", findings.count));
            for example in &findings.examples {
                text.push_str(&format!("\n    {}", escape::line(example)));
            }
            if findings.count > findings.examples.len() as u64 {
                text.push_str("\n    …");
            }
        }
        if !changes.is_empty() {
            text.push_str("\nof the table this is not as the store has it, and changes:");
            changes.iter().for_each(|change| text.push_str(&format!("\n    {}", escape::line(change))));
        }
        if let Some(why) = &self.not_looked_at {
            text.push_str(&format!("\nwhere they are to go was not looked at: {why}"));
        } else if let Some(overlap) = &self.overlap {
            text.push_str(&format!(
                "\nthey go into {}, which knows {} of them and keeps those as they are",
                self.target, overlap.known
            ));
        } else if !self.target.is_empty() {
            text.push_str(&format!("\nthey go into {}, where the tables are made", self.target));
        }
        text
    }

    fn json(&self, adopted: Value) -> Value {
        let mut survey = json!({
            "items": self.survey.items,
            "runs": self.survey.runs,
            "in_progress": self.survey.in_progress,
            "adoptable": self.is_adoptable(),
            "changes": self.survey.changes,
            "target": self.target,
            "known": self.overlap.as_ref().map(|overlap| overlap.known),
        });
        for (name, _, findings) in self.findings() {
            survey[name] = json!({ "count": findings.count, "examples": findings.examples });
        }
        survey["alike"]["compared"] = json!(self.survey.alike_compared.to_string());
        json!({ "survey": survey, "adopted": adopted })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outcome_is_what_happened() {
        let outcome = |rows, written| outcome(Adopted { rows, written, known: rows - written }, "here");
        assert_eq!(outcome(500, 500), "all 500 rows are now in here");
        assert_eq!(outcome(500, 0), "nothing was written: all 500 rows were already in here");
        assert_eq!(outcome(500, 2), "2 of 500 rows were added to here; 498 were already there");
        assert_eq!(outcome(0, 0), "the old table has no rows");
    }
}
