//! Sources of resources, and whether workers get items of them.

mod control;
mod control_target;
mod source;
mod source_control;

pub use control_target::ControlTarget;
pub use source::Source;
pub use source_control::{ControlState, SourceControl};
