//! Tests of the program `store`, run as its users run it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics to fail")]

mod command_line;
mod copy;
#[cfg(unix)]
mod doc_commands;
mod doc_pages;
mod enqueue;
mod export;
mod fixture;
#[cfg(unix)]
mod help;
mod import_legacy;
mod items;
mod legacy_file;
mod operations;
mod queue;
mod schema;
mod smoketest;
#[cfg(target_os = "linux")]
mod terminal;
mod warnings;
