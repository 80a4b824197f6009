//! The store against a model of it in memory: random sequences of verbs, from several workers and two processes, with
//! a clock that the sequence puts forward; after each verb everything that can be seen must be the same in both.
//!
//! The model knows nothing of SQL, counters or indexes: it has a list of items and goes through all of it.

mod observe;
mod play;
mod queue;
mod verb;
mod world;

use std::time::{Duration, Instant};

use proptest::test_runner::{Config, TestCaseError, TestError, TestRunner};
use store::Database;

use play::Players;
pub use verb::Verb;

/// How long a sequence may take: the clock that it puts forward, by tens of seconds and more, is not to go on by itself.
const LONGEST: Duration = Duration::from_secs(15);

/// Whether a verb led where the model says.
pub type Verdict = Result<(), TestCaseError>;

/// Tries so many random sequences, each on a database that `follow` makes for it, and panics with the shortest one
/// that goes wrong.
pub fn holds(sequences: u32, follow: impl Fn(Vec<Verb>) -> Verdict) {
    // Every failure is told with its whole sequence, so that no file has to keep its seed.
    let config = Config { cases: sequences, failure_persistence: None, ..Config::default() };
    match TestRunner::new(config).run(&verb::sequences(), follow) {
        Ok(()) => {}
        Err(TestError::Fail(why, verbs)) => panic!("{why}\nby these verbs: {verbs:#?}"),
        Err(error) => panic!("{error}"),
    }
}

/// Does the verbs, one by one, with the store in an empty database and with a model of it.
pub async fn follow<D: Database>(db: &D, verbs: Vec<Verb>) -> Verdict {
    let mut players = Players::new(db).await;
    let began = Instant::now();
    for (at, verb) in verbs.iter().enumerate() {
        // On a server that is far away a sequence is cut off before its real time counts.
        if began.elapsed() > LONGEST {
            assert!(at > 5, "the server is too slow for a sequence of {at} verbs");
            break;
        }
        let verdict = step(&mut players, verb).await;
        verdict.map_err(|error| TestCaseError::fail(format!("verb {at}, {verb:?}: {error}")))?;
    }
    players.compare_history().await
}

async fn step<D: Database>(players: &mut Players<'_, D>, verb: &Verb) -> Verdict {
    players.play(verb).await?;
    players.compare().await?;
    // It takes many a query, and what is kept stays where it is.
    if verb.makes_history() { players.compare_history().await } else { Ok(()) }
}
