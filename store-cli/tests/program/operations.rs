//! `store stats`, `store runs`, `store workers`, `store lineage` and `store prune`.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use serde_json::{Value, json};
use store::state::{ClaimRequest, Completion, Content, Identity, NewItem};

use crate::fixture::{Fixture, error_output, json_stdout, program, stdout};

#[test]
fn stats_counts_items_by_source_and_status() {
    let fixture = Fixture::new();
    let stats = fixture.json(&["stats"]);
    let counts = |pending: i64, completed: i64, failed: i64| json!({ "pending": pending, "in_progress": 0, "completed": completed, "failed": failed, "skipped": 0 });
    assert_eq!(stats["total"], counts(1, 1, 1));
    assert_eq!(stats["sources"], json!({ "http/docs": counts(0, 1, 1), "http/wiki": counts(1, 0, 0) }));
    assert_eq!(stats["finished"], 2);
    let text = fixture.text(&["stats", "--over", "60"]);
    for part in
        ["http/docs", "in_progress", "2 items finished in the last 60 s", "the queue is empty in 30 s"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn the_exit_code_is_kept_if_the_reader_closes_the_pipe() {
    let fixture = Fixture::new();
    for (item, code) in [("nothing", 1), (fixture.json(&["items", "list"])[0]["item"].as_str().unwrap(), 0)] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = program();
        command.args(["items", "show", item, "--db"]).arg(fixture.file());
        assert_eq!(command.stdout(writer).status().unwrap().code(), Some(code));
    }
}

#[test]
fn stats_with_watch_prints_again() {
    let fixture = Fixture::new();
    let mut command = program();
    command.args(["stats", "--watch", "0.1", "--json", "--db"]).arg(fixture.file()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut pending = || {
        let line: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
        line["total"]["pending"].as_i64().unwrap()
    };
    assert_eq!(pending(), 1);
    fixture.with(async |store| {
        store.enqueue(NewItem::new(Identity::new("http", "docs", "page", "new"), "x:")).await.unwrap();
    });
    let seen = (0..100).map(|_| pending()).find(|pending| *pending == 2);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(seen, Some(2));
    let error = error_output(&fixture.run(&["stats", "--watch", "0"]));
    assert!(error.contains("at least 0.1 seconds"), "{error}");
}

/// Ctrl-C prints the current numbers and ends the command.
#[cfg(unix)]
#[test]
fn stats_with_watch_ends_when_it_is_interrupted() {
    use rustix::process::{Pid, Signal, kill_process};
    let fixture = Fixture::new();
    let mut command = program();
    command.args(["stats", "--watch", "0.1", "--json", "--db"]).arg(fixture.file()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    // After the second line the program listens for signals.
    lines.by_ref().take(2).for_each(|line| assert!(line.unwrap().starts_with('{')));
    fixture.with(async |store| {
        store.enqueue(NewItem::new(Identity::new("http", "docs", "page", "new"), "x:")).await.unwrap();
    });
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let last: Value = serde_json::from_str(&lines.last().unwrap().unwrap()).unwrap();
    assert_eq!(last["total"]["pending"], 2);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn runs_lists_counters() {
    let fixture = Fixture::new();
    let runs = fixture.json(&["runs", "--name", "nightly"]);
    assert_eq!(runs.as_array().map(Vec::len), Some(1));
    let run = &runs[0];
    assert_eq!(
        (&run["status"], &run["completed"], &run["failed"]),
        (&json!("completed"), &json!(1), &json!(1))
    );
    assert_eq!((&run["pending"], &run["bytes"], &run["parent"]), (&json!(1), &json!(4), &json!(null)));
    assert!(fixture.text(&["runs"]).contains(run["run"].as_str().unwrap()));
    assert_eq!(fixture.json(&["runs", "--name", "other"]), json!([]));
    assert_eq!(fixture.json(&["runs", "--limit", "0"]), json!([]));
}

#[test]
fn workers_lists_recent_heartbeats() {
    let fixture = Fixture::new();
    let workers = fixture.json(&["workers"]);
    assert_eq!((&workers[0]["worker"], &workers[0]["pid"]), (&json!("crawler-1"), &json!(7)));
    let text = fixture.text(&["workers"]);
    let heartbeat = workers[0]["heartbeat_at"].as_str().unwrap()[..19].replace('T', " ");
    for part in ["crawler-1", "last heartbeat", &heartbeat, workers[0]["run"].as_str().unwrap()] {
        assert!(text.contains(part), "{part}: {text}");
    }
    fixture.execute_sql("UPDATE ingest_worker_heartbeats SET beat_at = strftime('%Y-%m-%dT%H:%M:%S.000000Z', 'now', '-10 minutes')");
    assert_eq!(fixture.json(&["workers"]), json!([]));
    assert_eq!(fixture.json(&["workers", "--within", "700"])[0]["worker"], "crawler-1");
    assert_eq!(fixture.json(&["workers", "--within", "500"]), json!([]));
}

#[test]
fn a_truncated_list_says_how_to_see_the_rest() {
    let fixture = Fixture::new();
    let more = |text: &str| text.lines().find(|line| line.starts_with("more: ")).map(str::to_owned);
    let all = fixture.json(&["items", "list"]);
    let second = all[1]["item"].as_str().unwrap();
    let after_two = more(&fixture.text(&["items", "list", "--limit", "2"]));
    assert_eq!(after_two, Some(format!("more: add --after {second}")));
    assert_eq!(more(&fixture.text(&["items", "list", "--limit", "3"])), None);
    assert_eq!(more(&fixture.text(&["items", "list", "--limit", "2", "--after", second])), None);
    assert_eq!(
        more(&fixture.text(&["items", "list", "--limit", "0"])).as_deref(),
        Some("more: raise --limit")
    );
    assert_eq!(fixture.json(&["items", "list", "--limit", "2"]).as_array().map(Vec::len), Some(2));
    assert_eq!(fixture.json(&["items", "list", "--limit", "4294967295"]), all);

    fixture.text(&["recrawl", "--yes"]);
    assert_eq!(more(&fixture.text(&["runs", "--limit", "1"])).as_deref(), Some("more: raise --limit"));
    assert_eq!(more(&fixture.text(&["runs", "--limit", "2"])), None);
    assert_eq!(fixture.json(&["runs", "--limit", "1"]).as_array().map(Vec::len), Some(1));

    let leaf = fixture.with(async |store| {
        let leaf = || NewItem::new(Identity::new("http", "wiki", "page", "leaf"), "x:");
        for claimed in store.claim(ClaimRequest::new("w").limit(2)).await.unwrap() {
            store.complete(&claimed, Completion::new().link(leaf())).await.unwrap();
        }
        store.enqueue(leaf()).await.unwrap().work_item_id().clone()
    });
    let lineage = |limit| fixture.text(&["lineage", leaf.as_str(), "--limit", limit]);
    assert_eq!(more(&lineage("1")).as_deref(), Some("more: raise --limit"));
    assert_eq!(more(&lineage("2")), None);
    let links =
        |limit| fixture.json(&["lineage", leaf.as_str(), "--limit", limit])["links"].as_array().map(Vec::len);
    assert_eq!((links("1"), links("2")), (Some(1), Some(2)));
}

#[test]
fn lineage_shows_ancestors_links_and_versions() {
    let fixture = Fixture::new();
    let (seed, leaf) = fixture.with(async |store| {
        let page = |id| NewItem::new(Identity::new("http", "wiki", "page", id), "x:");
        let seed = store.claim(ClaimRequest::new("w")).await.unwrap().remove(0);
        store.complete(&seed, Completion::new().link(page("middle"))).await.unwrap();
        let middle = store.claim(ClaimRequest::new("w")).await.unwrap().remove(0);
        store.complete(&middle, Completion::new().link(page("leaf"))).await.unwrap();
        let leaf = store.claim(ClaimRequest::new("w")).await.unwrap().remove(0);
        store
            .complete(&leaf, Completion::new().content(Content::from_bytes(b"leaf")).link(page("leaf")))
            .await
            .unwrap();
        (seed.work_item_id().clone(), leaf.work_item_id().clone())
    });
    let lineage = fixture.json(&["lineage", leaf.as_str()]);
    assert_eq!(lineage["ancestors"][0], seed.as_str());
    assert_eq!(lineage["ancestors"].as_array().map(Vec::len), Some(2));
    let keys: Vec<&str> =
        lineage["links"].as_array().unwrap().iter().map(|link| link["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["http:wiki:page:middle", "http:wiki:page:leaf"]);
    assert_eq!(
        (&lineage["versions"][0]["bytes"], &lineage["versions"][0]["changed"]),
        (&json!(4), &json!(true))
    );
    let text = fixture.text(&["lineage", leaf.as_str()]);
    assert!(text.contains("\n  ") && text.contains("http:wiki:page:middle (completed)"), "{text}");
    assert!(stdout(&fixture.run(&["lineage", "nothing"]), 1).contains("no item has the id nothing"));
}

#[test]
fn lineage_of_a_cycle_ends() {
    let fixture = Fixture::idle();
    let id = fixture.json(&["items", "list"])[0]["item"].as_str().unwrap().to_owned();
    assert_eq!(fixture.json(&["lineage", &id])["ancestors_complete"], true);
    fixture.execute_sql(&format!("UPDATE ingest_work_items SET discovered_from = '{id}'"));
    let cycle = fixture.json(&["lineage", &id]);
    assert_eq!(
        (&cycle["ancestors_complete"], cycle["ancestors"].as_array().unwrap().len()),
        (&json!(false), 1)
    );
    assert!(fixture.text(&["lineage", &id]).contains("lineage is cyclic"));
}

#[test]
fn prune_removes_old_rows() {
    let fixture = Fixture::new();
    fixture.execute_sql(
        "UPDATE ingest_work_items SET finished_at = '2020-01-01T00:00:00.000000Z' WHERE finished_at IS NOT NULL;
         UPDATE ingest_worker_heartbeats SET beat_at = '2020-01-01T00:00:00.000000Z'",
    );
    let all = ["--versions", "30d", "--links", "30d", "--items", "1month 2h", "--workers", "1w"];
    let prune = |more: &[&str]| fixture.run(&[&["prune"], &all[..], more].concat());
    let dry = stdout(&prune(&["--dry-run"]), 0);
    assert!(
        dry.contains("0 versions, 0 links, the request data of 2 items and 1 workers would be removed"),
        "{dry}"
    );
    assert!(stdout(&prune(&[]), 1).contains("add --yes"));
    let done = json_stdout(&prune(&["--yes", "--json"]), 0);
    assert_eq!(done, json!({ "versions": 0, "links": 0, "items": 2, "workers": 1, "done": true }));
    let nothing = json_stdout(&prune(&["--json"]), 0);
    assert_eq!((&nothing["items"], &nothing["done"]), (&json!(0), &json!(false)));
    assert_eq!(fixture.json(&["items", "list"]).as_array().map(Vec::len), Some(3));
    let error = error_output(&fixture.run(&["prune", "--yes"]));
    assert!(error.contains("--versions, --links, --items, --workers"), "{error}");
    error_output(&fixture.run(&["prune", "--items", "soon"]));
}
