//! The program of the quick start is run, in a folder like its reader's.
#![allow(clippy::unwrap_used, reason = "a test panics to fail")]

#[path = "quick_start/program.rs"]
#[expect(clippy::print_stdout, reason = "a program tells its user what it did")]
mod program;

use std::fs;
use std::path::Path;

use store::factory::{Backend, StateConfig, create_state_store};
use store::state::{Identity, Status};

/// The text of the first block of the page that begins with this fence.
fn block<'p>(page: &'p str, fence: &str) -> &'p str {
    page.split_once(&format!("```{fence}\n")).unwrap().1.split_once("```").unwrap().0
}

/// The only test of this file: it changes the folder that the process works in.
#[test]
fn the_program_of_the_page_crawls() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let page = fs::read_to_string(root.join("docs/quick-start.md")).unwrap();
    let source = include_str!("quick_start/program.rs");
    // A test cannot call what is private to the program.
    assert_eq!(block(&page, "rust"), source.replace("pub(crate) async fn main", "async fn main"));

    let folder = tempfile::tempdir().unwrap();
    std::env::set_current_dir(&folder).unwrap();
    fs::write("store.yaml", block(&page, "yaml")).unwrap();
    for _ in 0..2 {
        program::main().unwrap();
    }

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let config = StateConfig::new().backend(Backend::Sqlite).db_path("state.db");
        let store = create_state_store(config).await.unwrap();
        let total = store.stats().await.unwrap().total;
        assert_eq!((total.completed, total.failed, total.total()), (3, 1, 4));
        let gone = store.find(Identity::new("http", "docs", "page", "/gone.html")).await.unwrap().unwrap();
        assert_eq!((gone.status, gone.attempt), (Status::Failed, 1));
        let mut runs = Vec::new();
        for run in store.runs(None, None, 10).await.unwrap() {
            runs.push(store.run(&run.run_id).await.unwrap().unwrap().counters);
        }
        // The second run found nothing to do, as the page says.
        assert_eq!((runs[0].completed, runs[0].enqueued, runs[0].duplicates), (0, 0, 1));
        assert_eq!((runs[1].completed, runs[1].enqueued, runs[1].failed), (3, 4, 1));
        let told =
            format!("{} pages, {} found on the way, {} failed\n", runs[1].completed, 3, runs[1].failed);
        assert_eq!(block(&page, "text"), told);
        store.close().await.unwrap();
    });
    std::env::set_current_dir(root).unwrap();
}
