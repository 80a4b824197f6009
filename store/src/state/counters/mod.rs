//! Counters of items, by run and source.

mod changes;
mod counter;

pub(in crate::state) use changes::{CounterChanges, counter_sums, sum_by_source};
pub use counter::Counter;
