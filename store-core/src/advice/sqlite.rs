//! Settings that a file of SQLite keeps: <https://www.sqlite.org/pragma.html>.

use super::Rule;

pub(super) const SETTINGS: &str = "\
SELECT 'journal_mode', (SELECT `journal_mode` FROM pragma_journal_mode), NULL
UNION ALL
SELECT 'encoding', (SELECT `encoding` FROM pragma_encoding), NULL";

pub(super) const RULES: [Rule; 2] = [
    Rule {
        setting: "journal_mode",
        wanted: "wal",
        // That of a database in memory.
        is_well: |found| found == "wal" || found == "memory",
        why: "readers and the writer do not wait for one another; a file system that shares no memory does not allow it",
        how: "PRAGMA journal_mode = wal;",
    },
    Rule {
        setting: "encoding",
        wanted: "UTF-8",
        is_well: |found| found == "UTF-8",
        why: "texts in UTF-16 take more space and are converted each time; only a new file can have another encoding",
        how: "store copy into a new file",
    },
];
