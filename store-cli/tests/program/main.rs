//! The program, run as its users run it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics to fail")]

mod command_line;
#[cfg(unix)]
mod documents;
mod fixture;
#[cfg(unix)]
mod help;
mod old_file;
mod pages;
mod queue;
mod seeds;
mod smoketest;
mod tables;
#[cfg(target_os = "linux")]
mod terminal;
mod transfer;
mod warnings;
