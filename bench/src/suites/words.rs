//! The suite `words`: what the compiler needs for each word of the derives.

use store_bench_worker::Metric;

use super::compile::per_struct;
use crate::args::Sizes;
use crate::compile::{DEPENDENCIES, FIELDS, Package, STRUCTS, WORDS};
use crate::error::Result;
use crate::format::plural;
use crate::results::SuiteResults;

/// Runs the suite, the words in turns.
pub(crate) fn words(sizes: Sizes) -> Result<SuiteResults> {
    let mut results = SuiteResults {
        name: "words".to_owned(),
        settings: vec![
            format!(
                "`cargo check` of a crate with {STRUCTS} tables of {FIELDS} columns that have the word, less that of an \
                 empty crate, per table; dependencies are built before"
            ),
            format!("CPU time, without incremental compilation; {}", plural(sizes.rounds, "round")),
        ],
        ..SuiteResults::default()
    };
    let package = Package::new("words", DEPENDENCIES, "derive-target")?;
    package.write("lib.rs", "")?;
    package.cargo("check")?;
    for round in 0..sizes.rounds {
        eprintln!("words: round {} of {}", round + 1, sizes.rounds);
        for word in &WORDS {
            let figure = per_struct(word.name, &package, round, |structs| word.source(structs))?;
            results.samples.extend("store", round, vec![figure]);
        }
    }
    for word in &WORDS {
        results.expect("store", word.name, &[Metric::CpuMillis]);
    }
    Ok(results)
}
