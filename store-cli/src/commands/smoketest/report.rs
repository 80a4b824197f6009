//! What came of the checks.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::escape;

/// What came of a check: what was seen, or what is wrong.
pub(super) type Checked = Result<String, String>;

enum Outcome {
    Made(Checked),
    /// Not tried; why, where that is not told by another.
    NotTried(Option<String>),
}

/// Checks that were made, and those that could not be.
#[derive(Default)]
pub(super) struct Report(Vec<(&'static str, Outcome)>);

impl Report {
    /// Adds a check; tells whether all is well.
    pub(super) fn add(&mut self, name: &'static str, checked: Checked) -> bool {
        let well = checked.is_ok();
        self.0.push((name, Outcome::Made(checked)));
        well
    }

    /// Those of these checks that are not told of yet were not tried.
    pub(super) fn not_tried(&mut self, names: impl IntoIterator<Item = &'static str>, why: Option<&str>) {
        for name in names {
            if self.0.iter().all(|(told, _)| *told != name) {
                self.0.push((name, Outcome::NotTried(why.map(str::to_owned))));
            }
        }
    }

    pub(super) fn answer(self) -> Answer {
        let (mut lines, mut json, mut findings) = (Vec::new(), Vec::new(), false);
        for (name, outcome) in self.0 {
            let (sign, word, text) = match outcome {
                Outcome::Made(Ok(text)) => ('✓', "ok", text),
                Outcome::Made(Err(text)) => ('✗', "failed", text),
                Outcome::NotTried(Some(why)) => ('✗', "not tried", format!("not tried: {why}")),
                Outcome::NotTried(None) => ('✗', "not tried", "not tried".to_owned()),
            };
            findings |= word != "ok";
            lines.push(format!("{sign} {name}: {}", escape::line(&text)));
            json.push(json!({ "check": name, "outcome": word, "text": text }));
        }
        Answer { findings, ..Answer::new(lines.join("\n"), Value::from(json)) }
    }
}
