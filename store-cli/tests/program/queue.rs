//! `store pause`, `store drain`, `store resume` and `store recrawl`.

use serde_json::{Value, json};
use store::state::{ClaimRequest, Identity, NewItem};

use crate::fixture::{Fixture, error_output, stdout};

#[test]
fn pause_drain_and_resume_control_sources() {
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
    // The state of all sources takes precedence.
    let text = fixture.text(&["resume", "http/wiki"]);
    assert!(text.contains("http/wiki: running") && text.contains("all sources are draining"), "{text}");
    assert_eq!(claimed(), 0);
    assert_eq!(fixture.json(&["resume"])["effective"], "running");
    assert_eq!(claimed(), 1);
    // A source that runs shows no reason.
    assert!(
        error_output(&fixture.run(&["resume", "--reason", "fast again"]))
            .contains("unexpected argument '--reason'")
    );
    let error = error_output(&fixture.run(&["pause", "wiki"]));
    assert!(error.contains("invalid source \"wiki\"") && error.contains("http/docs"), "{error}");
}

#[test]
fn a_source_without_items_is_reported() {
    let fixture = Fixture::idle();
    let text = fixture.text(&["pause", "HTTP/docs"]);
    assert!(text.contains("HTTP/docs: paused; the store has no items of this source"), "{text}");
    assert_eq!(fixture.json(&["pause", "http/docs"])["known"], true);
    assert_eq!(fixture.json(&["resume"])["known"], true);
    let error = error_output(&fixture.run(&["stats", "--port", "0"]));
    assert!(error.contains("--port"), "{error}");
}

#[test]
fn recrawl_puts_finished_items_back() {
    let fixture = Fixture::new();
    let pending = || fixture.json(&["stats"])["total"]["pending"].as_i64().unwrap();
    assert_eq!(fixture.json(&["recrawl", "--dry-run"]), json!({ "items": 1, "run": null }));
    let text = stdout(&fixture.run(&["recrawl", "--status", "completed", "--status", "failed"]), 1);
    assert!(text.contains("2 items would be put back") && text.contains("--yes"), "{text}");
    assert_eq!((pending(), fixture.json(&["runs"]).as_array().map(Vec::len)), (1, Some(1)));

    let before = fixture.json(&["runs"])[0]["run"].clone();
    let done =
        fixture.json(&["recrawl", "--status", "completed", "--status", "failed", "--name", "docs", "--yes"]);
    assert_eq!((&done["items"], pending()), (&json!(2), 3));
    let run = &fixture.json(&["runs"])[0];
    assert_eq!((&run["run"], &run["parent"], &run["name"]), (&done["run"], &before, &json!("nightly")));
    // Without items no run is started.
    assert_eq!(fixture.json(&["recrawl", "--yes"]), json!({ "items": 0, "run": null }));
    assert_eq!(fixture.json(&["runs"]).as_array().map(Vec::len), Some(2));
    let error = error_output(&fixture.run(&["recrawl", "--status", "pending", "--yes"]));
    assert!(error.contains("use one of completed, failed, skipped"), "{error}");
}

/// The same command does the rest.
#[test]
fn an_error_reports_the_changes_made_before_it() {
    let fixture = Fixture::idle();
    let ids: Vec<String> = (0..2_500).map(|number| format!("{number:04}")).collect();
    fixture.with(async |store| {
        let page = |id: &String| NewItem::new(Identity::new("http", "big", "page", id), "x:");
        store.enqueue_many(ids.iter().map(page).collect()).await.unwrap();
    });
    fixture.execute_sql(
        "UPDATE ingest_work_items SET status = 'completed', finished_at = '2020-01-01T00:00:00.000000Z'
             WHERE source_name = 'big';
         CREATE TRIGGER full BEFORE UPDATE ON ingest_work_items
             WHEN NEW.work_item_id = (SELECT max(work_item_id) FROM ingest_work_items WHERE source_name = 'big')
         BEGIN SELECT RAISE(ABORT, 'no more'); END",
    );
    let partial_result = |output| -> Value {
        let json: Value = serde_json::from_str(&error_output(&output)).unwrap();
        assert!(json["error"].as_str().unwrap().contains("no more"), "{json}");
        json["partial_result"].clone()
    };
    let pruned = partial_result(fixture.run(&["prune", "--items", "30d", "--yes", "--json"]));
    assert_eq!((&pruned["items"], &pruned["done"]), (&json!(2_000), &json!(false)));
    let recrawl = ["recrawl", "--name", "big", "--yes", "--json"];
    let back = partial_result(fixture.run(&recrawl));
    assert_eq!(back["items"], 2_000);
    let run = back["run"].as_str().unwrap();
    let text = error_output(&fixture.run(&[&recrawl[..4], &["--into", run]].concat()));
    assert!(text.contains("0 items were put back") && text.contains(&format!("--into {run}")), "{text}");

    let list = fixture.json(&["items", "list", "--name", "big", "--limit", "2500"]);
    let id = |number: usize| list[number]["item"].as_str().unwrap();
    let last = id(2_499);
    let changed = partial_result(fixture.run(&["items", "skip", id(0), last, id(1), "--yes", "--json"]));
    assert_eq!((&changed[0]["item"], &changed[0]["outcome"]), (&json!(id(0)), &json!("skipped")));
    assert_eq!(changed.as_array().unwrap().len(), 1);

    fixture.execute_sql("DROP TRIGGER full");
    assert_eq!(
        fixture.json(&[&recrawl[..4], &["--into", run]].concat()),
        json!({ "items": 500, "run": run })
    );
    let of_run = fixture.json(&["items", "list", "--run", run, "--limit", "2500"]);
    assert_eq!(of_run.as_array().unwrap().len(), 2_500);
    error_output(&fixture.run(&["recrawl", "--into", "nothing", "--yes"]));
}
