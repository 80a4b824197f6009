//! What is in the queue, and what is done with it.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use serde_json::{Value, json};
use store::state::{ClaimRequest, Completion, Content, Failure, Identity, NewItem};

use crate::fixture::{Fixture, json_of, program, refusal, told};

#[test]
fn stats() {
    let fixture = Fixture::new();
    let stats = fixture.json(&["stats"]);
    let counts = |pending: i64, completed: i64, failed: i64| json!({ "pending": pending, "in_progress": 0, "completed": completed, "failed": failed, "skipped": 0 });
    assert_eq!(stats["total"], counts(1, 1, 1));
    assert_eq!(stats["sources"], json!({ "http/docs": counts(0, 1, 1), "http/wiki": counts(1, 0, 0) }));
    assert_eq!(stats["finished"], 2);
    let text = fixture.text(&["stats", "--over", "60"]);
    for part in ["http/docs", "in_progress", "2 finished in the last 60 s", "all is done in 30 s"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

/// Whoever closes the pipe does not turn a finding into none.
#[test]
fn a_closed_pipe_hides_no_finding() {
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
fn runs() {
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

/// A list that is cut off says so, and how the rest is seen.
#[test]
fn what_is_cut_off_is_told() {
    let fixture = Fixture::new();
    let more = |text: &str| text.lines().find(|line| line.starts_with("more: ")).map(str::to_owned);
    let all = fixture.json(&["items", "list"]);
    let second = all[1]["item"].as_str().unwrap();
    let told_of = more(&fixture.text(&["items", "list", "--limit", "2"]));
    assert_eq!(told_of, Some(format!("more: add --after {second}")));
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
fn workers() {
    let fixture = Fixture::new();
    let workers = fixture.json(&["workers"]);
    assert_eq!((&workers[0]["worker"], &workers[0]["pid"]), (&json!("crawler-1"), &json!(7)));
    let text = fixture.text(&["workers"]);
    let beat = workers[0]["beat_at"].as_str().unwrap()[..19].replace('T', " ");
    for part in ["crawler-1", "last sign of life", &beat, workers[0]["run"].as_str().unwrap()] {
        assert!(text.contains(part), "{part}: {text}");
    }
    fixture.change("UPDATE ingest_worker_heartbeats SET beat_at = strftime('%Y-%m-%dT%H:%M:%S.000000Z', 'now', '-10 minutes')");
    assert_eq!(fixture.json(&["workers"]), json!([]));
    assert_eq!(fixture.json(&["workers", "--within", "700"])[0]["worker"], "crawler-1");
    assert_eq!(fixture.json(&["workers", "--within", "500"]), json!([]));
}

#[test]
fn pause_drain_and_resume() {
    let fixture = Fixture::new();
    let claimed = || fixture.with(async |store| store.claim(ClaimRequest::new("w")).await.unwrap().len());
    assert_eq!(fixture.json(&["pause", "http/wiki", "--reason", "too slow"])["effective"], "paused");
    assert_eq!(claimed(), 0);
    let reason = fixture.with(async |store| store.controls().await.unwrap().remove(0).reason);
    assert_eq!(reason.as_deref(), Some("too slow"));
    assert!(fixture.text(&["stats"]).ends_with("\nhttp/wiki: paused: too slow\n"));
    let control = &fixture.json(&["stats"])["controls"][0];
    assert_eq!((&control["source"], &control["state"]), (&json!("http/wiki"), &json!("paused")));
    assert_eq!(fixture.json(&["drain"])["target"], "all sources");
    // What holds for all comes first, and is told.
    let text = fixture.text(&["resume", "http/wiki"]);
    assert!(text.contains("http/wiki: running") && text.contains("all sources are draining"), "{text}");
    assert_eq!(claimed(), 0);
    assert_eq!(fixture.json(&["resume"])["effective"], "running");
    assert_eq!(claimed(), 1);
    // Nowhere would it be seen why.
    assert!(
        refusal(&fixture.run(&["resume", "--reason", "fast again"]))
            .contains("unexpected argument '--reason'")
    );
    let error = refusal(&fixture.run(&["pause", "wiki"]));
    assert!(error.contains("\"wiki\" is no source") && error.contains("http/docs"), "{error}");
}

#[test]
fn items() {
    let fixture = Fixture::new();
    let all = fixture.json(&["items", "list"]);
    let ids: Vec<&str> = all.as_array().unwrap().iter().map(|item| item["item"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 3);
    let second = fixture.json(&["items", "list", "--after", ids[0], "--limit", "1"]);
    assert_eq!(second[0]["item"], ids[1]);
    let failed = fixture.json(&["items", "list", "--status", "failed", "--name", "docs"]);
    assert_eq!((&failed[0]["error"], &failed[0]["id"]), (&json!("410 Gone"), &json!("2")));
    assert_eq!(fixture.json(&["items", "list", "--system", "gopher"]), json!([]));
    let run = fixture.json(&["runs"])[0]["run"].as_str().unwrap().to_owned();
    fixture.with(async |store| {
        store.enqueue(NewItem::new(Identity::new("gopher", "hole", "page", "1"), "x:")).await.unwrap();
    });
    assert_eq!(fixture.json(&["items", "list", "--run", &run]), all);
    assert_eq!(fixture.json(&["items", "list", "--run", "nothing"]), json!([]));
    assert!(fixture.text(&["items", "list"]).contains("http:docs:page:1"));

    assert_eq!(fixture.json(&["items", "show", ids[0]]), all[0]);
    let shown = fixture.text(&["items", "show", ids[1]]);
    assert!(shown.contains("410 Gone") && shown.contains("failures"), "{shown}");
    for id in ["nothing", "http:docs:page:what stands in the list beside the id"] {
        assert!(told(&fixture.run(&["items", "show", id]), 1).contains(&format!("no item has the id {id}")));
        for command in [&["items", "show", id, "--json"][..], &["lineage", id, "--json"]] {
            assert_eq!(json_of(&fixture.run(command), 1), json!({ "item": null }));
        }
    }

    assert_eq!(fixture.json(&["items", "retry", ids[1]])[0]["outcome"], "pending");
    assert_eq!(fixture.json(&["items", "show", ids[1]])["failures"], 0);
    assert_eq!(fixture.json(&["items", "skip", ids[2], "--reason", "not ours"])[0]["outcome"], "skipped");
    assert_eq!(fixture.json(&["items", "show", ids[2]])["error"], "not ours");
    let told_of_two = told(&fixture.run(&["items", "retry", ids[2], "nothing"]), 1);
    assert!(told_of_two.contains("pending") && told_of_two.contains("nothing: not there"), "{told_of_two}");

    // What no worker has cannot be taken from one.
    assert!(told(&fixture.run(&["items", "release", ids[0]]), 1).contains("not with a worker"));
    let error = refusal(&fixture.run(&["items", "list", "--status", "done"]));
    assert!(error.contains("pending, in_progress, completed, failed, skipped"), "{error}");
}

/// What is stored does nothing to the terminal, and looks like no other row.
#[test]
fn what_is_stored_gives_the_terminal_no_orders() {
    let fixture = Fixture::new();
    let id = "\u{202e}gnp.exe\u{9b}2J";
    let (item, reason) = ("http:docs:page:".to_owned() + id, "\u{1b}[2Jgone\nfor good\r");
    let claimed = fixture.with(async |store| {
        store.enqueue(NewItem::new(Identity::new("http", "docs", "page", id), "x:")).await.unwrap();
        store.claim(ClaimRequest::new("w\u{1b}c").limit(9)).await.unwrap()
    });
    let claimed = claimed.iter().find(|claimed| claimed.item().resource_id == id).unwrap();
    let work_item = claimed.work_item_id().as_str();
    fixture.change("UPDATE ingest_worker_heartbeats SET worker_id = 'w' || char(27) || 'c'");
    let error = refusal(&fixture.run(&["export", "-"]));
    assert!(error.contains("w\\u{1b}c at work on it"), "{error}");
    fixture.with(async |store| store.fail(claimed, Failure::new(reason).is_final()).await.unwrap());
    fixture.text(&["pause", "http/wiki", "--reason", reason]);

    let shown = "\\u{1b}[2Jgone\\nfor good\\r";
    let commands: [(&[&str], &str); 4] = [
        (&["items", "list", "--status", "failed"], shown),
        (&["items", "show", work_item], shown),
        (&["stats"], shown),
        (&["lineage", work_item], "http:docs:page:\\u{202e}gnp.exe\\u{9b}2J (failed)"),
    ];
    for (command, part) in commands {
        let text = fixture.text(command);
        assert!(text.contains(part), "{command:?}: {text}");
        assert!(
            !text.contains(|c: char| c != '\n' && (c.is_control() || c == '\u{202e}')),
            "{command:?}: {text:?}"
        );
    }
    let json = fixture.json(&["items", "show", work_item]);
    assert_eq!((&json["error"], &json["key"]), (&json!(reason), &json!(item)));
}

/// What takes an item from a worker, or an outcome from an item, is told first.
#[test]
fn what_takes_away_wants_a_yes() {
    let fixture = Fixture::new();
    let id = |status: &str| {
        let found = fixture.json(&["items", "list", "--status", status]);
        found[0]["item"].as_str().unwrap().to_owned()
    };
    let (completed, failed, pending) = (id("completed"), id("failed"), id("pending"));
    let claimed = fixture.with(async |store| store.claim(ClaimRequest::new("w-7")).await.unwrap().remove(0));
    let holds = || fixture.with(async |store| store.renew(&claimed).await.map_err(|error| error.kind()));
    // Without what a worker that holds on changes.
    let state = || -> Vec<[Value; 3]> {
        let items = fixture.json(&["items", "list"]);
        let part = |item: &Value| ["status", "worker", "error"].map(|part| item[part].clone());
        items.as_array().unwrap().iter().map(part).collect()
    };
    let before = state();
    for (verb, item, to) in [
        ("skip", &pending, "skipped"),
        ("retry", &pending, "pending"),
        ("release", &pending, "pending"),
        ("skip", &completed, "skipped"),
        ("retry", &completed, "pending"),
    ] {
        // Those that could be changed at once stay too.
        let text = told(&fixture.run(&["items", verb, &failed, item, "nothing"]), 1);
        let key = if item == &pending { "http:wiki:page:3" } else { "http:docs:page:1" };
        let row = text.lines().find(|line| line.contains(item.as_str())).unwrap();
        assert!(row.contains(key) && row.contains(to), "{verb}: {text}");
        assert_eq!(row.contains("in_progress") && row.contains("w-7"), item == &pending, "{verb}: {text}");
        assert!(text.contains("add --yes") && text.contains("not there"), "{verb}: {text}");
        let json = told(&fixture.run(&["items", verb, item, "--json"]), 1);
        let json: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(
            (&json[0]["to"], &json[0]["outcome"], &json[0]["key"]),
            (&json!(to), &json!(null), &json!(key))
        );
        assert_eq!(state(), before, "{verb}");
        assert_eq!(holds(), Ok(()), "{verb}");
    }
    let released = &fixture.json(&["items", "release", &pending, "--yes"])[0];
    assert_eq!(
        (&released["status"], &released["worker"], &released["outcome"]),
        (&json!("in_progress"), &json!("w-7"), &json!("pending"))
    );
    assert_eq!(holds(), Err(store::ErrorKind::LeaseLost));
    fixture.with(async |store| store.claim(ClaimRequest::new("w-8")).await.unwrap().remove(0));
    let both = fixture.json(&["items", "skip", &completed, &pending, "--yes"]);
    assert_eq!((&both[0]["outcome"], &both[1]["outcome"]), (&json!("skipped"), &json!("skipped")));
    // Of the others nothing is lost.
    assert_eq!(fixture.json(&["items", "retry", &completed, &failed])[1]["outcome"], "pending");
    assert_eq!(fixture.json(&["items", "skip", &failed])[0]["status"], "pending");
}

#[test]
fn lineage() {
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
    assert_eq!(lineage["found_by_way_of"][0], seed.as_str());
    assert_eq!(lineage["found_by_way_of"].as_array().map(Vec::len), Some(2));
    let keys: Vec<&str> =
        lineage["links"].as_array().unwrap().iter().map(|link| link["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["http:wiki:page:middle", "http:wiki:page:leaf"]);
    assert_eq!(
        (&lineage["versions"][0]["bytes"], &lineage["versions"][0]["changed"]),
        (&json!(4), &json!(true))
    );
    let text = fixture.text(&["lineage", leaf.as_str()]);
    assert!(text.contains("\n  ") && text.contains("http:wiki:page:middle (completed)"), "{text}");
    assert!(told(&fixture.run(&["lineage", "nothing"]), 1).contains("no item has the id nothing"));
}

#[test]
fn recrawl() {
    let fixture = Fixture::new();
    let pending = || fixture.json(&["stats"])["total"]["pending"].as_i64().unwrap();
    assert_eq!(fixture.json(&["recrawl", "--dry-run"]), json!({ "items": 1, "run": null }));
    let told_only = told(&fixture.run(&["recrawl", "--status", "completed", "--status", "failed"]), 1);
    assert!(told_only.contains("2 items would be put back") && told_only.contains("--yes"), "{told_only}");
    assert_eq!((pending(), fixture.json(&["runs"]).as_array().map(Vec::len)), (1, Some(1)));

    let before = fixture.json(&["runs"])[0]["run"].clone();
    let done =
        fixture.json(&["recrawl", "--status", "completed", "--status", "failed", "--name", "docs", "--yes"]);
    assert_eq!((&done["items"], pending()), (&json!(2), 3));
    let run = &fixture.json(&["runs"])[0];
    assert_eq!((&run["run"], &run["parent"], &run["name"]), (&done["run"], &before, &json!("nightly")));
    // Nothing to put back starts no run.
    assert_eq!(fixture.json(&["recrawl", "--yes"]), json!({ "items": 0, "run": null }));
    assert_eq!(fixture.json(&["runs"]).as_array().map(Vec::len), Some(2));
    let error = refusal(&fixture.run(&["recrawl", "--status", "pending", "--yes"]));
    assert!(error.contains("use one of completed, failed, skipped"), "{error}");
}

#[test]
fn stats_goes_on_telling() {
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
    let error = refusal(&fixture.run(&["stats", "--watch", "0"]));
    assert!(error.contains("at least 0.1 seconds"), "{error}");
}

/// Ctrl-C ends it with the numbers as they are then.
#[cfg(unix)]
#[test]
fn stats_ends_when_it_is_interrupted() {
    use rustix::process::{Pid, Signal, kill_process};
    let fixture = Fixture::new();
    let mut command = program();
    command.args(["stats", "--watch", "0.1", "--json", "--db"]).arg(fixture.file()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    // When it tells it again it waits for signals.
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
fn prune() {
    let fixture = Fixture::new();
    fixture.change(
        "UPDATE ingest_work_items SET finished_at = '2020-01-01T00:00:00.000000Z' WHERE finished_at IS NOT NULL;
         UPDATE ingest_worker_heartbeats SET beat_at = '2020-01-01T00:00:00.000000Z'",
    );
    let all = ["--versions", "30d", "--links", "30d", "--items", "1month 2h", "--workers", "1w"];
    let prune = |more: &[&str]| fixture.run(&[&["prune"], &all[..], more].concat());
    let dry = told(&prune(&["--dry-run"]), 0);
    assert!(
        dry.contains("0 versions, 0 links, the contents of 2 items and 1 workers would be removed"),
        "{dry}"
    );
    assert!(told(&prune(&[]), 1).contains("add --yes"));
    let done: Value = serde_json::from_str(&told(&prune(&["--yes", "--json"]), 0)).unwrap();
    assert_eq!(done, json!({ "versions": 0, "links": 0, "items": 2, "workers": 1, "done": true }));
    let nothing: Value = serde_json::from_str(&told(&prune(&["--json"]), 0)).unwrap();
    assert_eq!((&nothing["items"], &nothing["done"]), (&json!(0), &json!(false)));
    assert_eq!(fixture.json(&["items", "list"]).as_array().map(Vec::len), Some(3));
    let error = refusal(&fixture.run(&["prune", "--yes"]));
    assert!(error.contains("--versions, --links, --items or --workers"), "{error}");
    refusal(&fixture.run(&["prune", "--items", "soon"]));
}

/// An error reports what the command has done before it, and the same command does the rest.
#[test]
fn an_error_in_the_middle_tells_what_is_kept() {
    let fixture = Fixture::idle();
    let ids: Vec<String> = (0..2_500).map(|number| format!("{number:04}")).collect();
    fixture.with(async |store| {
        let page = |id: &String| NewItem::new(Identity::new("http", "big", "page", id), "x:");
        store.enqueue_many(ids.iter().map(page).collect()).await.unwrap();
    });
    fixture.change(
        "UPDATE ingest_work_items SET status = 'completed', finished_at = '2020-01-01T00:00:00.000000Z'
             WHERE source_name = 'big';
         CREATE TRIGGER full BEFORE UPDATE ON ingest_work_items
             WHEN NEW.work_item_id = (SELECT max(work_item_id) FROM ingest_work_items WHERE source_name = 'big')
         BEGIN SELECT RAISE(ABORT, 'no more'); END",
    );
    let kept = |output| -> Value {
        let json: Value = serde_json::from_str(&refusal(&output)).unwrap();
        assert!(json["error"].as_str().unwrap().contains("no more"), "{json}");
        json["kept"].clone()
    };
    let pruned = kept(fixture.run(&["prune", "--items", "30d", "--yes", "--json"]));
    assert_eq!((&pruned["items"], &pruned["done"]), (&json!(2_000), &json!(false)));
    let recrawl = ["recrawl", "--name", "big", "--yes", "--json"];
    let back = kept(fixture.run(&recrawl));
    assert_eq!(back["items"], 2_000);
    let run = back["run"].as_str().unwrap();
    let text = refusal(&fixture.run(&[&recrawl[..4], &["--into", run]].concat()));
    assert!(text.contains("0 items are back") && text.contains(&format!("--into {run}")), "{text}");

    let list = fixture.json(&["items", "list", "--name", "big", "--limit", "2500"]);
    let id = |number: usize| list[number]["item"].as_str().unwrap();
    let last = id(2_499);
    let changed = kept(fixture.run(&["items", "skip", id(0), last, id(1), "--yes", "--json"]));
    assert_eq!((&changed[0]["item"], &changed[0]["outcome"]), (&json!(id(0)), &json!("skipped")));
    assert_eq!(changed.as_array().unwrap().len(), 1);

    fixture.change("DROP TRIGGER full");
    assert_eq!(
        fixture.json(&[&recrawl[..4], &["--into", run]].concat()),
        json!({ "items": 500, "run": run })
    );
    let of_run = fixture.json(&["items", "list", "--run", run, "--limit", "2500"]);
    assert_eq!(of_run.as_array().unwrap().len(), 2_500);
    refusal(&fixture.run(&["recrawl", "--into", "nothing", "--yes"]));
}

/// What has been pruned is not fetched again in silence without what its request had.
#[test]
fn pruned_items_are_put_back_when_that_is_said() {
    let fixture = Fixture::idle();
    let failed =
        fixture.json(&["items", "list", "--status", "failed"])[0]["item"].as_str().unwrap().to_owned();
    fixture.change(
        "UPDATE ingest_work_items SET pruned_at = '2026-01-01T00:00:00.000000Z' WHERE status = 'failed'",
    );
    let text = told(&fixture.run(&["items", "retry", &failed]), 1);
    assert!(text.contains("pending, without headers, body and metadata, which were pruned"), "{text}");
    assert!(fixture.text(&["items", "retry", &failed, "--yes"]).contains("pending"));
}

#[test]
fn names_that_are_mistyped_are_told() {
    let fixture = Fixture::idle();
    let text = fixture.text(&["pause", "HTTP/docs"]);
    assert!(text.contains("HTTP/docs: paused; the store has no items of this source"), "{text}");
    assert_eq!(fixture.json(&["pause", "http/docs"])["known"], true);
    assert_eq!(fixture.json(&["resume"])["known"], true);
    let error = refusal(&fixture.run(&["stats", "--port", "0"]));
    assert!(error.contains("--port"), "{error}");
}

/// A ring of discoveries has no beginning.
#[test]
fn lineage_of_a_ring() {
    let fixture = Fixture::idle();
    let id = fixture.json(&["items", "list"])[0]["item"].as_str().unwrap().to_owned();
    assert_eq!(fixture.json(&["lineage", &id])["whole_way"], true);
    fixture.change(&format!("UPDATE ingest_work_items SET discovered_from = '{id}'"));
    let ring = fixture.json(&["lineage", &id]);
    assert_eq!((&ring["whole_way"], ring["found_by_way_of"].as_array().unwrap().len()), (&json!(false), 1));
    assert!(fixture.text(&["lineage", &id]).contains("or a ring"));
}
