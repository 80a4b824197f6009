//! Sources of resources, and their settings: pause, drain, crawl delay and deferral.

mod control;
mod control_target;
mod source;
mod source_control;
mod source_filter;

pub use control_target::ControlTarget;
pub use source::Source;
pub use source_control::{ControlState, SourceControl};
pub(in crate::state) use source_filter::SourceFilter;
