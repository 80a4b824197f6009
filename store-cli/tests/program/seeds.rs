//! Seeds from files and from standard input.

use std::io::Write as _;
use std::process::{Output, Stdio};

use serde_json::json;

use crate::fixture::{Fixture, program, refusal, told};

/// Runs `store enqueue` with something on standard input.
fn enqueue(fixture: &Fixture, arguments: &[&str], input: &str) -> Output {
    let mut command = program();
    command.arg("enqueue").args(arguments).arg("--db").arg(fixture.file());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // It may have ended before it has read all.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

#[test]
fn urls() {
    let fixture = Fixture::new();
    let list = "# a list\n\nhttps://a.example/1#part\nhttps://a.example/2\n  https://A.example/1\nhttps://b.example\n";
    let text = told(&enqueue(&fixture, &["--priority", "-3"], list), 0);
    assert_eq!(text.trim(), "3 new, 1 in the queue already");
    let items = fixture.json(&["items", "list", "--name", "a.example"]);
    let first = &items[0];
    assert_eq!((&first["uri"], &first["id"]), (&json!("https://a.example/1"), &json!("https://a.example/1")));
    assert_eq!(
        (&first["system"], &first["type"], &first["priority"]),
        (&json!("http"), &json!("page"), &json!(-3))
    );
    // Of a run, and of one source.
    let run = fixture.json(&["runs"])[0]["run"].as_str().unwrap().to_owned();
    let of_run = ["--run", &run, "--system", "api", "--name", "one", "--type", "work", "--json"];
    let told_of = told(&enqueue(&fixture, &of_run, "https://a.example/1\n"), 0);
    assert_eq!(told_of.trim(), r#"{"existing":0,"new":1}"#);
    let item = &fixture.json(&["items", "list", "--system", "api"])[0];
    assert_eq!((&item["run"], &item["name"], &item["type"]), (&json!(run), &json!("one"), &json!("work")));
    let error = refusal(&enqueue(&fixture, &["--run", "nothing"], "https://a.example/9\n"));
    assert!(error.contains("no run has the id nothing") && error.contains("store runs"), "{error}");
}

#[test]
fn lines_and_lists() {
    let fixture = Fixture::new();
    let folder = fixture.folder.path();
    let lines = folder.join("seeds.jsonl");
    let all = json!({
        "uri": "https://api.example/q", "system": "openalex", "name": "works", "type": "work", "id": "W1", "variant": "raw",
        "method": "POST", "headers": { "Accept": "text/html" }, "body": "q=1", "metadata": [1], "priority": 5, "rank": 2,
    });
    std::fs::write(&lines, format!("{all}\n\n{{\"url\":\"https://a.example/x\"}}\n")).unwrap();
    let list = folder.join("seeds.yaml");
    std::fs::write(&list, "seeds:\n- https://a.example/x\n- uri: https://a.example/y\n  headers: {a: b}\n")
        .unwrap();
    let done = fixture.json(&["enqueue", lines.to_str().unwrap(), list.to_str().unwrap()]);
    assert_eq!(done, json!({ "new": 3, "existing": 1 }));
    let item = &fixture.json(&["items", "list", "--system", "openalex"])[0];
    for (name, value) in all.as_object().unwrap() {
        assert_eq!(&item[name], value, "{name}");
    }
    // As some editors and shells write them.
    for (format, text) in [
        ("jsonl", "{\"uri\":\"https://m.example/1\"}"),
        ("yaml", "- https://m.example/2"),
        ("urls", "https://m.example/3"),
    ] {
        let marked = enqueue(&fixture, &["--format", format], &format!("\u{feff}{text}\n"));
        assert_eq!(told(&marked, 0).trim(), "1 new, 0 in the queue already", "{format}");
    }
    let without = folder.join("list.yml");
    std::fs::write(&without, "- https://a.example/z\n").unwrap();
    assert_eq!(fixture.json(&["enqueue", without.to_str().unwrap()])["new"], 1);
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let fixture = Fixture::new();
    let pending = || fixture.json(&["stats"])["total"]["pending"].as_i64().unwrap();
    let before = pending();
    let error = refusal(&enqueue(&fixture, &[], "https://a.example/1\nindex.html\n"));
    assert!(
        error.contains("standard input, line 2") && error.contains("\"index.html\" is no URL"),
        "{error}"
    );
    assert!(error.contains("what stands before it (1) is in the queue"), "{error}");
    assert_eq!(pending(), before + 1);
    let long = format!("https://a.example/{}", "x".repeat(600));
    let cases = [
        ("urls", long.as_str(), "resource_id"),
        ("urls", "mailto:someone@a.example", "--name"),
        ("jsonl", "{\"uri\":\"https://a.example\",\"prio\":1}", "unknown field `prio`"),
        ("jsonl", "https://a.example", "line 1"),
        (
            "jsonl",
            "{\"uri\":\"https://a.example\",\"metadata\":[123456789012345678901]}",
            "write it as a text",
        ),
        (
            "yaml",
            "- {uri: https://a.example/2, metadata: {id: 123456789012345678901}}",
            "123456789012345678901",
        ),
        ("yaml", "seeds: https://a.example", "it is no list"),
        ("yaml", "- {uri: https://a.example/2}\n- {system: http}", "seed 2"),
        ("yaml", "- {uri: https://a.example/2, metadata: {a: [{b: -.inf}]}}", "write them as texts"),
        ("yaml", "- [", "standard input"),
    ];
    for (format, input, expected) in cases {
        let error = refusal(&enqueue(&fixture, &["--format", format], input));
        assert!(error.contains(expected), "{expected}: {error}");
    }
    let error = refusal(&fixture.run(&["enqueue", "nowhere.txt"]));
    assert!(error.contains("nowhere.txt cannot be read"), "{error}");
}
