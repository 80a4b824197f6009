//! `store items`.

use serde_json::{Value, json};
use store::state::{ClaimRequest, Failure, Identity, NewItem};

use crate::fixture::{Fixture, error_output, json_stdout, stdout};

#[test]
fn items_are_listed_shown_and_changed() {
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
    for id in ["nothing", "http:docs:page:a key, which is longer than an id"] {
        assert!(
            stdout(&fixture.run(&["items", "show", id]), 1).contains(&format!("no item has the id {id}"))
        );
        for command in [&["items", "show", id, "--json"][..], &["lineage", id, "--json"]] {
            assert_eq!(json_stdout(&fixture.run(command), 1), json!({ "item": null }));
        }
    }

    assert_eq!(fixture.json(&["items", "retry", ids[1]])[0]["outcome"], "pending");
    assert_eq!(fixture.json(&["items", "show", ids[1]])["failures"], 0);
    assert_eq!(fixture.json(&["items", "skip", ids[2], "--reason", "not ours"])[0]["outcome"], "skipped");
    assert_eq!(fixture.json(&["items", "show", ids[2]])["error"], "not ours");
    let text = stdout(&fixture.run(&["items", "retry", ids[2], "nothing"]), 1);
    assert!(text.contains("pending") && text.contains("nothing: not found"), "{text}");

    // Only an item that a worker holds can be released.
    assert!(stdout(&fixture.run(&["items", "release", ids[0]]), 1).contains("not held by a worker"));
    let error = error_output(&fixture.run(&["items", "list", "--status", "done"]));
    assert!(error.contains("pending, in_progress, completed, failed, skipped"), "{error}");
}

#[test]
fn control_characters_of_stored_strings_are_escaped() {
    let fixture = Fixture::new();
    let id = "\u{202e}gnp.exe\u{9b}2J";
    let (item, reason) = ("http:docs:page:".to_owned() + id, "\u{1b}[2Jgone\nfor good\r");
    let claimed = fixture.with(async |store| {
        store.enqueue(NewItem::new(Identity::new("http", "docs", "page", id), "x:")).await.unwrap();
        store.claim(ClaimRequest::new("w\u{1b}c").limit(9)).await.unwrap()
    });
    let claimed = claimed.iter().find(|claimed| claimed.item().resource_id == id).unwrap();
    let work_item = claimed.work_item_id().as_str();
    fixture.execute_sql("UPDATE ingest_worker_heartbeats SET worker_id = 'w' || char(27) || 'c'");
    let error = error_output(&fixture.run(&["export", "-"]));
    assert!(error.contains("active workers: w\\u{1b}c"), "{error}");
    fixture.with(async |store| store.fail(claimed, Failure::new(reason).without_retry()).await.unwrap());
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

#[test]
fn changes_that_lose_data_need_yes() {
    let fixture = Fixture::new();
    let id = |status: &str| {
        let found = fixture.json(&["items", "list", "--status", status]);
        found[0]["item"].as_str().unwrap().to_owned()
    };
    let (completed, failed, pending) = (id("completed"), id("failed"), id("pending"));
    let claimed = fixture.with(async |store| store.claim(ClaimRequest::new("w-7")).await.unwrap().remove(0));
    let holds = || fixture.with(async |store| store.renew(&claimed).await.map_err(|error| error.kind()));
    // Without the expiry of the lease, which a worker renews.
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
        // The failed item is not changed either, although nothing would be lost.
        let text = stdout(&fixture.run(&["items", verb, &failed, item, "nothing"]), 1);
        let key = if item == &pending { "http:wiki:page:3" } else { "http:docs:page:1" };
        let row = text.lines().find(|line| line.contains(item.as_str())).unwrap();
        assert!(row.contains(key) && row.contains(to), "{verb}: {text}");
        assert_eq!(row.contains("in_progress") && row.contains("w-7"), item == &pending, "{verb}: {text}");
        assert!(text.contains("add --yes") && text.contains("not found"), "{verb}: {text}");
        let json = stdout(&fixture.run(&["items", verb, item, "--json"]), 1);
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
    // Changes without a loss need no --yes.
    assert_eq!(fixture.json(&["items", "retry", &completed, &failed])[1]["outcome"], "pending");
    assert_eq!(fixture.json(&["items", "skip", &failed])[0]["status"], "pending");
}

#[test]
fn an_item_without_its_request_data_is_retried_only_with_yes() {
    let fixture = Fixture::idle();
    let failed =
        fixture.json(&["items", "list", "--status", "failed"])[0]["item"].as_str().unwrap().to_owned();
    fixture.execute_sql(
        "UPDATE ingest_work_items SET pruned_at = '2026-01-01T00:00:00.000000Z' WHERE status = 'failed'",
    );
    let text = stdout(&fixture.run(&["items", "retry", &failed]), 1);
    assert!(text.contains("pending, without headers, body and metadata, which were pruned"), "{text}");
    assert!(fixture.text(&["items", "retry", &failed, "--yes"]).contains("pending"));
}
