//! The scripts in `sql/` are those that the structs give.
//!
//! `STORE_WRITE_SCRIPTS=1 cargo test -p store-tests --test scripts` writes them anew.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;

use store::Dialect;
use store::state::{StateOptions, StateStore, StateTable, tables};
use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions};

#[test]
fn committed_scripts_are_fresh() {
    for dialect in Dialect::ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sql").join(dialect.name());
        let scripts: BTreeMap<String, String> = (1..)
            .zip(tables())
            .map(|(number, table)| (format!("{number:04}_{}.sql", table.model.name), script(dialect, table)))
            .collect();
        if env::var_os("STORE_WRITE_SCRIPTS").is_some() {
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).unwrap();
            for (name, script) in &scripts {
                fs::write(folder.join(name), script).unwrap();
            }
        }
        let read = |entry: std::io::Result<fs::DirEntry>| {
            let path = entry.unwrap().path();
            (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap())
        };
        let committed: BTreeMap<String, String> = fs::read_dir(&folder).unwrap().map(read).collect();
        let refresh = "run STORE_WRITE_SCRIPTS=1 cargo test -p store-tests --test scripts";
        assert!(committed.keys().eq(scripts.keys()), "{} is stale: {refresh}", folder.display());
        for (name, script) in &scripts {
            assert_eq!(&committed[name], script, "{name} in {} is stale: {refresh}", folder.display());
        }
    }
}

/// The statements that create a table, each in a batch of its own where the engine has batches.
fn script(dialect: Dialect, table: StateTable) -> String {
    let mut script = format!(
        "-- Generated from the struct {} (store/src/state/records); do not edit.\n\
         -- It may be run again: what is there already stays as it is.\n\n",
        table.name
    );
    let end = match dialect {
        Dialect::Mssql => {
            // Off in sqlcmd, unless it is asked for; indexes with a filter need it.
            script.push_str("SET QUOTED_IDENTIFIER ON;\nGO\n\n");
            "\nGO\n\n"
        }
        Dialect::Sqlite => ";\n\n",
    };
    for statement in table.sql.of(dialect).create() {
        script.push_str(statement);
        script.push_str(end);
    }
    script.truncate(script.trim_end().len());
    script + "\n"
}

#[test]
fn scripts_make_what_the_store_looks_for_and_may_be_run_twice() {
    let folder = tempfile::tempdir().unwrap();
    let options = SqliteOptions::new(folder.path().join("scripts.db"));
    let connection = SqliteConnection::open(&options).unwrap();
    for _ in 0..2 {
        for table in tables() {
            connection.as_rusqlite().execute_batch(&script(Dialect::Sqlite, table)).unwrap();
        }
    }
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let sqlite = Sqlite::open(options).await.unwrap();
        StateStore::open(sqlite, StateOptions::default().auto_init(false)).await.unwrap();
    });
}
