//! Checkpoints of sources and runs.

mod checkpoint;
mod checkpoint_key;
mod save;

pub use checkpoint::{Checkpoint, CheckpointScope};
pub use checkpoint_key::CheckpointKey;
