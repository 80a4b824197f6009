//! Compares the store with a model in memory. Random sequences of verbs, of several workers and two processes, run on
//! both, and the test moves the clock; after each verb, all data that the store returns must equal the model's.
//!
//! The model has no SQL, counters or indexes: it has a list of items and searches all of it.

mod model_state;
mod observe;
mod queue;
mod store_and_model;
mod verbs;

use std::time::{Duration, Instant};

use proptest::test_runner::{Config, TestCaseError, TestCaseResult, TestError, TestRunner};
use store::Database;

use store_and_model::StoreAndModel;
pub use verbs::Verb;

/// The longest real duration of a sequence, which must be small compared to the steps by which the sequence moves the clock.
const LONGEST: Duration = Duration::from_secs(15);

/// Runs a number of random sequences, each on a database that `run` creates, and panics with the shortest one that
/// fails.
pub fn check_sequences(sequences: u32, run: impl Fn(Vec<Verb>) -> TestCaseResult) {
    // A failure is reported with its whole sequence, so that no file has to keep the seed.
    let config = Config { cases: sequences, failure_persistence: None, ..Config::default() };
    match TestRunner::new(config).run(&verbs::sequences(), run) {
        Ok(()) => {}
        Err(TestError::Fail(why, verbs)) => panic!("{why}\nafter these verbs: {verbs:#?}"),
        Err(error) => panic!("{error}"),
    }
}

/// Runs the verbs one by one on the store in an empty database and on the model.
pub async fn run_sequence<D: Database>(db: &D, verbs: Vec<Verb>) -> TestCaseResult {
    let mut both = StoreAndModel::new(db).await;
    let began = Instant::now();
    for (at, verb) in verbs.iter().enumerate() {
        // On a slow connection, a sequence is cut off before its real duration matters.
        if began.elapsed() > LONGEST {
            assert!(at > 5, "the server is too slow for a sequence of {at} verbs");
            break;
        }
        let result = step(&mut both, verb).await;
        result.map_err(|error| TestCaseError::fail(format!("verb {at}, {verb:?}: {error}")))?;
    }
    both.compare_history().await
}

async fn step<D: Database>(both: &mut StoreAndModel<'_, D>, verb: &Verb) -> TestCaseResult {
    both.apply(verb).await?;
    both.compare().await?;
    // The history takes many queries to compare, and most verbs do not change it.
    if verb.changes_history() { both.compare_history().await } else { Ok(()) }
}
