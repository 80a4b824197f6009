//! The scripts in `sql/` are those that the structs give.
//!
//! `STORE_WRITE_SCRIPTS=1 cargo test -p store-tests --test scripts` writes them anew.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;

use store::Dialect;
use store::state::{StateOptions, StateStore, scripts};
use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions};

#[test]
fn committed_scripts_are_fresh() {
    for dialect in Dialect::ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sql").join(dialect.name());
        let scripts: BTreeMap<String, String> = scripts(dialect, None).unwrap().into_iter().collect();
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

#[test]
fn scripts_make_what_the_store_looks_for_and_may_be_run_twice() {
    let folder = tempfile::tempdir().unwrap();
    let options = SqliteOptions::new(folder.path().join("scripts.db"));
    let connection = SqliteConnection::open(&options).unwrap();
    for _ in 0..2 {
        for (_, script) in scripts(Dialect::Sqlite, None).unwrap() {
            connection.as_rusqlite().execute_batch(&script).unwrap();
        }
    }
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let sqlite = Sqlite::open(options).await.unwrap();
        StateStore::open(sqlite, StateOptions::default().auto_init(false)).await.unwrap();
    });
}
