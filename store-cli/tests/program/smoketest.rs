//! The test that operators run.

use std::process::Stdio;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;
use store::state::{ClaimRequest, Completion, Content, Identity, NewItem, NewRun};

use crate::fixture::{Fixture, json_of, program, told};

/// All that is in the store.
fn everything(fixture: &Fixture) -> String {
    told(&program().args(["export", "-", "--live", "--db"]).arg(fixture.file()).output().unwrap(), 0)
}

#[test]
fn all_is_well_and_nothing_is_left() {
    let fixture = Fixture::idle();
    let before = everything(&fixture);
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
    assert_eq!(everything(&fixture), before);
    assert!(fixture.json(&["smoketest"]).as_array().unwrap().iter().all(|check| check["outcome"] == "ok"));
}

#[test]
fn what_is_not_well_is_told() {
    let fixture = Fixture::idle();
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
        command.args(["--database", "Crawls", "--schema", "staging"]);
        command.env("SQLSERVER_PASSWORD", "hush-hush").output().unwrap()
    };
    let out = smoketest("1");
    let text = told(&out, 1);
    assert!(
        text.contains("✗ connection: SQL Server at 127.0.0.1,1")
            && text.contains("user crawler")
            && text.contains("database Crawls")
            && text.contains("schema staging"),
        "{text}"
    );
    assert!(text.contains("✗ schema: not tried"), "{text}");
    assert!(!format!("{out:?}").contains("hush"), "{out:?}");
}

/// Whatever is wrong, there is a line for each check.
#[test]
fn what_cannot_be_reached_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("typo.db").display().to_string();
    let yaml = folder.path().join("store.yaml");
    std::fs::write(&yaml, "state: [").unwrap();
    let cases: [(&[&str], &str); 4] = [
        (&["--db", &missing], "typo.db is not there: name the file of a store with --db"),
        (&["--host", "127.0.0.1"], "no password is given: set SQLSERVER_PASSWORD"),
        (&["--config", yaml.to_str().unwrap()], "store.yaml"),
        (&["--db", &missing, "--backend", "sqlserver"], "--db is a file of SQLite"),
    ];
    for (arguments, part) in cases {
        let smoketest =
            |more: &[&str]| program().arg("smoketest").args(arguments).args(more).output().unwrap();
        let text = told(&smoketest(&[]), 1);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("✗ connection: ") && lines[0].contains(part), "{part}: {text}");
        assert!(lines.len() == 6 && lines[1..].iter().all(|line| line.ends_with(": not tried")), "{text}");
        let json = json_of(&smoketest(&["--json"]), 1);
        assert_eq!((&json[0]["outcome"], &json[5]["outcome"]), (&json!("failed"), &json!("not tried")));
    }
    assert!(!folder.path().join("typo.db").exists());
}

/// Nothing is put where real workers could take it.
#[test]
fn workers_get_nothing_of_it() {
    let fixture = Fixture::new();
    let before = everything(&fixture);
    let text = told(&fixture.run(&["smoketest"]), 1);
    let not_tried =
        |name| format!("✗ {name}: not tried: crawler-1 is at work and could take the items: end ");
    for name in ["write, read, update", "dedupe", "concurrent claims", "re-crawl"] {
        assert!(text.contains(&not_tried(name)), "{name}: {text}");
    }
    assert!(text.contains("✓ schema") && text.lines().count() == 6, "{text}");
    assert_eq!(json_of(&fixture.run(&["smoketest", "--json"]), 1)[3]["outcome"], "not tried");
    assert_eq!(everything(&fixture), before);
    fixture.change("UPDATE ingest_worker_heartbeats SET beat_at = '2026-01-01T00:00:00.000000Z'");
    fixture.text(&["smoketest"]);
}

/// As a smoke test leaves them that is killed.
#[test]
fn what_an_earlier_one_left_is_removed() {
    let fixture = Fixture::idle();
    // Who calls a system of their own so keeps it.
    fixture.with(async |store| {
        store.enqueue(NewItem::new(Identity::new("smoketest", "mine", "page", "1"), "x:")).await.unwrap();
    });
    fixture.change("UPDATE ingest_work_items SET created_at = '2026-01-01T00:00:00.000000Z'");
    let before = everything(&fixture);
    let plant = |name: &str| {
        fixture.with(async |store| {
            let run = store.start_run(NewRun::new(format!("smoketest/{name}"))).await.unwrap().run_id;
            let item = |id| {
                let uri = format!("https://smoketest.invalid/{id}");
                NewItem::new(Identity::new("smoketest", name, "page", id), uri).run(run.clone())
            };
            store.enqueue_many(vec![item("1"), item("2"), item("3")]).await.unwrap();
            let source = store::state::Source::new("smoketest", name);
            let claimed = store.claim(ClaimRequest::new("w").source(&source)).await.unwrap().remove(0);
            store.complete(&claimed, Completion::new().content(Content::of(b"text"))).await.unwrap();
        });
    };
    plant("one");
    plant("two");
    // Younger ones may be of one that is under way.
    let text = fixture.text(&["smoketest"]);
    assert!(!text.contains("leftovers"), "{text}");
    assert_eq!(fixture.json(&["items", "list", "--system", "smoketest"]).as_array().map(Vec::len), Some(7));
    let age = "UPDATE ingest_work_items SET created_at = strftime('%Y-%m-%dT%H:%M:%S.000000Z', 'now', '-11 minutes') WHERE source_name";
    fixture.change(&format!("{age} = 'one'"));
    let text = fixture.text(&["smoketest"]);
    assert!(
        text.contains("\n✓ leftovers: ") && text.contains("that 1 smoke tests had left were removed"),
        "{text}"
    );
    assert_eq!(fixture.json(&["items", "list", "--system", "smoketest", "--name", "one"]), json!([]));
    fixture.change(&format!("{age} = 'two'"));
    fixture.text(&["smoketest"]);
    assert_eq!(everything(&fixture), before);
}

/// Told to stop, it ends what is under way and cleans up.
#[test]
fn an_interruption_leaves_nothing() {
    for signal in [Signal::INT, Signal::TERM] {
        let fixture = Fixture::idle();
        let before = everything(&fixture);
        // The second check takes its time, so that the signal comes within it.
        fixture.change(
            "CREATE TRIGGER slow AFTER INSERT ON ingest_work_items WHEN NEW.resource_id = 'Twin' BEGIN
             SELECT (WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 6000000) SELECT max(x) FROM n); END",
        );
        let mut command = program();
        command.args(["smoketest", "--db"]).arg(fixture.file()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.spawn().unwrap();
        let skipped = || fixture.json(&["items", "list", "--system", "smoketest", "--status", "skipped"]);
        let begun = Instant::now();
        while skipped() == json!([]) {
            assert!(begun.elapsed() < Duration::from_secs(60), "the first check is not made");
        }
        kill_process(Pid::from_child(&child), signal).unwrap();
        let text = told(&child.wait_with_output().unwrap(), 1);
        for part in [
            "✓ write, read, update",
            // Which check it comes in is the machine's to say.
            ": not tried: interrupted",
            "✗ interrupted: by Ctrl-C or SIGTERM",
            "✓ clean-up",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        fixture.change("DROP TRIGGER slow");
        assert_eq!(everything(&fixture), before);
    }
}
