//! The example `crawl`, run as a program on generated sites.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test panics to fail")]

#[path = "crawl/program.rs"]
mod program;
#[path = "crawl/site.rs"]
mod site;

use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use store::state::{
    Counter, ResourceVersion, RunStatus, StateOptions, StateStore, Status, WorkItem, WorkItemFilter,
};
use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions};

use program::{crawl, output, start};
use site::Site;

/// Opens the store in a file and passes it to a function. A crawl may have the file open.
fn with_store<R>(db: &Path, use_store: impl AsyncFnOnce(StateStore<Sqlite>) -> R) -> R {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let sqlite = Sqlite::open(SqliteOptions::new(db)).await.unwrap();
        let store = StateStore::open(sqlite, StateOptions::default()).await.unwrap();
        let result = use_store(store.clone()).await;
        store.close().await.unwrap();
        result
    })
}

/// Returns all pages in a file.
fn all(db: &Path) -> Vec<WorkItem> {
    with_store(db, async |store| {
        let mut items = Vec::new();
        let collect = |item| {
            items.push(item);
            ControlFlow::Continue(())
        };
        store.each_known_resource(&WorkItemFilter::default(), collect).await.unwrap();
        items
    })
}

/// Returns the pages in a file with a status.
fn pages(db: &Path, status: Status) -> BTreeSet<String> {
    all(db).into_iter().filter(|item| item.status == status).map(|item| item.resource_id).collect()
}

/// Returns the number of completed pages in a file that a crawl writes to, or is about to create.
fn completed_so_far(db: &Path) -> i64 {
    let options = SqliteOptions::new(db).read_only(true);
    let Ok(mut connection) = SqliteConnection::open(&options) else { return 0 };
    let counters = connection.blocking().run(async |connection| Counter::of_run("").all(connection).await);
    counters.unwrap_or_default().iter().map(|counter| counter.completed).sum()
}

/// Waits until a crawl has completed this number of pages. The crawl must not end before.
fn wait_for(child: &mut Child, db: &Path, pages: i64) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while completed_so_far(db) < pages {
        assert!(child.try_wait().unwrap().is_none(), "the crawl ended before it had completed {pages} pages");
        assert!(Instant::now() < deadline, "the crawl did not complete {pages} pages in time");
        thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_crawl_finds_every_linked_page_with_any_number_of_workers() {
    let site = Site::thorny();
    let one = crawl(&site.root(), &site.file("one.db"), &["--workers", "1"]);
    let eight = crawl(&site.root(), &site.file("eight.db"), &["--workers", "8"]);
    assert_eq!(one.clone().without_run(), eight.without_run());
    assert_eq!(pages(&site.file("one.db"), Status::Completed), site.completed);
    assert_eq!(pages(&site.file("one.db"), Status::Failed), site.failed);
    assert_eq!(one.digest, site.digest());
    assert_eq!(one.completed, site.completed.len() as u64);
    assert_eq!(one.failed, site.failed.len() as u64);
    // All pages except the seed.
    assert_eq!(one.discovered, one.completed + one.failed - 1);
    assert!(one.duplicates > 200);
}

#[test]
fn items_record_where_they_were_found_and_why_they_failed() {
    let site = Site::thorny();
    let db = site.file("crawl.db");
    crawl(&site.root(), &db, &[]);
    let items = all(&db);
    let item = |id: &str| items.iter().find(|item| item.resource_id == id).unwrap();
    assert_eq!(item("index.html").discovered_from, None);
    assert_eq!(item("index.html").priority, 0);
    assert_eq!(
        item("thorns/a&b.html").discovered_from.as_ref(),
        Some(&item("thorns/index.html").work_item_id)
    );
    assert_eq!(item("thorns/a&b.html").priority, 2);
    assert_eq!(item("thorns/missing.html").error_message.as_deref(), Some("no such file or directory"));
    let reason = item("thorns/out.html").error_message.as_deref();
    assert_eq!(reason, Some("a symbolic link leads out of the directory"));
    assert!(items.iter().all(|item| item.attempt == 1));
}

#[test]
fn a_second_run_visits_nothing_and_a_recrawl_visits_every_page_again() {
    let site = Site::circles(60, 1);
    let db = site.file("crawl.db");
    let first = crawl(&site.root(), &db, &[]);
    assert_eq!((first.changed, first.unchanged), (first.completed, 0));
    let second = crawl(&site.root(), &db, &[]);
    assert_eq!((second.completed, second.failed, second.discovered, second.duplicates), (0, 0, 0, 0));
    assert_eq!(second.digest, first.digest);
    let again = crawl(&site.root(), &db, &["--recrawl"]);
    assert_eq!((again.completed, again.discovered), (first.completed, 0));
    assert_eq!((again.changed, again.unchanged), (0, first.completed));
    assert_eq!(again.digest, first.digest);

    // The old version of a changed or deleted page is kept, and is not part of the digest.
    let index = fs::read(site.root().join("index.html")).unwrap();
    site.write("index.html", &[&index, &b"changed"[..]].concat());
    let changed = crawl(&site.root(), &db, &["--recrawl"]);
    assert_ne!(changed.digest, first.digest);
    assert_eq!(changed.digest, site.digest());
    assert_eq!((changed.changed, changed.unchanged), (1, first.completed - 1));
    fs::remove_file(site.root().join("pages/7.html")).unwrap();
    let gone = crawl(&site.root(), &db, &["--recrawl"]);
    assert_eq!((gone.completed, gone.failed), (first.completed - 1, 1));
    let fresh = crawl(&site.root(), &site.file("fresh.db"), &[]);
    assert_eq!((gone.digest, first.completed - 1), (fresh.digest, fresh.completed));

    let runs = [&first.run, &second.run, &again.run, &changed.run, &gone.run];
    with_store(&db, async |store| {
        let found = store.runs(None, None, 10).await.unwrap();
        assert_eq!(found.iter().rev().map(|run| run.run_id.as_str()).collect::<Vec<_>>(), runs);
        assert!(found.iter().all(|run| run.status == RunStatus::Completed));
        for pair in found.windows(2) {
            assert_eq!(
                pair[0].parent_run_id.as_ref(),
                Some(&pair[1].run_id),
                "the parent of each run is the run before"
            );
        }
    });
    let history = |page: &str| {
        let id = all(&db).into_iter().find(|item| item.resource_id == page).unwrap().work_item_id;
        let versions: Vec<ResourceVersion> =
            with_store(&db, async |store| store.versions(&id).await.unwrap());
        let run = |version: &ResourceVersion| version.run_id.as_ref().unwrap().as_str().to_owned();
        versions.iter().map(|version| (run(version), version.changed)).collect::<Vec<_>>()
    };
    let of = |run: &String, changed| (run.clone(), changed);
    let index = [of(&first.run, true), of(&again.run, false), of(&changed.run, true), of(&gone.run, false)];
    assert_eq!(history("index.html"), index);
    assert_eq!(
        history("pages/7.html"),
        [of(&first.run, true), of(&again.run, false), of(&changed.run, false)]
    );
}

#[test]
fn a_killed_crawl_continues_and_has_the_same_result() {
    let site = Site::circles(600, 40);
    let total = site.completed.len() as u64;
    let undisturbed = crawl(&site.root(), &site.file("undisturbed.db"), &[]);
    assert_eq!((undisturbed.completed, &undisturbed.digest), (total, &site.digest()));

    let db = site.file("killed.db");
    let mut left = i64::try_from(total).unwrap();
    for part in [5, 2] {
        let mut child = start(&site.root(), &db, &["--workers", "4"]);
        wait_for(&mut child, &db, i64::try_from(total).unwrap() / part);
        child.kill().unwrap();
        assert_eq!(child.wait().unwrap().signal(), Some(9), "the crawl ended before it was killed");
        let now_left = i64::try_from(total).unwrap() - completed_so_far(&db);
        assert!(0 < now_left && now_left < left, "{now_left} pages are left of {left}");
        left = now_left;
    }
    let rest = crawl(&site.root(), &db, &[]);
    assert_eq!(i64::try_from(rest.completed).unwrap(), left);
    assert_eq!(rest.digest, undisturbed.digest);
    // All of this was one run.
    with_store(&db, async |store| {
        let runs = store.runs(None, None, 10).await.unwrap();
        assert_eq!(runs.iter().map(|run| run.run_id.as_str()).collect::<Vec<_>>(), [&rest.run]);
        let counters = store.run(&runs[0].run_id).await.unwrap().unwrap().counters;
        assert_eq!(u64::try_from(counters.completed), Ok(total));
        assert_eq!((counters.pending, counters.in_progress, counters.expiries), (0, 0, 0));
    });
    assert_eq!(pages(&db, Status::Completed), site.completed);
    assert_eq!(pages(&db, Status::Failed), site.failed);
    assert_eq!(pages(&db, Status::InProgress), BTreeSet::new());
}

#[test]
fn ctrl_c_stops_a_crawl_cleanly() {
    let site = Site::circles(600, 20);
    let db = site.file("crawl.db");
    let mut child = start(&site.root(), &db, &["--workers", "2"]);
    wait_for(&mut child, &db, 50);
    let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupt.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(pages(&db, Status::InProgress), BTreeSet::new());
    assert!(!pages(&db, Status::Pending).is_empty());
    assert_eq!(crawl(&site.root(), &db, &[]).digest, site.digest());
}

#[test]
fn max_pages_limits_a_run_and_not_the_crawl() {
    let site = Site::circles(100, 1);
    let db = site.file("crawl.db");
    let mut visited = 0;
    for limit in ["1", "40", "40"] {
        let figures = crawl(&site.root(), &db, &["--max-pages", limit, "--workers", "4"]);
        visited += figures.completed + figures.failed;
        assert_eq!(figures.completed + figures.failed, limit.parse::<u64>().unwrap());
    }
    let rest = crawl(&site.root(), &db, &["--max-pages", "0"]);
    assert_eq!(visited + rest.completed + rest.failed, (site.completed.len() + site.failed.len()) as u64);
    assert_eq!(rest.digest, site.digest());
}

#[test]
fn without_an_index_page_a_crawl_starts_at_the_top_level_pages() {
    let mut site = Site::empty();
    site.page("a/index.html", "<a href='deep/page.html'>x</a>");
    site.page("a/deep/page.html", "");
    site.page("b/index.html", "");
    site.page("alone.html", "");
    site.write("c/other.html", b"nobody links here");
    assert_eq!(crawl(&site.root(), &site.file("crawl.db"), &[]).digest, site.digest());
}

#[test]
fn every_page_visits_pages_without_a_link_to_them() {
    let mut site = Site::circles(20, 0);
    let linked = crawl(&site.root(), &site.file("linked.db"), &[]);
    site.page("alone/a.html", "<a href='b.html'>b</a>");
    site.page("alone/b.html", "no link");
    assert_eq!(crawl(&site.root(), &site.file("again.db"), &[]).without_run(), linked.clone().without_run());
    let db = site.file("every.db");
    let every = crawl(&site.root(), &db, &["--every-page", "--workers", "1"]);
    assert_eq!(pages(&db, Status::Completed), site.completed);
    assert_eq!(every.digest, site.digest());
    assert_eq!(every.completed, linked.completed + 2);
    assert_eq!(crawl(&site.root(), &db, &["--every-page"]).completed, 0);
}

#[test]
fn two_sites_can_share_a_file() {
    let (site, other) = (Site::circles(12, 1), Site::circles(20, 2));
    let db = site.file("crawl.db");
    let first = crawl(&site.root(), &db, &[]);
    let second = crawl(&other.root(), &db, &[]);
    assert_eq!((&first.digest, &second.digest), (&site.digest(), &other.digest()));
    assert_eq!(crawl(&site.root(), &db, &["--recrawl"]).completed, first.completed);
    let nothing = crawl(&other.root(), &db, &[]);
    assert_eq!((nothing.completed, nothing.failed, nothing.digest), (0, 0, second.digest));
}

#[test]
fn the_report_is_a_table() {
    let site = Site::circles(10, 1);
    let text = output(&site.root(), &site.file("crawl.db"), &[]).stdout;
    let text = String::from_utf8(text).unwrap();
    for part in ["pages", "links", "links to known pages", "failures", "time", "pages per second", "crawl.db"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.contains("failed: pages/missing-0.html: no such file or directory"), "{text}");
    assert!(text.contains(&site.digest()), "{text}");
}

#[test]
fn an_error_names_the_cause_and_the_fix() {
    let site = Site::circles(3, 1);
    let db = site.file("crawl.db");
    crawl(&site.root(), &db, &[]);
    site.write("no.db", &b"this is not a database, and it is longer than a header of one. ".repeat(20));
    fs::create_dir(site.root().join("empty")).unwrap();
    let no_database = site.root().join("no.db");
    let cases = [
        (site.root().join("nowhere"), db.clone(), 2, "no such file or directory", "choose a directory"),
        (site.root().join("index.html"), db.clone(), 2, "not a directory", "choose a directory"),
        (site.root().join("empty"), db.clone(), 2, "no index.html", "cargo doc"),
        (site.root(), no_database.clone(), 1, "not a database", "--db FILE"),
        (site.root(), site.root(), 1, "cannot use", "--db FILE"),
        (site.root(), site.root().join("nowhere/crawl.db"), 1, "cannot use", "--db FILE"),
    ];
    let before = fs::read(&no_database).unwrap();
    for (directory, db, code, cause, fix) in cases {
        let output = output(&directory, &db, &["--json"]);
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{errors}");
        assert!(errors.starts_with("error: ") && errors.contains(cause) && errors.contains(fix), "{errors}");
    }
    assert_eq!(fs::read(&no_database).unwrap(), before);
    assert_eq!(crawl(&site.root(), &db, &[]).completed, 0);
    let workers = output(&site.root(), &db, &["--workers", "0"]);
    assert_eq!(workers.status.code(), Some(2));
}
