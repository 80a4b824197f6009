//! Seeds that are written in one transaction.

use std::time::Duration;

use store::state::NewItem;
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout_at};

use super::input::InputEvent;
use super::seed_file::SeedPosition;

/// The largest number of seeds in one transaction.
pub(super) const BATCH: usize = 1_000;

/// The time that a seed waits for others to fill its batch.
const MAX_WAIT: Duration = Duration::from_millis(500);

/// Seeds for one transaction.
#[derive(Default)]
pub(super) struct Batch {
    seeds: Vec<(SeedPosition, NewItem)>,
    /// The time at which the batch is written even if it is not full.
    due: Option<Instant>,
}

/// The event that ended [`Batch::next`].
pub(super) enum Next {
    Event(InputEvent),
    /// The batch is full, or its first seed has waited long enough.
    Due,
    /// The input has ended.
    End,
}

impl Batch {
    pub(super) fn push(&mut self, position: SeedPosition, item: NewItem) {
        self.due.get_or_insert_with(|| Instant::now() + MAX_WAIT);
        self.seeds.push((position, item));
    }

    pub(super) fn take(&mut self) -> Vec<(SeedPosition, NewItem)> {
        self.due = None;
        std::mem::take(&mut self.seeds)
    }

    /// Waits for the next event, but not after the batch is due.
    pub(super) async fn next(&self, events: &mut mpsc::Receiver<InputEvent>) -> Next {
        let received = match self.due {
            None => events.recv().await,
            Some(_) if self.seeds.len() >= BATCH => return Next::Due,
            Some(due) => match timeout_at(due, events.recv()).await {
                Ok(received) => received,
                Err(_) => return Next::Due,
            },
        };
        received.map_or(Next::End, Next::Event)
    }
}
