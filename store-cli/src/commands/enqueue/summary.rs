//! The numbers of enqueued and rejected seeds.

use serde_json::{Value, json};

use super::batch::BATCH;
use super::seed_file::SeedPosition;
use crate::error::CliError;
use crate::output::Output;

/// The numbers of seeds so far, and the position in the input.
#[derive(Default)]
pub(super) struct EnqueueSummary {
    new: u64,
    existing: u64,
    rejected: u64,
    /// The rejected seeds, which only JSON output lists.
    rejections: Vec<Value>,
    lists_rejections: bool,
    /// The file that is being read.
    file: String,
    /// The last seed of the file that is in the queue.
    last_written: Option<SeedPosition>,
}

impl EnqueueSummary {
    pub(super) fn new(lists_rejections: bool) -> Self {
        Self { lists_rejections, ..Self::default() }
    }

    pub(super) fn start_file(&mut self, file: String) {
        self.file = file;
        self.last_written = None;
    }

    pub(super) fn file(&self) -> &str {
        &self.file
    }

    pub(super) fn add_new(&mut self) {
        self.new += 1;
    }

    pub(super) fn add_existing(&mut self) {
        self.existing += 1;
    }

    pub(super) fn set_last_written(&mut self, position: SeedPosition) {
        self.last_written = Some(position);
    }

    pub(super) fn add_rejected(&mut self, position: SeedPosition, reason: &str) {
        self.rejected += 1;
        if self.lists_rejections {
            let file = &self.file;
            self.rejections
                .push(json!({ "file": file, position.unit(): position.number(), "reason": reason }));
        }
    }

    /// Returns the number of seeds that are in the queue.
    pub(super) fn written(&self) -> u64 {
        self.new + self.existing
    }

    pub(super) fn output(&self) -> Output {
        let Self { new, existing, rejected, .. } = self;
        let mut text = format!("{new} enqueued, {existing} already in the queue");
        if *rejected > 0 {
            text.push_str(&format!(", {rejected} rejected"));
        }
        Output::new(text, self.json()).with_findings(*rejected > 0)
    }

    fn json(&self) -> Value {
        let Self { new, existing, rejected, rejections, .. } = self;
        json!({ "new": new, "existing": existing, "rejected": rejected, "rejections": rejections })
    }

    /// Adds to an error the seeds that are in the queue, and how to continue.
    pub(super) fn add_to(&self, error: CliError) -> CliError {
        let Self { new, existing, file, last_written, .. } = self;
        let later = if error.may_have_committed() {
            format!("the next {BATCH} may be, too")
        } else {
            "later ones are not".to_owned()
        };
        let written = match last_written {
            Some(position) => format!("the seeds of {file} up to {position} are in the queue, {later}"),
            None if self.written() > 0 => {
                format!("the seeds of the files before {file} are in the queue, {later}")
            }
            None if error.may_have_committed() => {
                format!("the first {BATCH} seeds of {file} may be in the queue")
            }
            None => return error.with_partial_result("no seeds were enqueued".to_owned(), self.json()),
        };
        let mut json = self.json();
        json["file"] = json!(file);
        json["last_written"] =
            last_written.map_or(Value::Null, |position| json!({ position.unit(): position.number() }));
        let summary = format!(
            "{written} ({new} enqueued, {existing} already in the queue); run the same command again: no seed is added twice"
        );
        error.with_partial_result(summary, json)
    }
}
