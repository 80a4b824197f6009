//! Reading more rows than fit in memory.

use std::fs;
use std::ops::ControlFlow;

use store::prelude::*;
use tokio::sync::Mutex;

use super::samples::{create_jobs, job};
use crate::tables::Job;

const ROWS: usize = 100_000;
const LENGTH: usize = 2_000;

/// Returns the resident memory of the process in bytes, if the system reports it.
fn resident() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse::<usize>().ok().map(|kib| kib * 1024)
}

pub async fn use_bounded_memory(db: &mut impl Connection) {
    // The in-memory database of one backend would count as growth in the case of another backend.
    static ALONE: Mutex<()> = Mutex::const_new(());
    let _alone = ALONE.lock().await;
    create_jobs(db).await;
    let note = "x".repeat(LENGTH);
    for part in 0..ROWS / 1_000 {
        let rows: Vec<Job> = (0..1_000)
            .map(|at| Job { note: Some(note.clone()), ..job(&format!("{:06}", part * 1_000 + at)) })
            .collect();
        db.insert_many(&rows).await.unwrap();
    }
    let (mut seen, mut start, mut most) = (0, None, 0);
    let count = |row: Job| {
        assert_eq!(row.id.0, format!("{seen:06}"));
        seen += 1;
        if seen % 1_000 == 0
            && let Some(now) = resident()
        {
            most = most.max(now.saturating_sub(*start.get_or_insert(now)));
        }
        ControlFlow::Continue(())
    };
    Job::of_source("s").for_each(db, count).await.unwrap();
    assert_eq!(seen, ROWS);
    // Other cases run in the same process, so the limit is generous.
    assert!(most < ROWS * LENGTH / 2, "memory grew by {most} bytes while {ROWS} rows were read");
}
