//! Tables that use every attribute.

mod counter;
mod every_type;
mod job;
mod plain;

pub use counter::Counter;
pub use every_type::{Color, EveryType, Money, Point};
pub use job::{Job, JobId, Status, Step};
pub use plain::Plain;
