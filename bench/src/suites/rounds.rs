//! Interleaved rounds.

use std::path::Path;

use serde::Serialize;
use store_bench_worker::About;

use crate::error::Result;
use crate::results::SuiteResults;
use crate::worker::Worker;

/// Runs every job with every worker once in each round, so that a change of the machine's speed affects all alike. Each run
/// has a new folder, from which the job is created.
pub(crate) fn interleave<J: Serialize>(
    results: &mut SuiteResults,
    workers: &[Worker],
    rounds: usize,
    jobs: &[impl Fn(&Path) -> J],
) -> Result<()> {
    let runs: Vec<_> = jobs.iter().flat_map(|job| workers.iter().map(move |worker| (worker, job))).collect();
    for round in 0..rounds {
        // No run is always the first.
        for at in 0..runs.len() {
            let (worker, job) = runs[(at + round) % runs.len()];
            eprintln!("{}: round {} of {rounds}, {}", results.name, round + 1, worker.library);
            let folder = tempfile::tempdir()?;
            let report = worker.run(&job(folder.path()))?;
            if round == 0 {
                for note in about(&worker.library, &report.about) {
                    // A library can have several jobs in a suite.
                    if !results.notes.contains(&note) {
                        results.notes.push(note);
                    }
                }
            }
            results.samples.extend(&worker.library, round, report.figures);
        }
    }
    Ok(())
}

/// Returns the version of a library and its notes.
fn about(library: &str, about: &About) -> Vec<String> {
    let sqlite = if about.sqlite.is_empty() { String::new() } else { format!(", SQLite {}", about.sqlite) };
    let version = format!("{library}: {}{sqlite}", about.version);
    let notes = about.notes.iter().map(|note| format!("{library}: {note}"));
    std::iter::once(version).chain(notes).collect()
}
