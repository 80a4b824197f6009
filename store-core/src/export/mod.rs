//! Scripts that create tables, and a description of them.
//!
//! [`Scripts`] returns the scripts of any tables, one file per concern: schema, tables, indexes, descriptions, roles, views, and
//! one that drops everything. [`dictionary`](crate::dictionary) describes what the tables contain. An application
//! calls both from a test or a build step.

mod age_view;
mod cascade;
mod conflict;
mod dictionary;
mod plain_text;
mod script_writer;
mod scripts;
mod stamp;
mod upgrade;
mod upgrade_writer;

pub use age_view::AgeBucketsView;
pub(crate) use cascade::Cascades;
pub use conflict::Conflict;
pub(crate) use conflict::{TakenName, conflicts as conflicts_of, creation_order};
pub use dictionary::Reference;
pub(crate) use dictionary::dictionary as dictionary_of;
pub(crate) use plain_text::plain_text;
pub(crate) use script_writer::{NEWER, OLDER, ScriptFrame, ScriptSection, ScriptWriter, script_of};
pub use scripts::{Script, Scripts, TableInfo};
pub(crate) use stamp::ScriptRecord;
pub use stamp::Stamp;
pub use upgrade::Upgrade;
pub(crate) use upgrade_writer::{RebuiltTable, UpgradeFrame, UpgradeWriter, Versions};
