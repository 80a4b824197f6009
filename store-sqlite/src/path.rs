//! The path of a database, and why none can be opened at it.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use store_core::{Error, ErrorKind};

/// Refuses a path that SQLite would take for something else than a file.
pub(crate) fn check(path: &Path) -> Result<(), Error> {
    if path.as_os_str().is_empty() {
        return Err(bad("the path of the database is empty: name a file"));
    }
    if path.as_os_str() == ":memory:" {
        return Err(bad(
            "`:memory:` is no file: name one, or open `SqliteOptions::in_memory()`, which ends with the program",
        ));
    }
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => {
            Err(bad(format!("{} is a directory: name a file in it", path.display())))
        }
        Ok(found) if !found.is_file() => {
            Err(bad(format!("{} is not a regular file: name another file", path.display())))
        }
        // SQLite opens or creates the file, or says what is wrong.
        _ => Ok(()),
    }
}

/// Says why SQLite could not open the file at a path, which it does not tell.
pub(crate) fn explain(error: Error, path: &Path, create: bool) -> Error {
    match reason(path, create) {
        Some((kind, reason)) => replace(error, kind, format!("cannot open {}: {reason}", path.display())),
        None => error,
    }
}

/// Names the file that an error is about.
pub(crate) fn name(error: Error, path: &Path) -> Error {
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
    let config = |reason: String| Some((ErrorKind::Config, reason));
    let opened = match fs::metadata(path) {
        Ok(_) => File::open(path).map(|_| ()),
        Err(error) => Err(error),
    };
    let Err(error) = opened else { return None };
    match error.kind() {
        io::ErrorKind::PermissionDenied => Some((
            ErrorKind::PermissionDenied,
            "this user may not read it: change its permissions, or those of its folders".to_owned(),
        )),
        io::ErrorKind::NotFound if fs::symlink_metadata(path).is_ok() => {
            config("it is a symbolic link to a file that cannot be created: change the link".to_owned())
        }
        io::ErrorKind::NotFound if !create => {
            config("there is no such file: name one that exists".to_owned())
        }
        io::ErrorKind::NotFound => match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            Some(folder) if !folder.exists() => {
                config(format!("the folder {} does not exist: create it first", folder.display()))
            }
            _ => Some((
                ErrorKind::PermissionDenied,
                "its folder lets no file be created: change the permissions of the folder".to_owned(),
            )),
        },
        io::ErrorKind::NotADirectory => {
            config("a part of its path is a file, not a folder: correct the path".to_owned())
        }
        // As a circle of symbolic links, or a name that is too long.
        _ => config(format!("{error}: correct the path")),
    }
}

fn bad(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Config, message)
}
