//! The options of a SQLite file.

use std::path::Path;
use std::str::FromStr;

use store_sqlite::{SqliteOptions, TempStore};

use super::settings::Setting;
use super::sources::Sources;
use crate::Error;

/// Returns the options of the file at `path`.
pub(super) fn options(sources: &Sources, path: &Path) -> Result<SqliteOptions, Error> {
    let mut options = SqliteOptions::new(path);
    if let Some(size) = number(sources, Setting::CacheSize)? {
        options = options.cache_size(mebibytes(size));
    }
    if let Some(size) = number(sources, Setting::MmapSize)? {
        options = options.mmap_size(mebibytes(size));
    }
    if let Some(temp_store) = parse::<TempStore>(sources, Setting::TempStore, "use `file` or `memory`")? {
        options = options.temp_store(temp_store);
    }
    if let Some(pages) = number(sources, Setting::WalAutocheckpoint)? {
        options = options.wal_autocheckpoint(pages);
    }
    if let Some(bytes) = number(sources, Setting::PageSize)? {
        options = options.page_size(bytes);
    }
    Ok(options)
}

fn mebibytes(size: u32) -> u64 {
    u64::from(size) << 20
}

fn number(sources: &Sources, setting: Setting) -> Result<Option<u32>, Error> {
    parse(sources, setting, "use a number")
}

/// Parses the value of a setting or its default.
fn parse<T: FromStr>(sources: &Sources, setting: Setting, fix: &str) -> Result<Option<T>, Error> {
    match sources.get(setting)? {
        Some(value) => {
            let parsed = value.text.trim().parse();
            parsed.map(Some).map_err(|_| value.error(&format!("invalid value: {fix}")))
        }
        None => Ok(setting.info().default.and_then(|default| default.parse().ok())),
    }
}
