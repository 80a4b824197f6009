//! The suites: which workers run which job, under which conditions.

mod queue;
mod rounds;
mod sql;

pub(crate) use queue::queue;
pub(crate) use sql::sql;
