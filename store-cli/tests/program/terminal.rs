//! Progress bars on a terminal.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use crate::fixture::{Fixture, program, stdout};

const ITEMS: usize = 5_000;

/// Runs the program with a terminal as standard error; returns what it draws there.
fn drawn(command: &mut Command) -> String {
    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&terminal).unwrap();
    unlockpt(&terminal).unwrap();
    let size = Winsize { ws_row: 24, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0 };
    tcsetwinsize(&terminal, size).unwrap();
    let name = ptsname(&terminal, Vec::new()).unwrap();
    let end = File::options().read(true).write(true).open(Path::new(name.to_str().unwrap())).unwrap();
    let mut child = command.env("TERM", "xterm").stdout(Stdio::null()).stderr(end).spawn().unwrap();
    // Close this end of the terminal: otherwise the loop below would not end.
    command.stderr(Stdio::null());
    let (mut terminal, mut bytes, mut part) = (File::from(terminal), Vec::new(), [0; 4096]);
    // Reading fails when the program has closed its end.
    while let Ok(read @ 1..) = terminal.read(&mut part) {
        bytes.extend_from_slice(&part[..read]);
    }
    assert_eq!(child.wait().unwrap().code(), Some(0));
    String::from_utf8(bytes).unwrap()
}

#[test]
fn progress_is_drawn_on_a_terminal_only() {
    let fixture = Fixture::new();
    fixture.execute_sql("UPDATE ingest_worker_heartbeats SET status = 'stopped'");
    let seeds = fixture.folder.path().join("seeds.txt");
    let mut list = File::create(&seeds).unwrap();
    for number in 0..ITEMS {
        writeln!(list, "https://docs.example/{number}").unwrap();
    }
    let enqueue = || {
        let mut command = program();
        command.args(["enqueue", seeds.to_str().unwrap(), "--db"]).arg(fixture.file());
        command
    };
    let text = drawn(&mut enqueue());
    assert!(text.contains(" enqueued ("), "{text:?}");
    let speeds: Vec<&str> = text.split('(').skip(1).filter_map(|rest| rest.split("/s)").next()).collect();
    let is_round = |speed: &&str| speed.chars().all(|c| c.is_ascii_digit() || c == ',');
    assert!(!speeds.is_empty() && speeds.iter().all(is_round), "{speeds:?}");

    let from = format!("sqlite:{}", fixture.file().display());
    let copy = |name: &str| {
        let mut command = program();
        let to = format!("sqlite:{}", fixture.folder.path().join(name).display());
        command.args(["copy", "--from", &from, "--to", &to]);
        command
    };
    let text = drawn(&mut copy("one.db"));
    assert!(text.contains("work_items") && text.contains("of 5,003 rows"), "{text:?}");
    assert!(!text.contains("of 0 rows"), "{text:?}");

    for mut command in [enqueue(), copy("two.db")] {
        let output = command.output().unwrap();
        stdout(&output, 0);
        assert_eq!(output.stderr, b"");
    }
}
