//! Interleaved rounds.

use std::path::Path;

use serde::Serialize;

use crate::error::Result;
use crate::results::SuiteResults;
use crate::worker::Worker;

/// Runs every worker once in each round, so that a change of the machine's speed affects all libraries alike. Each job has
/// a new folder.
pub(crate) fn interleave<J: Serialize>(
    results: &mut SuiteResults,
    workers: &[Worker],
    rounds: usize,
    job: impl Fn(&Path) -> J,
) -> Result<()> {
    for round in 0..rounds {
        // No library is always the first.
        for at in 0..workers.len() {
            let worker = &workers[(at + round) % workers.len()];
            eprintln!("{}: round {} of {rounds}, {}", results.name, round + 1, worker.library);
            let folder = tempfile::tempdir()?;
            let report = worker.run(&job(folder.path()))?;
            if round == 0 {
                let about = report.about;
                results.notes.push(format!("{} {}, SQLite {}", worker.library, about.version, about.sqlite));
                results.notes.extend(about.notes.iter().map(|note| format!("{}: {note}", worker.library)));
            }
            results.samples.extend(&worker.library, round, report.figures);
        }
    }
    Ok(())
}
