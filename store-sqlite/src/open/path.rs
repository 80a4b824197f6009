//! The path of a database file, and why the file cannot be opened.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use store_core::{Error, ErrorKind};

/// Rejects a path that SQLite would not open as a file.
pub(super) fn check(path: &Path) -> Result<(), Error> {
    if path.as_os_str().is_empty() {
        return Err(config("the database path is empty: name a file"));
    }
    if path.as_os_str() == ":memory:" {
        return Err(config(
            "`:memory:` is not a file: name a file, or open `SqliteOptions::in_memory()`, which ends with the program",
        ));
    }
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => {
            Err(config(format!("{} is a directory: name a file in it", path.display())))
        }
        Ok(found) if !found.is_file() => {
            Err(config(format!("{} is not a regular file: name another file", path.display())))
        }
        // SQLite opens or creates the file, or fails.
        _ => Ok(()),
    }
}

/// Adds the reason why SQLite could not open a file, which SQLite does not report.
pub(super) fn explain(error: Error, path: &Path, create: bool) -> Error {
    match reason(path, create) {
        Some((kind, reason)) => replace(error, kind, format!("cannot open {}: {reason}", path.display())),
        None => error,
    }
}

/// Adds the path to an error unless its message contains it.
pub(super) fn name_file(error: Error, path: &Path) -> Error {
    let path = path.display().to_string();
    if error.message().contains(&path) {
        return error;
    }
    let (kind, message) = (error.kind(), format!("{path}: {}", error.message()));
    replace(error, kind, message)
}

fn replace(error: Error, kind: ErrorKind, message: String) -> Error {
    let replaced = Error::new(kind, message);
    match error.code() {
        Some(code) => replaced.with_code(code).with_source(error),
        None => replaced.with_source(error),
    }
}

fn reason(path: &Path, create: bool) -> Option<(ErrorKind, String)> {
    let opened = match fs::metadata(path) {
        Ok(_) => File::open(path).map(|_| ()),
        Err(error) => Err(error),
    };
    let error = opened.err()?;
    let config = |reason: &str| Some((ErrorKind::Config, reason.to_owned()));
    let denied = |reason: &str| Some((ErrorKind::PermissionDenied, reason.to_owned()));
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            denied("this user may not read it: change the permissions of the file or of its folders")
        }
        io::ErrorKind::NotFound if fs::symlink_metadata(path).is_ok() => {
            config("the path is a symbolic link to a file that cannot be created: change the link")
        }
        io::ErrorKind::NotFound if !create => config("the file does not exist: name an existing file"),
        io::ErrorKind::NotFound => match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            Some(folder) if !folder.exists() => {
                config(&format!("the folder {} does not exist: create the folder first", folder.display()))
            }
            _ => denied("this user may not create files in its folder: change the permissions of the folder"),
        },
        io::ErrorKind::NotADirectory => config("part of the path is a file, not a folder: correct the path"),
        // For example a cycle of symbolic links, or a name that is too long.
        _ => config(&format!("{error}: correct the path")),
    }
}

fn config(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Config, message)
}
