//! How far a long command is, for whoever sits at a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A number that grows towards one that is not known. It is drawn on standard error, and only if that is a terminal.
pub(crate) fn counting(what: &str) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    styled(&bar, "{spinner} {human_pos} {msg} ({per_sec})");
    bar.set_message(what.to_owned());
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

fn styled(bar: &ProgressBar, template: &str) {
    // The templates are constants of this file, which its test holds to be sound.
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
}
