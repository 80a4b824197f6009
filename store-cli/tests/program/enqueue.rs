//! `store enqueue`.

use std::io::Write as _;
use std::process::{Output, Stdio};

use serde_json::json;

use crate::fixture::{Fixture, error_output, program, stdout};

/// Runs `store enqueue` with standard input.
fn enqueue(fixture: &Fixture, arguments: &[&str], input: &str) -> Output {
    enqueue_bytes(fixture, arguments, input.as_bytes())
}

fn enqueue_bytes(fixture: &Fixture, arguments: &[&str], input: &[u8]) -> Output {
    let mut command = program();
    command.arg("enqueue").args(arguments).arg("--db").arg(fixture.file());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // The command may exit before it has read everything.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

#[test]
fn urls_from_standard_input() {
    let fixture = Fixture::new();
    let list = "# a list\n\nhttps://a.example/1#part\nhttps://a.example/2\n  https://A.example/1\nhttps://b.example\n";
    let text = stdout(&enqueue(&fixture, &["--priority", "-3"], list), 0);
    assert_eq!(text.trim(), "3 enqueued, 1 already in the queue");
    let items = fixture.json(&["items", "list", "--name", "a.example"]);
    let first = &items[0];
    assert_eq!((&first["uri"], &first["id"]), (&json!("https://a.example/1"), &json!("https://a.example/1")));
    assert_eq!(
        (&first["system"], &first["type"], &first["priority"]),
        (&json!("http"), &json!("page"), &json!(-3))
    );
    // The options set the run and the source.
    let run = fixture.json(&["runs"])[0]["run"].as_str().unwrap().to_owned();
    let of_run = ["--run", &run, "--system", "api", "--name", "one", "--type", "work", "--json"];
    let text = stdout(&enqueue(&fixture, &of_run, "https://a.example/1\n"), 0);
    assert_eq!(text.trim(), r#"{"existing":0,"new":1,"rejected":0,"rejections":[]}"#);
    let item = &fixture.json(&["items", "list", "--system", "api"])[0];
    assert_eq!((&item["run"], &item["name"], &item["type"]), (&json!(run), &json!("one"), &json!("work")));
    let error = error_output(&enqueue(&fixture, &["--run", "nothing"], "https://a.example/9\n"));
    assert!(error.contains("no run has the id nothing") && error.contains("store runs"), "{error}");
}

#[test]
fn json_lines_and_yaml_lists() {
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
    assert_eq!(done, json!({ "new": 3, "existing": 1, "rejected": 0, "rejections": [] }));
    let item = &fixture.json(&["items", "list", "--system", "openalex"])[0];
    for (name, value) in all.as_object().unwrap() {
        assert_eq!(&item[name], value, "{name}");
    }
    // Some editors and shells write a byte order mark.
    for (format, text) in [
        ("jsonl", "{\"uri\":\"https://m.example/1\"}"),
        ("yaml", "- https://m.example/2"),
        ("urls", "https://m.example/3"),
    ] {
        let marked = enqueue(&fixture, &["--format", format], &format!("\u{feff}{text}\n"));
        assert_eq!(stdout(&marked, 0).trim(), "1 enqueued, 0 already in the queue", "{format}");
    }
    let without = folder.join("list.yml");
    std::fs::write(&without, "- https://a.example/z\n").unwrap();
    assert_eq!(fixture.json(&["enqueue", without.to_str().unwrap()])["new"], 1);
}

/// Returns the lines of standard error, and standard output.
fn lines_and_text(output: &Output, code: i32) -> (Vec<String>, String) {
    let text = stdout(output, code).trim().to_owned();
    let errors = String::from_utf8(output.stderr.clone()).unwrap();
    (errors.lines().map(str::to_owned).collect(), text)
}

#[test]
fn an_invalid_seed_does_not_affect_the_others() {
    let fixture = Fixture::new();
    let pending = || fixture.json(&["stats"])["total"]["pending"].as_i64().unwrap();
    let before = pending();
    let long = format!("https://a.example/{}", "x".repeat(600));
    let mut list = format!("https://a.example/1\n{long}\n\nindex.html\nhttps://a.example/2\n").into_bytes();
    list.extend_from_slice(b"https://a.example/\xff\nhttps://a.example/3");
    let (errors, text) = lines_and_text(&enqueue_bytes(&fixture, &[], &list), 1);
    assert_eq!(text, "3 enqueued, 0 already in the queue, 3 rejected");
    let begin = |line: u64| format!("warning: standard input, line {line}: ");
    assert_eq!(errors.len(), 3, "{errors:?}");
    assert!(errors[0].starts_with(&begin(2)) && errors[0].contains("resource_id"), "{errors:?}");
    assert!(
        errors[1].starts_with(&begin(4)) && errors[1].contains("invalid URL \"index.html\""),
        "{errors:?}"
    );
    assert!(errors[2].starts_with(&begin(6)) && errors[2].contains("UTF-8"), "{errors:?}");
    assert_eq!(pending(), before + 3);

    let (errors, text) = lines_and_text(&enqueue_bytes(&fixture, &["--json", "--quiet"], &list), 1);
    assert_eq!(errors, [] as [String; 0]);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&json["new"], &json["existing"], &json["rejected"]), (&json!(0), &json!(3), &json!(3)));
    let lines: Vec<_> = json["rejections"].as_array().unwrap().iter().map(|one| &one["line"]).collect();
    assert_eq!(lines, [2, 4, 6]);
    assert_eq!(json["rejections"][0]["file"], "standard input");
    assert!(json["rejections"][1]["reason"].as_str().unwrap().contains("index.html"));

    let list = "- https://a.example/4
- {system: http}
- {uri: https://a.example/x, metadata: {id: 123456789012345678901}}
- {uri: https://a.example/x, uri: https://a.example/y}
- https://a.example/5
";
    let (errors, text) = lines_and_text(&enqueue(&fixture, &["--format", "yaml"], list), 1);
    for (number, (error, part)) in
        errors.iter().zip(["uri", "123456789012345678901", "duplicate"]).enumerate()
    {
        let begin = format!("warning: standard input, seed {}: ", number + 2);
        assert!(error.starts_with(&begin) && error.contains(part), "{errors:?}");
    }
    assert_eq!(text, "2 enqueued, 0 already in the queue, 3 rejected");
}

#[test]
fn with_strict_the_first_invalid_seed_ends_the_command() {
    let fixture = Fixture::new();
    let error = error_output(&enqueue(
        &fixture,
        &["--strict"],
        "https://a.example/1\nindex.html\nhttps://a.example/2\n",
    ));
    assert!(error.contains("standard input, line 2: invalid URL \"index.html\""), "{error}");
    assert!(error.contains("the seeds of standard input up to line 1 are in the queue"), "{error}");
    assert_eq!(fixture.json(&["items", "list", "--name", "a.example"]).as_array().unwrap().len(), 1);
    let error = error_output(&enqueue(&fixture, &["--strict"], "index.html\n"));
    assert!(error.contains("no seeds were enqueued"), "{error}");
}

#[test]
fn the_reason_for_a_rejection_is_reported() {
    let fixture = Fixture::new();
    let cases = [
        ("urls", "mailto:someone@a.example", "--name"),
        ("jsonl", "{\"uri\":\"https://a.example\",\"prio\":1}", "unknown field `prio`"),
        ("jsonl", "https://a.example", "line 1"),
        (
            "jsonl",
            "{\"uri\":\"https://a.example\",\"metadata\":[123456789012345678901]}",
            "write the number as a string",
        ),
        ("yaml", "- {uri: https://a.example/2, metadata: {a: [{b: -.inf}]}}", "write them as strings"),
    ];
    for (format, input, expected) in cases {
        let (errors, text) = lines_and_text(&enqueue(&fixture, &["--format", format], input), 1);
        assert!(errors[0].contains(expected), "{expected}: {errors:?}");
        assert_eq!(text, "0 enqueued, 0 already in the queue, 1 rejected", "{input}");
    }
    // A file that is not a YAML list is rejected as a whole.
    for (input, expected) in [("seeds: https://a.example", "no list of seeds"), ("- [", "standard input: ")] {
        let error = error_output(&enqueue(&fixture, &["--format", "yaml"], input));
        assert!(error.contains(expected), "{expected}: {error}");
    }
}

#[test]
fn nothing_is_written_if_a_file_cannot_be_opened() {
    let fixture = Fixture::new();
    let good = fixture.folder.path().join("good.txt");
    std::fs::write(&good, "https://a.example/1\n").unwrap();
    let folder = fixture.folder.path().to_str().unwrap();
    for bad in ["nowhere.txt", folder] {
        let error = error_output(&fixture.run(&["enqueue", good.to_str().unwrap(), bad]));
        assert!(error.contains(&format!("cannot read {bad}")), "{error}");
        assert_eq!(fixture.json(&["items", "list", "--name", "a.example"]), json!([]));
    }
}

#[test]
fn an_error_reports_the_seeds_that_are_in_the_queue() {
    let fixture = Fixture::new();
    // Fails in the middle, like a full disk.
    fixture.execute_sql(
        "CREATE TRIGGER full BEFORE INSERT ON ingest_work_items WHEN NEW.resource_id LIKE '%/2500'
         BEGIN SELECT RAISE(ABORT, 'no more'); END",
    );
    let list = |numbers: std::ops::Range<u32>| -> String {
        numbers.map(|number| format!("https://a.example/{number}\n")).collect()
    };
    let folder = fixture.folder.path();
    let (one, two) = (folder.join("one.txt"), folder.join("two.txt"));
    std::fs::write(&one, list(0..10)).unwrap();
    std::fs::write(&two, list(10..5_000)).unwrap();
    let files = [one.to_str().unwrap(), two.to_str().unwrap()];
    let written = format!(
        "the seeds of {} up to line 2000 are in the queue, later ones are not (2010 enqueued, 0 already in the queue)",
        files[1]
    );
    let error = error_output(&fixture.run(&["enqueue", files[0], files[1]]));
    assert!(error.contains("no more") && error.contains(&written), "{error}");
    assert_eq!(fixture.json(&["stats"])["total"]["pending"], 2_011);
    let again = error_output(&fixture.run(&["enqueue", files[0], files[1], "--json"]));
    let again: serde_json::Value = serde_json::from_str(&again).unwrap();
    assert_eq!(
        (&again["partial_result"]["new"], &again["partial_result"]["existing"]),
        (&json!(0), &json!(2_010))
    );
    assert_eq!(
        (&again["partial_result"]["file"], &again["partial_result"]["last_written"]),
        (&json!(files[1]), &json!({ "line": 2_000 }))
    );
    fixture.execute_sql("DROP TRIGGER full");
    assert_eq!(fixture.json(&["enqueue", files[0], files[1]])["new"], 2_990);
    assert_eq!(fixture.json(&["stats"])["total"]["pending"], 5_001);
}

#[test]
fn seeds_of_a_slow_pipe_are_written_before_it_is_closed() {
    let fixture = Fixture::new();
    let mut command = program();
    command.arg("enqueue").arg("--db").arg(fixture.file()).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    for number in 1..3 {
        writeln!(pipe, "https://a.example/{number}").unwrap();
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
        while fixture.json(&["items", "list", "--name", "a.example"]).as_array().unwrap().len() < number {
            assert!(std::time::Instant::now() < deadline, "seed {number} is not in the queue");
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
    }
    drop(pipe);
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "2 enqueued, 0 already in the queue");
}

#[test]
fn the_case_of_a_file_extension_is_ignored() {
    let fixture = Fixture::new();
    let folder = fixture.folder.path();
    let lines = b"{\"uri\":\"https://a.example/1\"}\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(lines).unwrap();
    let files: [(&str, Vec<u8>); 4] = [
        ("SEEDS.JSONL", lines.to_vec()),
        ("SEEDS.JSONL.GZ", gzip.finish().unwrap()),
        ("seeds.NdJson.Zst", zstd::encode_all(&lines[..], 0).unwrap()),
        ("SEEDS.YML", b"- https://a.example/1\n".to_vec()),
    ];
    for (number, (name, bytes)) in files.into_iter().enumerate() {
        let file = folder.join(name);
        std::fs::write(&file, bytes).unwrap();
        let done = fixture.json(&["enqueue", file.to_str().unwrap()]);
        assert_eq!(done["new"].as_u64(), Some(u64::from(number == 0)), "{name}");
    }
}

/// Ctrl-C is reported like an error.
#[cfg(unix)]
#[test]
fn an_interrupt_reports_the_seeds_that_are_in_the_queue() {
    use rustix::process::{Pid, Signal, kill_process};
    let fixture = Fixture::new();
    let mut command = program();
    command.arg("enqueue").arg("--db").arg(fixture.file());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    write!(pipe, "https://a.example/1\nhttps://a.example/2\n").unwrap();
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while fixture.json(&["items", "list", "--name", "a.example"]).as_array().unwrap().len() < 2 {
        assert!(std::time::Instant::now() < deadline);
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let error = error_output(&child.wait_with_output().unwrap());
    assert!(
        error.contains("interrupted; the seeds of standard input up to line 2 are in the queue"),
        "{error}"
    );
}
