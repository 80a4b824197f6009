//! How the rows of a table of SQLite are put aside and come back, by statements of which any may fail without a row being lost:
//! there are tools that go on after an error, and some run each statement in a transaction of its own.
//!
//! No statement drops a table on a condition. One that is to go is renamed first, and the name that it takes is free only
//! where a statement before has shown that its rows are elsewhere. What drops it knows no other name.

use super::super::Rules as _;
use super::super::sqlite::{Around, Sqlite, aside, gone};

/// The names of a table while it is made anew.
pub(super) struct Aside<'a> {
    table: &'a str,
    around: &'a Around,
}

impl<'a> Aside<'a> {
    pub(super) fn of(table: &'a str, around: &'a Around) -> Self {
        Self { table, around }
    }

    /// Where the rows are meanwhile, as statements name it.
    pub(super) fn name(&self) -> String {
        in_main(&aside(self.table))
    }

    /// What begins all. The savepoint is a transaction where there is none.
    fn begin(&self) -> Vec<String> {
        // What a script that broke off has left. A table has this name only when its rows are elsewhere.
        let left = if self.around.gone_is_view { "VIEW" } else { "TABLE IF EXISTS" };
        vec!["SAVEPOINT `mend`".to_owned(), format!("DROP {left} {}", in_main(&gone(self.table)))]
    }

    /// What begins to make the table anew; it keeps how many rows there are.
    pub(super) fn begin_anew(&self) -> Vec<String> {
        let mut statements = self.begin();
        let (table, whole) = (in_main(self.table), self.whole());
        statements.push(format!("DROP TABLE IF EXISTS {whole}"));
        statements
            .push(format!("CREATE TABLE {whole} (`rows` INTEGER, `whole` INTEGER NOT NULL CHECK (`whole`))"));
        statements.push(format!("INSERT INTO {whole} SELECT COUNT(*), TRUE FROM {table}"));
        statements
    }

    /// What gives the table another name, with all that is of it, while views and triggers go on to name the table.
    pub(super) fn put(&self) -> [String; 3] {
        rename(self.table, &aside(self.table))
    }

    /// What drops the table that is aside, where the table has as many rows.
    pub(super) fn drop(&self) -> Vec<String> {
        let (table, there) = (in_main(self.table), self.name());
        let counts = format!("(SELECT COUNT(*) FROM {table}) = (SELECT COUNT(*) FROM {there})");
        self.drop_where(&aside(self.table), &counts, "the table has all rows", "rows are missing")
    }

    /// What gives the table its name back, where the one that has it is empty.
    pub(super) fn bring_back(&self) -> Vec<String> {
        let mut statements = self.begin();
        if !self.around.table.is_empty() {
            let empty = format!("NOT EXISTS (SELECT 1 FROM {})", in_main(self.table));
            statements.extend(self.drop_where(
                self.table,
                &empty,
                "the table is empty",
                "the table has rows",
            ));
        }
        statements.extend(rename(&aside(self.table), self.table));
        statements.push(END.to_owned());
        statements
    }

    /// What drops a table where a condition holds; else each of the statements fails.
    fn drop_where(&self, table: &str, condition: &str, held: &str, fault: &str) -> Vec<String> {
        let name = in_main(&gone(self.table));
        let create_view = format!("CREATE VIEW IF NOT EXISTS {name} AS SELECT '{fault}' AS `why`");
        let mut statements = vec![
            format!(
                "-- Fails unless {held}.\nCREATE TABLE {name} AS\n\
                 SELECT json_extract('1', CASE WHEN {condition} THEN '$' ELSE '{fault}' END) AS `shown`"
            ),
            format!(
                "-- Made only where that failed: then what follows finds no table of this name.\n{create_view}"
            ),
            format!("-- Again, should the file have been locked just then.\n{create_view}"),
            format!("DROP TABLE {name}"),
        ];
        statements.extend(rename(table, &gone(self.table)));
        statements.push(format!("DROP TABLE {name}"));
        statements
    }

    /// What ends to make the table anew: unless it has all rows and these many indexes and triggers, and nothing is aside, all
    /// is undone that was done since the transaction began.
    pub(super) fn end_anew(&self, parts: usize) -> Vec<String> {
        let (table, whole) = (in_main(self.table), self.whole());
        let (name, aside) = (text(self.table), text(&aside(self.table)));
        let rows = format!("(SELECT COUNT(*) FROM {table}) = (SELECT MAX(`rows`) FROM {whole})");
        vec![
            format!(
                "-- Undoes all unless the table is whole.\nINSERT OR ROLLBACK INTO {whole}\n\
                 SELECT NULL, {rows} AND COUNT(*) = {} AND MAX(`tbl_name`) = {name}\nFROM `main`.`sqlite_schema`\n\
                 WHERE `tbl_name` IN ({name}, {aside}) AND `sql` IS NOT NULL",
                parts + 1
            ),
            format!("DROP TABLE {whole}"),
            END.to_owned(),
        ]
    }

    /// A table for what is known of this one. Being a temporary one it is gone with the tool that made it.
    fn whole(&self) -> String {
        format!("`temp`.{}", Sqlite.quoted(&format!("{} (whole)", self.table)))
    }
}

const END: &str = "RELEASE `mend`";

/// As SQLite did it before 3.25: other renaming fails where a view names what is not there, and makes those that name the
/// table name it as it is called now (<https://www.sqlite.org/pragma.html#pragma_legacy_alter_table>).
fn rename(from: &str, to: &str) -> [String; 3] {
    [
        "PRAGMA legacy_alter_table = ON".to_owned(),
        format!("ALTER TABLE {} RENAME TO {}", in_main(from), Sqlite.quoted(to)),
        "PRAGMA legacy_alter_table = OFF".to_owned(),
    ]
}

fn in_main(name: &str) -> String {
    format!("`main`.{}", Sqlite.quoted(name))
}

fn text(name: &str) -> String {
    format!("'{}'", name.replace('\'', "''"))
}
