//! Progress of long commands, drawn on standard error if that is a terminal.

use std::fmt;
use std::time::Duration;

use indicatif::{HumanCount, HumanDuration, HumanFloatCount, ProgressBar, ProgressState, ProgressStyle};
use store::state::transfer::{Stage, Step};

/// A number that grows towards an unknown total.
const COUNTER: &str = "{spinner} {human_pos} {msg} ({speed})";

/// A task without a measure of its progress.
const SPINNER: &str = "{spinner} {msg} {elapsed}";

/// A number of rows that grows towards a total.
const TABLE: &str = "{msg:24} {wide_bar} {rows}";

/// Shows a counter until it is cleared.
pub(crate) fn counter(label: &str) -> ProgressBar {
    ticking(COUNTER, label)
}

/// Shows a label and the elapsed time until it is dropped.
pub(crate) struct Spinner(ProgressBar);

impl Spinner {
    pub(crate) fn new(label: &str) -> Self {
        Self(ticking(SPINNER, label))
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// Shows the progress in one table after the other.
pub(crate) struct TableProgress {
    bar: ProgressBar,
    current: Option<(Stage, &'static str)>,
}

impl TableProgress {
    pub(crate) fn new() -> Self {
        Self { bar: styled(ProgressBar::no_length(), TABLE), current: None }
    }

    pub(crate) fn show(&mut self, step: Step) {
        let current = Some((step.stage, step.table));
        if self.current != current {
            self.current = current;
            let verb = match step.stage {
                Stage::Reading => "read ",
                Stage::Writing => "",
                Stage::Comparing => "compare ",
            };
            // Each of these calls draws the bar. The numbers of the previous table are reset first.
            self.bar.unset_length();
            self.bar.set_position(0);
            self.bar.set_message(format!("{verb}{}", step.table));
            self.bar.reset();
        }
        match step.of {
            Some(total) => self.bar.set_length(total),
            None => self.bar.unset_length(),
        }
        self.bar.set_position(step.rows);
    }
}

impl Drop for TableProgress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn ticking(template: &str, label: &str) -> ProgressBar {
    let bar = styled(ProgressBar::new_spinner(), template);
    bar.set_message(label.to_owned());
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

fn styled(bar: ProgressBar, template: &str) -> ProgressBar {
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style.with_key("speed", speed).with_key("rows", rows)),
        // Unreachable: a test below parses every template.
        Err(_) => bar,
    }
}

/// Writes the number per second, without fractions.
fn speed(state: &ProgressState, out: &mut dyn fmt::Write) {
    // A style key cannot return an error.
    let _ = write!(out, "{:.0}/s", HumanFloatCount(state.per_sec()));
}

/// Writes the number of rows, and the total and the remaining time if they are known.
fn rows(state: &ProgressState, out: &mut dyn fmt::Write) {
    let position = HumanCount(state.pos());
    let _ = match state.len() {
        Some(0) => Ok(()),
        None if state.pos() == 0 => Ok(()),
        Some(total) if state.pos() > 0 => {
            write!(out, "{position} of {} rows, {:#} left", HumanCount(total), HumanDuration(state.eta()))
        }
        Some(total) => write!(out, "{position} of {} rows", HumanCount(total)),
        None => write!(out, "{position} rows"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_parses() {
        for template in [COUNTER, SPINNER, TABLE] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
