//! The output of a worker.

use serde::{Deserialize, Serialize};

use crate::Figure;

/// The library of a worker, for the text next to its figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The version of the library.
    pub version: String,
    /// The version of SQLite that it runs; empty if it runs none.
    pub sqlite: String,
    /// The settings of this library, and where its work differs from that of the others.
    pub notes: Vec<String>,
}

/// The output of a worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The library.
    pub about: About,
    /// The measured values.
    pub figures: Vec<Figure>,
}

/// Prints a report as one line of JSON.
///
/// # Panics
///
/// When standard output is closed.
pub fn print(report: &Report) {
    let line = serde_json::to_string(report).unwrap();
    println!("{line}");
}
