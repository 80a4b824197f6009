//! `store enqueue`.

use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::ProgressBar;
use serde_json::{Value, json};
use store::Database;
use store::state::{NewItem, RunId, StateStore};
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout_at};

use super::file;
use super::interrupt::Interrupt;
use crate::answer::Answer;
use crate::bar;
use crate::ending;
use crate::fault::Fault;
use crate::seeds::{self, Defaults, Format, Place, Read};
use crate::warnings;

/// How many are put in the queue in one transaction.
const BATCH: usize = 1_000;

/// How long a seed waits for others to fill its batch.
const WAIT: Duration = Duration::from_millis(500);

#[derive(Debug, clap::Args)]
pub(crate) struct Enqueue {
    /// Files of seeds: YAML (.yaml, .yml), JSON lines (.jsonl, .ndjson), else URLs; also .gz and .zst
    /// (default: standard input, as with `-`)
    #[arg(verbatim_doc_comment)]
    files: Vec<PathBuf>,
    /// Format of the seeds (default: by the file name)
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Source system of seeds that name none
    #[arg(long, default_value = "http")]
    system: String,
    /// Source name of seeds that name none (default: the host of their URL)
    #[arg(long)]
    name: Option<String>,
    /// Resource type of seeds that name none
    #[arg(long = "type", value_name = "TYPE", default_value = "page")]
    resource_type: String,
    /// Priority of seeds that name none; lower numbers are fetched first
    #[arg(long, default_value_t = 100, allow_negative_numbers = true)]
    priority: i32,
    /// Id of the run that the seeds belong to
    #[arg(long)]
    run: Option<String>,
    /// Stop at the first seed that is refused (default: report it and continue)
    #[arg(long)]
    strict: bool,
}

pub(super) async fn run<D: Database>(
    store: &StateStore<D>,
    asked: Enqueue,
    json: bool,
) -> Result<Answer, Fault> {
    let run = match &asked.run {
        Some(id) => Some(known(store, id).await?),
        None => None,
    };
    let files = if asked.files.is_empty() { vec![PathBuf::from("-")] } else { asked.files };
    // Before anything is written, as far as that can be seen.
    for file in &files {
        check(file).map_err(|error| unreadable(file, &error))?;
    }
    let defaults = Defaults {
        system: asked.system,
        name: asked.name,
        resource_type: asked.resource_type,
        priority: asked.priority,
    };
    let mut seeds = read(files, asked.format, defaults);
    let mut queue = Queue {
        store,
        run,
        strict: asked.strict,
        bar: bar::counting("enqueued"),
        done: Done { lists: json, ..Done::default() },
    };
    let written = queue.write(&mut seeds, &mut Interrupt::new()?).await;
    queue.bar.finish_and_clear();
    match written {
        Ok(()) => Ok(queue.done.answer()),
        Err(fault) => Err(queue.done.stopped(fault)),
    }
}

/// The run with an id that somebody has typed.
pub(super) async fn known<D: Database>(store: &StateStore<D>, id: &str) -> Result<RunId, Fault> {
    let run = RunId::from(id);
    match store.run(&run).await? {
        Some(_) => Ok(run),
        None => Err(Fault::Usage(format!("no run has the id {id}: `store runs` shows them"))),
    }
}

/// Whether a file can be read. A pipe is opened only once, as whoever writes to it would see it closed.
fn check(file: &Path) -> io::Result<()> {
    if file == Path::new("-") {
        return Ok(());
    }
    let metadata = fs::metadata(file)?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if metadata.is_file() {
        fs::File::open(file)?;
    }
    Ok(())
}

/// What a file is called in reports.
fn name(file: &Path) -> String {
    if file == Path::new("-") { "standard input".to_owned() } else { file.display().to_string() }
}

fn unreadable(file: &Path, error: &io::Error) -> Fault {
    Fault::Usage(format!("{} cannot be read: {error}", name(file)))
}

fn by_name(file: &Path) -> Format {
    match ending::of_content(file).as_deref() {
        Some("yaml" | "yml") => Format::Yaml,
        Some("jsonl" | "ndjson") => Format::Jsonl,
        _ => Format::Urls,
    }
}

/// What comes out of the files, in order.
enum Part {
    File(String),
    Read(Read),
    /// Why a file could not be opened again.
    Unreadable(Fault),
}

/// Reads files on a thread of its own: a pipe may give nothing for a long time.
///
/// The thread is not waited for, as it may be blocked on a pipe when the command ends.
fn read(files: Vec<PathBuf>, format: Option<Format>, defaults: Defaults) -> mpsc::Receiver<Part> {
    let (sender, receiver) = mpsc::channel(BATCH);
    std::thread::spawn(move || {
        let send = |part: Part| match sender.blocking_send(part) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        };
        files.iter().try_for_each(|file| {
            let input = match file::open(file) {
                Ok(input) => input,
                Err(error) => return send(Part::Unreadable(unreadable(file, &error))),
            };
            send(Part::File(name(file)))?;
            let format = format.unwrap_or_else(|| by_name(file));
            seeds::read(input, format, &defaults, |read| send(Part::Read(read)))
        })
    });
    receiver
}

/// The queue that seeds are put in.
struct Queue<'s, D> {
    store: &'s StateStore<D>,
    run: Option<RunId>,
    strict: bool,
    bar: ProgressBar,
    done: Done,
}

impl<D: Database> Queue<'_, D> {
    /// Puts seeds in the queue, in batches that wait for no more seeds than come in a moment. A signal ends it after the
    /// batch.
    async fn write(
        &mut self,
        seeds: &mut mpsc::Receiver<Part>,
        interrupt: &mut Interrupt,
    ) -> Result<(), Fault> {
        let mut batch: Vec<(Place, NewItem)> = Vec::new();
        let mut due = Instant::now();
        loop {
            let next = async {
                match batch.len() {
                    0 => Ok(seeds.recv().await),
                    1..BATCH => timeout_at(due, seeds.recv()).await,
                    _ => Ok(None),
                }
            };
            let next = tokio::select! {
                biased;
                () = interrupt.wait() => {
                    self.put(&mut batch).await?;
                    return Err(Fault::Usage("interrupted".to_owned()));
                }
                next = next => next,
            };
            let part = match next {
                Ok(Some(part)) => part,
                Ok(None) if batch.is_empty() => return Ok(()),
                Ok(None) | Err(_) => {
                    self.put(&mut batch).await?;
                    continue;
                }
            };
            match part {
                Part::Read(Read::Seed(place, seed)) => {
                    if batch.is_empty() {
                        due = Instant::now() + WAIT;
                    }
                    let seed = match &self.run {
                        Some(run) => seed.run(run.clone()),
                        None => *seed,
                    };
                    batch.push((place, seed));
                }
                Part::Read(Read::Refused(place, reason)) => {
                    if self.strict {
                        self.put(&mut batch).await?;
                    }
                    self.refuse(place, reason)?;
                }
                Part::Read(Read::Broken(reason)) => {
                    self.put(&mut batch).await?;
                    return Err(Fault::Usage(format!("{}: {reason}", self.done.file)));
                }
                Part::File(file) => {
                    self.put(&mut batch).await?;
                    self.done.file = file;
                    self.done.through = None;
                }
                Part::Unreadable(fault) => {
                    self.put(&mut batch).await?;
                    return Err(fault);
                }
            }
        }
    }

    /// Puts a batch in the queue, in one transaction.
    async fn put(&mut self, batch: &mut Vec<(Place, NewItem)>) -> Result<(), Fault> {
        let Some((last, _)) = batch.last() else { return Ok(()) };
        let last = *last;
        let (places, items): (Vec<Place>, Vec<NewItem>) = std::mem::take(batch).into_iter().unzip();
        let enqueued = self.store.enqueue_many(items).await?;
        self.done.through = Some(last);
        for (place, enqueued) in places.into_iter().zip(enqueued) {
            match enqueued {
                Ok(enqueued) if enqueued.is_new() => self.done.new += 1,
                Ok(_) => self.done.existing += 1,
                Err(error) => self.refuse(place, error.to_string())?,
            }
        }
        self.bar.set_position(self.done.new + self.done.existing);
        Ok(())
    }

    /// Reports a seed that is not put in the queue, which ends a strict command.
    fn refuse(&mut self, place: Place, reason: String) -> Result<(), Fault> {
        let file = &self.done.file;
        let text = format!("{file}, {place}: {reason}");
        if self.strict {
            return Err(Fault::Usage(text));
        }
        self.bar.suspend(|| warnings::tell(&text));
        self.done.refused += 1;
        if self.done.lists {
            let refusal = json!({ "file": file, place.unit(): place.number(), "reason": reason });
            self.done.refusals.push(refusal);
        }
        Ok(())
    }
}

/// What came of it so far.
#[derive(Default)]
struct Done {
    new: u64,
    existing: u64,
    refused: u64,
    /// Whether refused seeds are listed, and not only counted.
    lists: bool,
    refusals: Vec<Value>,
    /// The file that is read.
    file: String,
    /// The last seed of the file that is written.
    through: Option<Place>,
}

impl Done {
    fn answer(&self) -> Answer {
        let Self { new, existing, refused, .. } = self;
        let mut text = format!("{new} new, {existing} in the queue already");
        if *refused > 0 {
            text.push_str(&format!(", {refused} refused"));
        }
        Answer { findings: *refused > 0, ..Answer::new(text, self.json()) }
    }

    fn json(&self) -> Value {
        let Self { new, existing, refused, refusals, .. } = self;
        json!({ "new": new, "existing": existing, "refused": refused, "refusals": refusals })
    }

    /// What to do after an error.
    fn stopped(&self, fault: Fault) -> Fault {
        let Self { new, existing, file, through, .. } = self;
        let after = if fault.is_uncertain() { "the next 1,000 may be" } else { "none after it" };
        let kept = match through {
            Some(place) => format!("seeds of {file} through {place} are in the queue, and {after}"),
            None if new + existing > 0 => {
                format!("seeds of the files before {file} are in the queue, and {after}")
            }
            None if fault.is_uncertain() => format!("the first 1,000 seeds of {file} may be in the queue"),
            None => return fault.after("no seed was put in the queue".to_owned(), self.json()),
        };
        let mut json = self.json();
        json["file"] = json!(file);
        json["through"] = through.map_or(Value::Null, |place| json!({ place.unit(): place.number() }));
        let text = format!(
            "{kept} ({new} new, {existing} there before): run the same command again, \
             which adds no seed twice"
        );
        fault.after(text, json)
    }
}
