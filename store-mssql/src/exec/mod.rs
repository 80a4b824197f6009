//! Runs operations on sessions, with retries and under a span.

mod retry;
mod run;

pub(crate) use retry::Retries;
pub(crate) use run::{AttemptError, SessionSource, connection, run, run_once};
