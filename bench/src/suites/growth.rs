//! The suite `growth`: latencies and the rate of bulk enqueue while the store grows.

use super::rounds::interleave;
use crate::args::Sizes;
use crate::error::Result;
use crate::jobs::{GrowthJob, StoreJob};
use crate::results::SuiteResults;
use crate::worker::Worker;

/// Runs the suite once: a round takes minutes, and has hundreds of calls of each verb.
pub(crate) fn growth(sizes: Sizes) -> Result<SuiteResults> {
    let (calls, window) = if sizes.quick { (10, 100) } else { (500, 20_000) };
    let at = match (sizes.quick, sizes.large) {
        (true, _) => vec![200, 400],
        (false, false) => vec![10_000, 30_000, 200_000, 1_000_000],
        (false, true) => vec![10_000, 30_000, 200_000, 1_000_000, 10_000_000],
    };
    let mut results = SuiteResults {
        name: "growth".to_owned(),
        settings: vec![
            "completed items with a version each are retained; `synchronous = FULL`".to_owned(),
            format!("latencies of {calls} calls, one after the other; one item in each claim and completion"),
            format!("bulk enqueue: the rate over the last {window} items before the size, or all"),
        ],
        ..SuiteResults::default()
    };
    interleave(&mut results, &[Worker::own("store")?], 1, |folder| {
        StoreJob::Growth(GrowthJob { file: folder.join("store.db"), sizes: at.clone(), calls, window })
    })?;
    Ok(results)
}
