//! The queue cases with effectum.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use effectum::{Error, Job as Task, JobRunner, Queue, RunningJob, Worker};
use store_bench_worker::{About, QueueLibrary, page_uri, queue_main};
use tokio::runtime::Runtime;
use tokio::sync::Notify;

const KIND: &str = "page";

/// Counts the jobs that were run.
#[derive(Debug, Default)]
struct Progress {
    done: AtomicUsize,
    items: AtomicUsize,
    finished: Notify,
}

async fn run(job: RunningJob, progress: Arc<Progress>) -> Result<String, Error> {
    let uri: String = job.json_payload()?;
    if progress.done.fetch_add(1, Ordering::AcqRel) + 1 == progress.items.load(Ordering::Acquire) {
        progress.finished.notify_one();
    }
    Ok(uri)
}

struct Effectum {
    runtime: Runtime,
    /// Present until it is dropped.
    queue: Option<Queue>,
}

impl Effectum {
    fn queue(&self) -> &Queue {
        self.queue.as_ref().unwrap()
    }
}

impl Drop for Effectum {
    fn drop(&mut self) {
        // Dropping the queue spawns tasks.
        let _context = self.runtime.enter();
        self.queue = None;
    }
}

impl QueueLibrary for Effectum {
    fn open(file: &Path) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let queue = runtime.block_on(Queue::new(file)).unwrap();
        Self { runtime, queue: Some(queue) }
    }

    fn about(&mut self) -> About {
        About {
            version: "0.7.0".to_owned(),
            sqlite: "3.45".to_owned(),
            notes: vec![
                "opens the file with `synchronous = NORMAL` and a rollback journal, which is not configurable; one \
                 worker runs as many jobs at once as all tasks of the others hold"
                    .to_owned(),
            ],
        }
    }

    fn enqueue(&mut self, first: usize, count: usize) {
        let task = |number| Task::builder(KIND).json_payload(&page_uri(number)).unwrap().build();
        let added = self.queue().add_jobs((first..first + count).map(task).collect());
        assert_eq!(self.runtime.block_on(added).unwrap().len(), count);
    }

    fn drain(&mut self, items: usize, tasks: usize, batch: u32) {
        let progress = Arc::new(Progress { items: items.into(), ..Progress::default() });
        self.runtime.block_on(async {
            let concurrency = u16::try_from(tasks).unwrap() * u16::try_from(batch).unwrap();
            let worker = Worker::builder(self.queue(), Arc::clone(&progress))
                .jobs([JobRunner::builder(KIND, run).build()])
                .max_concurrency(concurrency)
                .build();
            let worker = worker.await.unwrap();
            progress.finished.notified().await;
            // The last results are being written.
            worker.unregister(None).await.unwrap();
            assert_eq!(self.queue().num_active_jobs().await.unwrap().pending, 0);
        });
    }
}

fn main() {
    queue_main::<Effectum>();
}
