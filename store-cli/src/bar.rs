//! How far a long command is, for whoever sits at a terminal.

use std::fmt;
use std::time::Duration;

use indicatif::{HumanCount, HumanDuration, HumanFloatCount, ProgressBar, ProgressState, ProgressStyle};
use store::state::transfer::{Stage, Step};

/// Of a number that grows towards one that is not known.
const COUNTING: &str = "{spinner} {human_pos} {msg} ({speed})";

/// Of work that does not tell how far it is.
const WAITING: &str = "{spinner} {msg} {elapsed}";

/// Of a number that grows towards another.
const STEPS: &str = "{msg:24} {wide_bar} {rows}";

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
        Self { bar: styled(ProgressBar::no_length(), STEPS), at: None }
    }

    pub(crate) fn show(&mut self, step: Step) {
        if self.at.replace((step.stage, step.table)) != Some((step.stage, step.table)) {
            let mark = match step.stage {
                Stage::Reading => "read ",
                Stage::Writing => "",
                Stage::Comparing => "compare ",
            };
            // First, as each of these draws: the numbers of the table before are none of this one.
            self.bar.unset_length();
            self.bar.set_position(0);
            self.bar.set_message(format!("{mark}{}", step.table));
            self.bar.reset();
        }
        match step.of {
            Some(of) => self.bar.set_length(of),
            None => self.bar.unset_length(),
        }
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
        Ok(style) => bar.with_style(style.with_key("speed", speed).with_key("rows", rows)),
        // Never, as the test below shows.
        Err(_) => bar,
    }
}

/// How many it is in a second, without fractions.
fn speed(state: &ProgressState, out: &mut dyn fmt::Write) {
    // A style is told of no errors; the text is left out then.
    let _ = write!(out, "{:.0}/s", HumanFloatCount(state.per_sec()));
}

/// How many rows it is of how many, where there are any.
fn rows(state: &ProgressState, out: &mut dyn fmt::Write) {
    let at = HumanCount(state.pos());
    let _ = match state.len() {
        Some(0) => Ok(()),
        None if state.pos() == 0 => Ok(()),
        Some(of) if state.pos() > 0 => {
            write!(out, "{at} of {} rows, {:#} left", HumanCount(of), HumanDuration(state.eta()))
        }
        Some(of) => write!(out, "{at} of {} rows", HumanCount(of)),
        None => write!(out, "{at} rows"),
    };
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
