//! The error of the benchmark: a message for its user.

/// The result of a step of the benchmark.
pub(crate) type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;
