//! The roles have exactly the permissions that the operations of the state store need.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use chrono::Utc;
use store::Dialect;
use store::state::legacy;
use store::state::transfer::{compare, copy};
use store::state::{
    CheckpointKey, ClaimRequest, ClaimedItem, Completion, Content, ControlTarget, Failure, Identity, NewItem,
    NewRun, Recrawl, Retention, Source, StateOptions, StateStore, Status, WorkItemFilter, WorkerHeartbeat,
    WorkerStatus, scripts, tables,
};
use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions};

use super::recorder::{Ran, Recorder};

type Store = StateStore<Recorder<Sqlite>>;

/// The permissions on each object.
type Grants = BTreeMap<String, BTreeSet<String>>;

/// Returns what the script grants to a role.
fn granted(script: &str, role: &str) -> Grants {
    let mut grants = Grants::new();
    for line in script.lines().filter(|line| line.starts_with("GRANT ")) {
        let (rights, rest) = line.strip_prefix("GRANT ").unwrap().split_once(" ON ").unwrap();
        let (object, to) = rest.split_once(" TO ").unwrap();
        if to == format!("[{role}];") {
            let rights = rights.split(", ").map(str::to_owned);
            grants.entry(object.to_owned()).or_default().extend(rights);
        }
    }
    grants
}

/// Returns the permissions that a statement on a table needs.
fn needed(sql: &str, object: &str) -> BTreeSet<String> {
    let mut needed = BTreeSet::new();
    for line in sql.lines().map(str::trim) {
        let verb = line.split(' ').next().unwrap();
        if ["INSERT", "UPDATE", "DELETE"].contains(&verb) && !line.contains("INTO @") {
            needed.insert(verb.to_owned());
        }
        // Columns that are compared, returned or joined are read.
        if line.contains(&format!("FROM {object}"))
            || line.starts_with("WHERE ")
            || line.starts_with("OUTPUT ")
        {
            needed.insert("SELECT".to_owned());
        }
    }
    needed
}

async fn store(ran: &Ran) -> Store {
    let inner = Sqlite::open(SqliteOptions::in_memory()).await.unwrap();
    let options =
        StateOptions::default().lease(Duration::from_millis(1)).max_expiries(1).sweep_every(Duration::MAX);
    // The tables are created under another login.
    StateStore::open(inner.clone(), options.clone()).await.unwrap();
    StateStore::open(Recorder { inner, ran: ran.clone() }, options.auto_init(false)).await.unwrap()
}

fn page(id: &str) -> NewItem {
    NewItem::new(Identity::new("http", "docs", "page", id), "x:")
}

async fn claim(store: &Store) -> ClaimedItem {
    let request = ClaimRequest::new("w").lease(Duration::from_secs(600));
    store.claim(request).await.unwrap().pop().unwrap()
}

/// Runs every operation of the state store.
// Long because there are many operations.
async fn run_all(store: &Store, other: &Store) {
    let docs = Source::new("http", "docs");
    let run = store.start_run(NewRun::new("crawl")).await.unwrap().run_id;
    store.enqueue_many((0..8).map(|id| page(&id.to_string()).run(run.clone())).collect()).await.unwrap();
    store.enqueue_many(vec![page("0"), page("1")]).await.unwrap();
    store.enqueue(page("0")).await.unwrap();

    let claimed = claim(store).await;
    store.renew(&claimed).await.unwrap();
    let key = CheckpointKey::of_run(&run, "page");
    store.save_checkpoint(&key, 1.into(), 0, Some(&claimed)).await.unwrap();
    store.save_checkpoint(&key, 2.into(), 1, None).await.unwrap();
    store.checkpoint(&key).await.unwrap();
    let completion = || Completion::new().content(Content::from_bytes(b"1")).link(page("9").rank(9));
    store.complete(&claimed, completion()).await.unwrap();
    store.skip(&claim(store).await, "robots.txt").await.unwrap();
    store.fail(&claim(store).await, Failure::new("503").retry_after(Duration::from_millis(1))).await.unwrap();
    store.fail(&claim(store).await, Failure::new("404").without_retry()).await.unwrap();
    store.release(&claim(store).await).await.unwrap();
    let several = ClaimRequest::new("w").source(&docs).source(&Source::new("http", "other"));
    store.release(&store.claim(several).await.unwrap()[0]).await.unwrap();
    claim(store).await;
    store.release_worker("w").await.unwrap();
    claim(store).await;
    store.reclaim(ClaimRequest::new("w")).await.unwrap();
    tokio::time::sleep(Duration::from_millis(20)).await;
    store.sweep().await.unwrap();
    store.claim(ClaimRequest::new("w").limit(9).source(&docs)).await.unwrap();
    tokio::time::sleep(Duration::from_millis(20)).await;
    store.sweep().await.unwrap();
    store.update_status(claimed.work_item_id(), Status::Pending, None).await.unwrap();
    store.update_status(claimed.work_item_id(), Status::Completed, None).await.unwrap();

    let again = store.start_run(NewRun::new("again").parent(run.clone())).await.unwrap().run_id;
    let recrawl = Recrawl::new(again.clone());
    store.reset_for_recrawl(&recrawl.clone().dry_run()).await.unwrap();
    store.reset_for_recrawl(&recrawl).await.unwrap();
    let claimed: Vec<ClaimedItem> =
        store.claim(ClaimRequest::new("w").limit(9).run(again.clone())).await.unwrap();
    store.complete_many(claimed.into_iter().map(|claimed| (claimed, completion())).collect()).await.unwrap();
    let batch = store.start_batch(&again, None, 1).await.unwrap();
    store.finish_batch(&batch, 1, 0).await.unwrap();
    store.batches(&again, None, 9).await.unwrap();
    store.finish_run(&again).await.unwrap();
    store.cancel_run(&run, "").await.unwrap();
    store.finish_run(&run).await.unwrap_err();
    store.run(&run).await.unwrap();
    store.runs(None, None, 1).await.unwrap();
    store.runs_after(&run).await.unwrap();

    store.pause(ControlTarget::All, None).await.unwrap();
    store.resume(ControlTarget::All).await.unwrap();
    store.control_state(None).await.unwrap();
    store.set_crawl_delay(&docs, Duration::from_secs(9)).await.unwrap();
    store.enqueue_many(vec![page("a"), page("b")]).await.unwrap();
    store.claim(ClaimRequest::new("w").limit(2)).await.unwrap();
    store.defer_source(&docs, Duration::from_secs(9)).await.unwrap();
    store.controls().await.unwrap();

    let identity = || Identity::new("http", "docs", "page", "0");
    let item = store.find_by_identity(identity()).await.unwrap().unwrap();
    store.get_work_item(&item.work_item_id).await.unwrap();
    store.seen(identity()).await.unwrap();
    store.known_resources(&WorkItemFilter::default(), None, 9).await.unwrap();
    store.versions(&item.work_item_id).await.unwrap();
    store.versions_of_run(&run, None, None, 9).await.unwrap();
    store.links_from(&item.work_item_id, None, 9).await.unwrap();
    store.links_to(identity(), None, 9).await.unwrap();
    let worker = WorkerHeartbeat {
        worker_id: "w".into(),
        host: "here".into(),
        pid: 1,
        run_id: None,
        status: WorkerStatus::Running,
        current_item: None,
        completed: 0,
        failed: 0,
        started_at: Utc::now(),
        beat_at: Utc::now(),
    };
    store.heartbeat(worker).await.unwrap();
    store.workers(Duration::from_secs(60)).await.unwrap();
    store.progress(Duration::from_secs(60)).await.unwrap();
    store.applied_scripts().await.unwrap();
    store.rebuild_counters().await.unwrap();

    legacy::sqlite::import(&mut old_file(), store, |_| {}).await.unwrap();
    copy(store, other, |_| {}).await.unwrap();
    copy(store, other, |_| {}).await.unwrap();
    compare(store, other, |_| {}).await.unwrap();
    let none = Some(Duration::ZERO);
    let all = Retention::new().versions(none).links(none).items(none).workers(none);
    store.prunable(&all).await.unwrap();
    store.prune(&all).await.unwrap();
}

/// Returns a legacy file with one row.
fn old_file() -> SqliteConnection {
    let old = SqliteConnection::open(&SqliteOptions::in_memory()).unwrap();
    let script = "CREATE TABLE work_items (work_item_id TEXT PRIMARY KEY, source_system TEXT, source_name TEXT,
        resource_type TEXT, resource_id TEXT, request_uri TEXT, request_method TEXT, request_headers TEXT,
        request_body TEXT, metadata TEXT, priority INTEGER, status TEXT, attempt INTEGER, run_id TEXT,
        discovered_from TEXT, created_at TEXT, updated_at TEXT, error_message TEXT, dedupe_key TEXT);
        INSERT INTO work_items VALUES ('1', 'http', 'docs', 'page', 'old', 'x:', 'GET', NULL, NULL, NULL, 100, 'completed',
        1, 'run', 'from', '2026-01-02T03:04:05+00:00', '2026-01-02T03:04:05+00:00', NULL, 'http:docs:page:old')";
    old.as_rusqlite().execute_batch(script).unwrap();
    old
}

/// Returns the permissions that the recorded statements need.
fn needs(ran: &Ran) -> Grants {
    let mut needs = Grants::new();
    for (of, name) in ran.all() {
        for table in tables().into_iter().filter(|table| table.model.name == of) {
            let object = format!("[ingest].[{of}]");
            let sql = table.sql.of(store::Dialect::Mssql);
            let key = match name {
                "insert" => Some(sql.insert()),
                "insert_if_absent" => Some(sql.insert_if_absent()),
                "upsert" => Some(sql.upsert()),
                "update" => Some(sql.update()),
                "select" => Some(sql.select()),
                "delete" => Some(sql.delete()),
                _ => None,
            };
            let queries =
                sql.queries().filter(|query| query.name() == name).flat_map(|query| query.statements());
            for text in key.into_iter().chain(queries) {
                needs.entry(object.clone()).or_default().extend(needed(text, &object));
            }
        }
    }
    needs
}

/// Queries that no operation of the store runs; the program runs them.
const UNUSED_QUERIES: [(&str, &str); 3] =
    [("checkpoints", "of_owner"), ("work_items", "overdue"), ("worker_heartbeats", "known")];

#[tokio::test]
async fn the_worker_role_has_exactly_the_needed_permissions() {
    let ran = Ran::default();
    let (store, other) = (store(&ran).await, self::store(&ran).await);
    run_all(&store, &other).await;

    // The permissions of an operation that `run_all` omits would not be checked.
    let declared = tables().into_iter().flat_map(|table| {
        let queries = table.sql.of(store::Dialect::Mssql).queries();
        queries.map(move |query| (table.model.name, query.name()))
    });
    let missing: Vec<(&str, &str)> =
        declared.filter(|query| !ran.all().contains(query) && !UNUSED_QUERIES.contains(query)).collect();
    assert_eq!(missing, [], "call the operations that run these queries in `run_all`");

    let mut needs = needs(&ran);
    for rights in needs.values_mut() {
        rights.insert("VIEW DEFINITION".to_owned());
    }
    assert_eq!(granted(&script(None), "ingest_worker"), needs);
}

fn script(schema: Option<&str>) -> String {
    let scripts = scripts(Dialect::Mssql, schema).unwrap();
    scripts.into_iter().find(|script| script.name.ends_with("_roles.sql")).unwrap().text
}

#[test]
fn the_reader_and_operator_roles_have_permissions_on_the_tables_only() {
    for schema in ["ingest", "dbo"] {
        let script = script(Some(schema));
        let own: Vec<String> =
            tables().iter().map(|table| format!("[{schema}].[{}]", table.model.name)).collect();
        let grants = |rights: &[&str]| -> Grants {
            let rights: BTreeSet<String> = rights.iter().map(|right| (*right).to_owned()).collect();
            own.iter().map(|table| (table.clone(), rights.clone())).collect()
        };
        let mut reads = grants(&["SELECT", "VIEW DEFINITION"]);
        for view in ["queue_health", "lease_health", "retry_health", "failure_health", "worker_health"] {
            reads.entry(format!("[{schema}].[{view}]")).or_default().insert("SELECT".to_owned());
        }
        assert_eq!(granted(&script, &format!("{schema}_reader")), reads);
        let mut deletes = grants(&["DELETE"]);
        deletes.remove(&format!("[{schema}].[store_meta]"));
        assert_eq!(granted(&script, &format!("{schema}_operator")), deletes);
        assert_eq!(granted(&script, &format!("{schema}_worker")).len(), own.len());
    }
}

/// The scripts grant and drop nothing but the tables, also in a schema with other objects.
#[test]
fn a_shared_schema_is_not_changed() {
    let scripts = scripts(Dialect::Mssql, Some("dbo")).unwrap();
    for script in &scripts {
        let wide = script.text.lines().find(|line| line.starts_with("GRANT ") && line.contains("SCHEMA::"));
        assert_eq!(wide, None, "{}", script.name);
        assert!(!script.text.contains("DROP SCHEMA"), "{} drops dbo", script.name);
    }
}
