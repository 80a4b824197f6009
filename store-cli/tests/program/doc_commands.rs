//! Runs the commands in the documentation, from top to bottom of each page.

use std::process::Command;

use store_sqlite::{SqliteConnection, SqliteOptions};

use crate::doc_pages::doc_pages;
use crate::fixture::Fixture;
use crate::help::commands;
use crate::legacy_file::legacy_file;

/// Creates a folder with the files that the pages use: the program, `state.db` with a few items, the legacy file `old.db`,
/// files of seeds, the database `shop.db` of another program, and a folder `src`.
pub(crate) fn folder() -> Fixture {
    let fixture = Fixture::idle();
    let folder = fixture.folder.path();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_store"), folder.join("store")).unwrap();
    legacy_file(&folder.join("old.db"), 50);
    std::fs::create_dir(folder.join("src")).unwrap();
    let shop = SqliteConnection::open(&SqliteOptions::new(folder.join("shop.db"))).unwrap();
    shop.as_rusqlite().execute_batch("CREATE TABLE orders (id INTEGER PRIMARY KEY, total REAL)").unwrap();
    std::fs::write(folder.join("urls.txt"), "https://docs.example/\nhttps://docs.example/start\n").unwrap();
    std::fs::write(folder.join("seeds.yaml"), "seeds:\n- https://docs.example/about\n").unwrap();
    std::fs::write(folder.join("seeds.jsonl"), "{\"uri\":\"https://docs.example/api\",\"priority\":5}\n")
        .unwrap();
    fixture
}

#[test]
fn every_command_in_the_documentation_exits_as_documented() {
    let mut run = 0;
    for (page, blocks) in doc_pages() {
        let fixture = folder();
        let at = fixture.folder.path();
        let consoles = blocks.iter().filter(|block| block.kind == "console");
        let commands =
            consoles.flat_map(|block| block.commands().into_iter().map(|command| (&block.heading, command)));
        for (heading, (command, code)) in commands {
            let mut shell = Command::new("sh");
            shell.env_clear().env("PATH", format!("{}:/usr/bin:/bin", at.display())).current_dir(at);
            let done = shell.args(["-c", &command]).output().unwrap();
            let output = [done.stdout, done.stderr].concat();
            let output = String::from_utf8_lossy(&output);
            assert_eq!(
                done.status.code(),
                Some(code),
                "{}, {heading}: `{command}`: {output}",
                page.display()
            );
            run += 1;
        }
    }
    assert!(run > 20, "only {run} commands were found");
}

#[test]
fn every_command_is_used_in_a_page() {
    let pages = doc_pages();
    let consoles = pages.iter().flat_map(|(_, blocks)| blocks).filter(|block| block.kind == "console");
    let all: Vec<(String, i32)> = consoles.flat_map(|block| block.commands()).collect();
    for command in commands() {
        let name = command.join(" ");
        let shown = all.iter().any(|(command, _)| command.contains(&format!("store {name}")));
        assert!(shown, "no page shows `store {name}` in use");
    }
}

/// Each block runs on its own store. Other SQL is for SQL Server.
#[test]
fn every_sql_block_for_sqlite_runs() {
    let mut run = 0;
    for (page, blocks) in doc_pages() {
        for block in blocks.iter().filter(|block| block.kind == "sql sqlite") {
            let fixture = folder();
            let file = fixture.file();
            let connection = SqliteConnection::open(&SqliteOptions::new(&file)).unwrap();
            // Files that a statement names are in the folder of the store.
            let sql = block.text.replace("'state-", &format!("'{}/state-", fixture.folder.path().display()));
            let done = connection.as_rusqlite().execute_batch(&sql);
            assert!(done.is_ok(), "{}: {done:?}: {sql}", page.display());
            run += 1;
        }
    }
    assert!(run >= 2, "only {run} blocks were found");
}

/// No test would run a block of an unknown kind.
#[test]
fn every_code_block_has_a_known_kind() {
    let run = ["console", "console cargo", "console sqlserver", "sh", "sql", "sql sqlite"];
    let read = ["mermaid", "rust", "rust,no_run", "toml", "yaml"];
    for (page, blocks) in doc_pages() {
        for block in blocks {
            let kind = block.kind.as_str();
            // The tools of the engines are not installed everywhere.
            let foreign = kind == "text" && page.ends_with("sql/README.md");
            let shown = kind.is_empty() && !block.text.contains("$ ");
            // `tests/tests/arrows.rs` reads the order of modules.
            let order = kind.starts_with("order ");
            let known = run.contains(&kind) || read.contains(&kind) || order || foreign || shown;
            assert!(known, "{}: ```{kind}: {}", page.display(), block.text);
        }
    }
}
