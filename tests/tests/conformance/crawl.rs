//! The example `crawl` on SQL Server: killed and resumed, then run again with a changed page.

use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use store::state::{RunStatus, StateOptions, StateStore, WorkItemFilter};
use store_mssql::Mssql;

use super::program::{Figures, command, figures_of};
use super::site::Site;

/// A crawl of a site whose state is in a schema of the server.
struct Crawl<'t> {
    site: Site,
    server: &'t str,
    schema: &'t str,
}

impl Crawl<'_> {
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command =
            command(&self.site.root(), &[&["--backend", "sqlserver", "--json"], arguments].concat());
        command.env("INGEST_SQLSERVER_STATE_CONN_STR", self.server).env("SQLSERVER_SCHEMA", self.schema);
        command
    }

    fn run(&self, arguments: &[&str]) -> Figures {
        figures_of(&self.command(arguments).output().unwrap())
    }
}

pub(super) async fn resumes_after_a_kill(db: &Mssql, server: &str, schema: &str) {
    let crawl = Crawl { site: Site::circles(300, 2), server, schema };
    let total = i64::try_from(crawl.site.completed.len()).unwrap();
    let store = StateStore::open(db.clone(), StateOptions::default()).await.unwrap();
    let mut child = crawl.command(&["--workers", "4"]).stdout(Stdio::null()).spawn().unwrap();
    let deadline = Instant::now() + Duration::from_secs(120);
    while store.stats().await.unwrap().total.completed < total / 4 {
        assert!(child.try_wait().unwrap().is_none(), "the crawl ended before the kill");
        assert!(Instant::now() < deadline, "the crawl did not complete a quarter of its pages in time");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    child.kill().unwrap();
    assert_eq!(child.wait().unwrap().signal(), Some(9), "the crawl ended before the kill");

    let completed = store.stats().await.unwrap().total.completed;
    assert!(completed < total, "no page was left for the second run");
    let rest = crawl.run(&["--workers", "2"]);
    assert_eq!(i64::try_from(rest.completed).unwrap(), total - completed);
    assert_eq!(rest.digest, crawl.site.digest());
    let report = store.run(&rest.run.as_str().into()).await.unwrap().unwrap();
    assert_eq!((report.run.status, report.counters.completed), (RunStatus::Completed, total));

    let index = fs::read(crawl.site.root().join("index.html")).unwrap();
    crawl.site.write("index.html", &[&index, &b"changed"[..]].concat());
    let again = crawl.run(&["--recrawl"]);
    assert_eq!((again.changed, again.changed + again.unchanged), (1, u64::try_from(total).unwrap()));
    assert_eq!(again.digest, crawl.site.digest());
    let run = store.run(&again.run.as_str().into()).await.unwrap().unwrap().run;
    assert_eq!(run.parent_run_id.as_ref().map(|run| run.as_str()), Some(rest.run.as_str()));
    let pages = store.known_resources(&WorkItemFilter::default(), None, 1_000).await.unwrap();
    let index = pages.iter().find(|page| page.resource_id == "index.html").unwrap();
    let versions = store.versions(&index.work_item_id).await.unwrap();
    assert_eq!(versions.iter().map(|version| version.changed).collect::<Vec<_>>(), [true, true]);
}
