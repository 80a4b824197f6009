//! Recommended settings of a SQLite file: <https://www.sqlite.org/pragma.html>.

use crate::diff::SettingRule;

pub(super) const SETTINGS: &str = "\
SELECT 'journal_mode', (SELECT `journal_mode` FROM pragma_journal_mode), NULL
UNION ALL
SELECT 'encoding', (SELECT `encoding` FROM pragma_encoding), NULL";

pub(super) const RULES: [SettingRule; 2] = [
    SettingRule {
        setting: "journal_mode",
        recommended: "wal",
        // An in-memory database has its own mode.
        accepts: |current| current == "wal" || current == "memory",
        reason: "readers and the writer do not wait for one another; not possible on a network file system",
        fix: "PRAGMA journal_mode = wal;",
    },
    SettingRule {
        setting: "encoding",
        recommended: "UTF-8",
        accepts: |current| current == "UTF-8",
        reason: "UTF-16 text takes more space and is converted on every access; only a new file can have another encoding",
        fix: "run `store copy` into a new file",
    },
];
