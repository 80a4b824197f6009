//! The scripts of schemas of earlier versions, in `tests/schemas`.

use std::fs;
use std::path::Path;

use store::Dialect;
use store::export::Script;

/// Returns the scripts that created the tables before scripts recorded themselves.
///
/// # Panics
///
/// When a script cannot be read.
pub fn unrecorded(dialect: Dialect) -> Vec<Script> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/unrecorded").join(dialect.name());
    let mut scripts: Vec<Script> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            Script { name, text: fs::read_to_string(path).unwrap() }
        })
        .collect();
    scripts.sort_by(|one, other| one.name.cmp(&other.name));
    scripts
}
