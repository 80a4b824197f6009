//! Tries again while another connection is in the way.

use std::hash::{BuildHasher, RandomState};
use std::thread;
use std::time::{Duration, Instant};

use store_core::{Error, ErrorKind};

const FIRST_PAUSE: Duration = Duration::from_millis(1);
const LONGEST_PAUSE: Duration = Duration::from_millis(50);

/// Runs `attempt` until it gives something else than [`ErrorKind::Busy`] or the time is over, with pauses
/// that grow. Most of the waiting is done by SQLite's own busy handler; this covers the cases in which
/// SQLite does not call it.
pub(crate) fn while_busy<T>(
    deadline: Instant,
    mut attempt: impl FnMut() -> Result<T, Error>,
) -> Result<T, Error> {
    let mut pause = FIRST_PAUSE;
    loop {
        match attempt() {
            Err(error) if error.kind() == ErrorKind::Busy => {
                let left = deadline.saturating_duration_since(Instant::now());
                if left.is_zero() {
                    return Err(error);
                }
                thread::sleep(jitter(pause).min(left));
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
            other => return other,
        }
    }
}

/// Between half of `pause` and all of it, so that those who wait do not come back in step.
fn jitter(pause: Duration) -> Duration {
    // The standard library's only source of chance.
    let chance = RandomState::new().hash_one(0u8) % 1_000;
    pause / 2 + pause.mul_f64(0.0005 * f64::from(u32::try_from(chance).unwrap_or_default()))
}
