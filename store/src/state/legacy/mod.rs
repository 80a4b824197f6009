//! Importing the work items of the legacy Python state store.
//!
//! The Python ingestion framework kept its queue in one table `work_items`, first in a SQLite file and later in SQL
//! Server. [`sqlite`] and [`mssql`] have the functions for each: `each_item` reads the items, `survey` previews an import,
//! and `import` or `import_in_place` runs it.

mod convert;
mod findings;
mod identities;
mod import;
mod import_report;
mod in_place;
mod interrupted;
mod key_comparison;
mod legacy_item;
mod legacy_row;
mod overlap;
mod schema;
mod survey;
mod time;

pub mod mssql;
pub mod sqlite;

pub use findings::Findings;
pub use import_report::ImportReport;
pub use key_comparison::KeyComparison;
pub use legacy_item::LegacyItem;
pub use overlap::Overlap;
pub use survey::Survey;
