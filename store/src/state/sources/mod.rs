//! Sources of resources, and their settings: pause, drain, crawl delay and deferral.

mod control;
mod control_target;
mod source;
mod source_control;

pub use control_target::ControlTarget;
pub use source::Source;
pub use source_control::{ControlState, SourceControl};
