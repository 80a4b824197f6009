//! The results of a run, which `--json` writes and `--compare` reads.

use serde::{Deserialize, Serialize};

use crate::machine::Machine;
use crate::samples::Samples;

/// All figures of a run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Results {
    pub(crate) machine: Machine,
    pub(crate) suites: Vec<SuiteResults>,
}

/// The figures of a suite, and the conditions under which they were measured.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct SuiteResults {
    pub(crate) name: String,
    /// Sizes and settings, a sentence each.
    pub(crate) settings: Vec<String>,
    /// The library that the others are compared with.
    pub(crate) reference: Option<String>,
    /// What is particular to one library, and the libraries that are missing.
    pub(crate) notes: Vec<String>,
    pub(crate) samples: Samples,
}
