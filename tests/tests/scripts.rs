//! The scripts in `sql/` are those that the structs give.
//!
//! `STORE_WRITE_SCRIPTS=1 cargo test -p store-tests --test scripts` writes them anew.

use std::env;
use std::fs;
use std::path::Path;

use store::state::WorkItem;
use store::{Dialect, DialectSql, Table};

#[test]
fn committed_scripts_are_fresh() {
    for dialect in Dialect::ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sql").join(dialect.name());
        let script = script(dialect, WorkItem::SQL.of(dialect));
        let path = folder.join("0001_work_items.sql");
        if env::var_os("STORE_WRITE_SCRIPTS").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, &script).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(
            committed,
            script,
            "{} is stale: run STORE_WRITE_SCRIPTS=1 cargo test -p store-tests --test scripts",
            path.display()
        );
    }
}

/// The statements that create a table, each in a batch of its own where the engine has batches.
fn script(dialect: Dialect, sql: &DialectSql) -> String {
    let mut script = String::from(
        "-- Generated from the struct WorkItem (store/src/state/work_item.rs); do not edit.\n\
         -- It may be run again: what is there already stays as it is.\n\n",
    );
    let end = match dialect {
        Dialect::Mssql => "\nGO\n\n",
        Dialect::Sqlite => ";\n\n",
    };
    for statement in sql.create() {
        script.push_str(statement);
        script.push_str(end);
    }
    script.truncate(script.trim_end().len());
    script + "\n"
}
