//! The test that operators run.

use serde_json::json;

use crate::fixture::{Fixture, program, refusal, told};

#[test]
fn all_is_well_and_nothing_is_left() {
    let fixture = Fixture::new();
    let everything = || {
        let out = program().args(["export", "-", "--live", "--db"]).arg(fixture.file()).output().unwrap();
        told(&out, 0)
    };
    let before = everything();
    let text = fixture.text(&["smoketest"]);
    let names: Vec<&str> = text.lines().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(
        names,
        [
            "✓ connection",
            "✓ schema",
            "✓ write, read, update",
            "✓ dedupe",
            "✓ concurrent claims",
            "✓ re-crawl",
            "✓ clean-up"
        ]
    );
    assert!(text.contains("state.db"), "{text}");
    assert_eq!(everything(), before);
    assert!(fixture.json(&["smoketest"]).as_array().unwrap().iter().all(|check| check["outcome"] == "ok"));
}

#[test]
fn what_is_not_well_is_told() {
    let fixture = Fixture::new();
    // Paused, no worker gets anything; what was written is removed all the same.
    fixture.text(&["pause"]);
    let text = told(&fixture.run(&["smoketest"]), 1);
    assert!(text.contains("✗ concurrent claims: no items are given out: `store resume`"), "{text}");
    assert!(text.contains("✗ re-crawl: not tried") && text.contains("✓ clean-up"), "{text}");
    assert_eq!(fixture.json(&["items", "list", "--system", "smoketest"]), json!([]));
    fixture.text(&["resume"]);
    // Something that only a write shows.
    fixture.change("CREATE TRIGGER no BEFORE INSERT ON ingest_work_items BEGIN SELECT RAISE(ABORT, 'read the notice'); END");
    let text = told(&fixture.run(&["smoketest"]), 1);
    assert!(text.contains("✗ write, read, update: ") && text.contains("✗ dedupe: not tried"), "{text}");
    fixture.change("DROP TRIGGER no; DROP TABLE ingest_tallies");
    let text = told(&fixture.run(&["smoketest"]), 1);
    assert!(text.contains("✓ connection") && text.contains("✗ schema: "), "{text}");
    assert!(
        text.contains("tallies: the table is missing") && text.contains("✗ write, read, update: not tried"),
        "{text}"
    );
}

#[test]
fn no_secret_is_shown() {
    let smoketest = |port: &str| {
        let mut command = program();
        command.args(["smoketest", "--host", "127.0.0.1", "--user", "crawler", "--port", port]);
        command.env("SQLSERVER_PASSWORD", "hush-hush").output().unwrap()
    };
    let out = smoketest("1");
    let text = told(&out, 1);
    assert!(
        text.contains("✗ connection: SQL Server at 127.0.0.1,1") && text.contains("user crawler"),
        "{text}"
    );
    assert!(text.contains("✗ schema: not tried"), "{text}");
    assert!(!format!("{out:?}").contains("hush"), "{out:?}");
    let error = refusal(&program().args(["smoketest", "--host", "127.0.0.1"]).output().unwrap());
    assert!(error.contains("SQLSERVER_PASSWORD"), "{error}");
}
