//! The preview of `store import-legacy`.

use serde_json::{Value, json};
use store::state::legacy::{Findings, Overlap, Survey};

use crate::escape;
use crate::output::Output;

/// The effect of an import, before it is run.
pub(super) struct Preview {
    survey: Survey,
    /// The database that gets the rows; empty if they stay in their table, or if the target cannot be read.
    pub(super) target: String,
    /// The rows that the target already has, if the target is a store.
    pub(super) overlap: Option<Overlap>,
    /// The reason why the target cannot be read.
    pub(super) target_error: Option<String>,
}

impl Preview {
    pub(super) fn new(survey: Survey) -> Self {
        Self { survey, target: String::new(), overlap: None, target_error: None }
    }

    pub(super) fn is_importable(&self) -> bool {
        self.survey.is_importable()
            && self.overlap.as_ref().is_none_or(|overlap| overlap.conflicting.count == 0)
    }

    /// Returns the output of a command that imports nothing.
    pub(super) fn output(&self, dry_run: bool) -> Output {
        let mut text = self.text();
        if !self.is_importable() {
            text.push_str("\nnothing was imported: fix the rows and obstacles above first");
        } else if !dry_run {
            text.push_str("\nnothing was imported: add --yes to import the rows");
        }
        let findings = !dry_run || !self.is_importable() || self.target_error.is_some();
        Output::new(text, self.json(Value::Null)).with_findings(findings)
    }

    /// Returns the JSON name of each kind of finding, its explanation and the findings.
    fn findings(&self) -> Vec<(&'static str, String, &Findings)> {
        let survey = &self.survey;
        let similar = format!(
            "pairs of keys that are equal when compared {}; both items of a pair are kept",
            survey.key_comparison
        );
        let mut findings = vec![
            (
                "ambiguous_keys",
                "keys that several resources could have; the Python state store may have refused all but one of them"
                    .to_owned(),
                &survey.ambiguous,
            ),
            ("similar_keys", similar, &survey.equal_keys),
            (
                "duplicates",
                "rows of a resource that has another row; each is imported under its own variant".to_owned(),
                &survey.duplicates,
            ),
            (
                "invalid_json",
                "headers or metadata that are not valid JSON; they are imported as JSON strings".to_owned(),
                &survey.not_json,
            ),
            ("invalid_rows", "rows with values that a store does not accept".to_owned(), &survey.invalid),
            ("obstacles", "obstacles to converting the table".to_owned(), &survey.obstacles),
        ];
        if let Some(overlap) = &self.overlap {
            let meaning = "rows whose ids belong to other items in the target; import into an empty database";
            findings.push(("id_conflicts", meaning.to_owned(), &overlap.conflicting));
        }
        findings
    }

    pub(super) fn text(&self) -> String {
        let Survey { items, runs, in_progress, changes, .. } = &self.survey;
        let mut text =
            format!("{items} rows of {runs} runs; {in_progress} rows in progress go back in the queue");
        for (_, meaning, findings) in self.findings().into_iter().filter(|(_, _, found)| found.count > 0) {
            text.push_str(&format!("\n{} {meaning}:", findings.count));
            for example in &findings.examples {
                text.push_str(&format!("\n    {}", escape::line(example)));
            }
            if findings.count > findings.examples.len() as u64 {
                text.push_str("\n    …");
            }
        }
        if !changes.is_empty() {
            text.push_str("\nchanges to the table:");
            changes.iter().for_each(|change| text.push_str(&format!("\n    {}", escape::line(change))));
        }
        if let Some(error) = &self.target_error {
            text.push_str(&format!("\ncannot read the target: {error}"));
        } else if let Some(overlap) = &self.overlap {
            text.push_str(&format!(
                "\ntarget: {}, which has {} of the rows already and keeps them unchanged",
                self.target, overlap.known
            ));
        } else if !self.target.is_empty() {
            text.push_str(&format!("\ntarget: {}, where the tables are created", self.target));
        }
        text
    }

    pub(super) fn json(&self, imported: Value) -> Value {
        let mut preview = json!({
            "items": self.survey.items,
            "runs": self.survey.runs,
            "in_progress": self.survey.in_progress,
            "importable": self.is_importable(),
            "changes": self.survey.changes,
            "target": self.target,
            "known": self.overlap.as_ref().map(|overlap| overlap.known),
        });
        for (name, _, findings) in self.findings() {
            preview[name] = json!({ "count": findings.count, "examples": findings.examples });
        }
        preview["similar_keys"]["compared"] = json!(self.survey.key_comparison.to_string());
        json!({ "preview": preview, "imported": imported })
    }
}
