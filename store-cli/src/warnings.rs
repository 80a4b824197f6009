//! What the library warns of, on standard error.

use std::collections::BTreeSet;
use std::fmt::{Debug, Write as _};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use clap::ArgMatches;
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::subscriber::Subscriber;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::args::{Backend, Place};
use crate::connect::End;
use crate::escape;

/// Where the library says that SQLite is not the path for production.
const DEPRECATED: &str = "store::deprecated";

/// Where the library says that a file holds rows of the Python framework.
const LEGACY: &str = "store::legacy";

/// What stands on the command line itself: whoever writes it knows of that.
pub(crate) struct Named {
    /// `--backend sqlite`: wherever the file is.
    any: bool,
    /// Files of SQLite.
    files: Vec<String>,
    /// Rows of the Python framework are being taken over.
    adopts: bool,
}

impl Named {
    /// Whether a warning says what is known.
    fn knows(&self, target: &str, told: &Told) -> bool {
        match target {
            DEPRECATED => self.any || self.files.contains(&told.path),
            LEGACY => self.adopts,
            _ => false,
        }
    }

    pub(crate) fn by(place: &Place, matches: &ArgMatches) -> Self {
        let mut files: Vec<&Path> = place.db.iter().map(PathBuf::as_path).collect();
        if let Some((_, flags)) = matches.subcommand() {
            // `--from` is a store of `copy` and a file of `adopt`, and other commands have none.
            let ends = ["from", "to"].map(|name| flags.try_get_one::<End>(name).ok().flatten());
            files.extend(ends.into_iter().flatten().filter_map(|end| match end {
                End::Sqlite(file) => Some(file.as_path()),
                End::SqlServer | End::Config(_) => None,
            }));
            files.extend(flags.try_get_one::<PathBuf>("from").ok().flatten().map(PathBuf::as_path));
        }
        let files = files.into_iter().map(|file| file.display().to_string()).collect();
        let adopts = matches.subcommand_name() == Some("adopt");
        Self { any: place.backend == Some(Backend::Sqlite), files, adopts }
    }
}

/// Shows from now on what the library warns of, a line each.
pub(crate) fn show(named: Named) {
    // Of other crates nothing: what they say may hold values of rows.
    let of_library = Targets::new().with_target("store", LevelFilter::WARN);
    let warnings = Warnings { named, shown: Mutex::default() };
    tracing_subscriber::registry().with(of_library).with(warnings).init();
}

/// Whether nothing is shown.
static QUIET: AtomicBool = AtomicBool::new(false);

/// Shows no warnings from now on.
pub(crate) fn hide() {
    QUIET.store(true, Ordering::Relaxed);
}

/// Tells what is not to stand in the way of the answer.
pub(crate) fn tell(text: &str) {
    if QUIET.load(Ordering::Relaxed) {
        return;
    }
    // Nothing can be done when standard error is gone.
    let _ = writeln!(std::io::stderr().lock(), "warning: {}", escape::line(text));
}

struct Warnings {
    named: Named,
    /// What was told once: a command may open a database more than once.
    shown: Mutex<BTreeSet<String>>,
}

impl<S: Subscriber> Layer<S> for Warnings {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        let mut told = Told::default();
        event.record(&mut told);
        if self.named.knows(event.metadata().target(), &told) {
            return;
        }
        let Told { message, beside, .. } = told;
        let text = if beside.is_empty() { message } else { format!("{message} ({beside})") };
        if self.shown.lock().unwrap_or_else(PoisonError::into_inner).insert(text.clone()) {
            tell(&text);
        }
    }
}

/// What an event tells.
#[derive(Default)]
struct Told {
    message: String,
    path: String,
    /// All but the message, as an error tells what it concerns.
    beside: String,
}

impl Visit for Told {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let value = format!("{value:?}");
        if field.name() == "message" {
            self.message = value;
            return;
        }
        let separator = if self.beside.is_empty() { "" } else { ", " };
        // Writing to a text cannot fail.
        let _ = write!(self.beside, "{separator}{} {value}", field.name());
        if field.name() == "path" {
            self.path = value;
        }
    }
}
