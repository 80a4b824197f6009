//! How far a long command is, for whoever sits at a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use store::state::transfer::{Stage, Step};

/// Of a number that grows towards one that is not known.
const COUNTING: &str = "{spinner} {human_pos} {msg} ({per_sec})";

/// Of work that does not tell how far it is.
const WAITING: &str = "{spinner} {msg} {elapsed}";

/// Of a number that grows towards another.
const STEPS: &str = "{msg:24} {wide_bar} {human_pos} of {human_len} rows, {eta} left";

/// A number that grows. It is drawn on standard error, and only if that is a terminal.
pub(crate) fn counting(what: &str) -> ProgressBar {
    let bar = styled(ProgressBar::new_spinner(), COUNTING);
    bar.set_message(what.to_owned());
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// Something that goes on until it is dropped.
pub(crate) fn waiting(what: &str) -> Waiting {
    let bar = styled(ProgressBar::new_spinner(), WAITING);
    bar.set_message(what.to_owned());
    bar.enable_steady_tick(Duration::from_millis(200));
    Waiting(bar)
}

pub(crate) struct Waiting(ProgressBar);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// Tables, one after the other.
pub(crate) struct Tables {
    bar: ProgressBar,
    at: Option<(Stage, &'static str)>,
}

impl Tables {
    pub(crate) fn new() -> Self {
        Self { bar: styled(ProgressBar::new(0), STEPS), at: None }
    }

    pub(crate) fn show(&mut self, step: Step) {
        if self.at.replace((step.stage, step.table)) != Some((step.stage, step.table)) {
            let mark = match step.stage {
                Stage::Reading => "read ",
                Stage::Writing => "",
                Stage::Comparing => "compare ",
            };
            self.bar.reset();
            self.bar.set_message(format!("{mark}{}", step.table));
        }
        // Where the end is not known, it is always near.
        self.bar.set_length(step.of.unwrap_or(step.rows));
        self.bar.set_position(step.rows);
    }
}

impl Drop for Tables {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn styled(bar: ProgressBar, template: &str) -> ProgressBar {
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        // Never, as the test below shows.
        Err(_) => bar,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_templates_are_sound() {
        for template in [COUNTING, WAITING, STEPS] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
