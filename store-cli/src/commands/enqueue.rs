//! `store enqueue`.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde_json::json;
use store::Database;
use store::state::{NewItem, RunId, StateStore};

use crate::answer::Answer;
use crate::bar;
use crate::fault::Fault;
use crate::seeds::{self, Defaults, Format};

/// How many are put in the queue in one transaction.
const BATCH: usize = 1_000;

#[derive(Debug, clap::Args)]
pub(crate) struct Enqueue {
    /// Files of seeds: YAML (`.yaml`, `.yml`), JSON lines (`.jsonl`, `.ndjson`), else a URL a line; `-` and none for
    /// standard input.
    files: Vec<PathBuf>,
    /// How they are written, where the name of the file does not say it.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The kind of system of seeds that name none.
    #[arg(long, default_value = "http")]
    system: String,
    /// The name of the source of seeds that name none; the host of their URL without.
    #[arg(long)]
    name: Option<String>,
    /// The type of resource of seeds that name none.
    #[arg(long = "type", value_name = "TYPE", default_value = "page")]
    resource_type: String,
    /// The priority of seeds that name none; lower goes first.
    #[arg(long, default_value_t = 100, allow_negative_numbers = true)]
    priority: i32,
    /// The run that they belong to.
    #[arg(long)]
    run: Option<String>,
}

/// What came of it so far.
#[derive(Clone, Copy, Default)]
struct Done {
    new: usize,
    existing: usize,
}

pub(super) async fn run<D: Database>(store: &StateStore<D>, asked: Enqueue) -> Result<Answer, Fault> {
    let run = match &asked.run {
        Some(id) => Some(known(store, id).await?),
        None => None,
    };
    let defaults = Defaults {
        system: asked.system,
        name: asked.name,
        resource_type: asked.resource_type,
        priority: asked.priority,
    };
    let standard_input = vec![PathBuf::from("-")];
    let files = if asked.files.is_empty() { &standard_input } else { &asked.files };
    let bar = bar::counting("enqueued");
    let mut done = Done::default();
    for file in files {
        let (name, input) = open(file)?;
        let format = asked.format.unwrap_or_else(|| by_name(file));
        let mut batch = Vec::new();
        for seed in seeds::read(input, format, &defaults) {
            let seed = match seed {
                Ok(seed) => seed,
                Err(error) => {
                    put(store, &mut batch, &mut done).await?;
                    return Err(broken_off(&name, &error, done));
                }
            };
            batch.push(match &run {
                Some(run) => seed.run(run.clone()),
                None => seed,
            });
            if batch.len() == BATCH {
                put(store, &mut batch, &mut done).await?;
                bar.set_position((done.new + done.existing) as u64);
            }
        }
        put(store, &mut batch, &mut done).await?;
    }
    bar.finish_and_clear();
    let Done { new, existing } = done;
    let text = format!("{new} new, {existing} in the queue already");
    Ok(Answer::new(text, json!({ "new": new, "existing": existing })))
}

async fn known<D: Database>(store: &StateStore<D>, id: &str) -> Result<RunId, Fault> {
    let run = RunId::from(id);
    match store.run(&run).await? {
        Some(_) => Ok(run),
        None => Err(Fault::Usage(format!("no run has the id {id}: `store runs` shows them"))),
    }
}

async fn put<D: Database>(
    store: &StateStore<D>,
    batch: &mut Vec<NewItem>,
    done: &mut Done,
) -> Result<(), Fault> {
    for enqueued in store.enqueue_many(std::mem::take(batch)).await? {
        if enqueued?.is_new() {
            done.new += 1;
        } else {
            done.existing += 1;
        }
    }
    Ok(())
}

fn broken_off(name: &str, error: &str, done: Done) -> Fault {
    let before = done.new + done.existing;
    Fault::Usage(format!(
        "{name}, {error}; what stands before it ({before}) is in the queue: mend it and run the command again"
    ))
}

fn open(file: &Path) -> Result<(String, Box<dyn Read>), Fault> {
    if file == Path::new("-") {
        return Ok(("standard input".to_owned(), Box::new(io::stdin())));
    }
    let name = file.display().to_string();
    match File::open(file) {
        Ok(input) => Ok((name, Box::new(input))),
        Err(error) => Err(Fault::Usage(format!("{name} cannot be read: {error}"))),
    }
}

fn by_name(file: &Path) -> Format {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("yaml" | "yml") => Format::Yaml,
        Some("jsonl" | "ndjson") => Format::Jsonl,
        _ => Format::Urls,
    }
}
