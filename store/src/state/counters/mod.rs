//! Counters of items, by run and source.

mod changes;
mod counter;

pub(in crate::state) use changes::{CounterChanges, counter_sums};
pub use counter::Counter;
