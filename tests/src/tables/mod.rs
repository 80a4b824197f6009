//! Tables that use every attribute.

mod every_type;
mod job;
mod meter;
mod plain;

pub use every_type::{Color, EveryType, Money, Point};
pub use job::{Job, JobId, Status, Step};
pub use meter::Meter;
pub use plain::Plain;
