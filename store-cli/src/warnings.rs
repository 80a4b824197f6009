//! Warnings of the program and of the library, one line each on standard error.

use std::collections::BTreeSet;
use std::fmt::{Debug, Write as _};
use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::subscriber::Subscriber;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::escape;

/// Target of the library's warning that SQLite is not meant for production.
const DEPRECATED: &str = "store::deprecated";

/// Target of the library's warning that a file has rows of the legacy Python state store.
const LEGACY: &str = "store::legacy";

/// Warnings that would only repeat the command line.
#[derive(Debug, Default)]
pub(crate) struct Suppressed {
    /// Whether the command line names the SQLite backend, wherever its file is.
    pub(crate) sqlite: bool,
    /// SQLite files on the command line.
    pub(crate) sqlite_files: Vec<String>,
    /// Whether the command imports legacy rows.
    pub(crate) legacy: bool,
}

impl Suppressed {
    pub(crate) fn add_file(&mut self, file: &Path) {
        self.sqlite_files.push(file.display().to_string());
    }

    fn contains(&self, target: &str, event: &EventFields) -> bool {
        match target {
            DEPRECATED => self.sqlite || self.sqlite_files.contains(&event.path),
            LEGACY => self.legacy,
            _ => false,
        }
    }
}

/// Prints the library's warnings from now on.
pub(crate) fn show(suppressed: Suppressed) {
    // Events of other crates are not printed: they may contain values of rows.
    let library_only = Targets::new().with_target("store", LevelFilter::WARN);
    let layer = WarningLayer { suppressed, printed: Mutex::default() };
    tracing_subscriber::registry().with(library_only).with(layer).init();
}

static HIDDEN: AtomicBool = AtomicBool::new(false);

/// Prints no warnings from now on.
pub(crate) fn hide() {
    HIDDEN.store(true, Ordering::Relaxed);
}

/// Prints a warning.
pub(crate) fn print(text: &str) {
    if HIDDEN.load(Ordering::Relaxed) {
        return;
    }
    // If standard error is closed, a warning has nowhere to go.
    let _ = writeln!(std::io::stderr().lock(), "warning: {}", escape::line(text));
}

struct WarningLayer {
    suppressed: Suppressed,
    /// Warnings already printed: a command may open a database more than once.
    printed: Mutex<BTreeSet<String>>,
}

impl<S: Subscriber> Layer<S> for WarningLayer {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        let mut fields = EventFields::default();
        event.record(&mut fields);
        if self.suppressed.contains(event.metadata().target(), &fields) {
            return;
        }
        let EventFields { message, others, .. } = fields;
        let text = if others.is_empty() { message } else { format!("{message} ({others})") };
        if self.printed.lock().unwrap_or_else(PoisonError::into_inner).insert(text.clone()) {
            print(&text);
        }
    }
}

#[derive(Default)]
struct EventFields {
    message: String,
    path: String,
    /// All fields except the message, as `name value, name value`.
    others: String,
}

impl Visit for EventFields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let value = format!("{value:?}");
        if field.name() == "message" {
            self.message = value;
            return;
        }
        let separator = if self.others.is_empty() { "" } else { ", " };
        // Writing to a string cannot fail.
        let _ = write!(self.others, "{separator}{} {value}", field.name());
        if field.name() == "path" {
            self.path = value;
        }
    }
}
