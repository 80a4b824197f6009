//! What is tried.

use std::collections::BTreeSet;

use store::Database;
use store::state::{
    ClaimRequest, ClaimedItem, Completion, Content, Enqueued, Identity, NewItem, NewRun, Recrawl, Source,
    StateStore, Status,
};

use super::report::Checked;
use super::told;

/// The kind of system of all that is written.
pub(super) const SYSTEM: &str = "smoketest";

/// Where all that is written would be fetched from: nowhere.
pub(super) const PLACE: &str = "https://smoketest.invalid/";

/// How many items the workers claim.
const ITEMS: usize = 24;

/// How many of them have changed when they are crawled again.
const HALF: i64 = 12;

/// How many workers claim at once.
const WORKERS: usize = 4;

/// The checks that write, in order; each needs those before it.
#[derive(Clone, Copy)]
pub(super) enum Check {
    WriteReadUpdate,
    Dedupe,
    ConcurrentClaims,
    Recrawl,
}

impl Check {
    pub(super) const ALL: [Self; 4] =
        [Self::WriteReadUpdate, Self::Dedupe, Self::ConcurrentClaims, Self::Recrawl];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::WriteReadUpdate => "write, read, update",
            Self::Dedupe => "dedupe",
            Self::ConcurrentClaims => "concurrent claims",
            Self::Recrawl => "re-crawl",
        }
    }

    pub(super) async fn run<D: Database>(self, store: &StateStore<D>, source: &Source) -> Checked {
        match self {
            Self::WriteReadUpdate => write_read_update(store, source).await,
            Self::Dedupe => dedupe(store, source).await,
            Self::ConcurrentClaims => concurrent_claims(store, source).await,
            Self::Recrawl => recrawl(store, source).await,
        }
    }
}

fn item(source: &Source, id: &str) -> NewItem {
    let uri = format!("{PLACE}{id}");
    NewItem::new(Identity::new(source.system(), source.name(), "page", id), uri)
}

async fn write_read_update<D: Database>(store: &StateStore<D>, source: &Source) -> Checked {
    // What an encoding or a collation on the way would change.
    let odd = serde_json::json!({ "text": "ß 漢 🦀 \\ ' \" \u{1}", "number": 0.1 });
    let new = item(source, "written").metadata(odd.clone()).priority(-1);
    let id = store.enqueue(new).await.map_err(told)?.work_item_id().clone();
    let read = async || {
        store.work_item(&id).await.map_err(told)?.ok_or_else(|| "what was written is not there".to_owned())
    };
    let found = read().await?;
    if found.metadata.as_ref() != Some(&odd) || found.priority != -1 {
        return Err("what is read is not what was written".to_owned());
    }
    store.update_status(&id, Status::Skipped, Some("tried")).await.map_err(told)?;
    let found = read().await?;
    if (found.status, found.error_message.as_deref()) != (Status::Skipped, Some("tried")) {
        return Err("the update is not to be seen".to_owned());
    }
    Ok("an item was written, read back and changed".to_owned())
}

async fn dedupe<D: Database>(store: &StateStore<D>, source: &Source) -> Checked {
    let twins = ["Twin", "twin", "twin ", "Twin"].map(|id| item(source, id)).to_vec();
    let enqueued = store.enqueue_many(twins).await.map_err(told)?;
    let new = enqueued.iter().flatten().filter(|one| one.is_new()).count();
    if new != 3 {
        return Err(format!("of four items with three identities {new} are new"));
    }
    match store.enqueue(item(source, "twin")).await.map_err(told)? {
        Enqueued::Existing { status: Status::Pending, .. } => {
            Ok("what is there is not put in the queue again; case and spaces count".to_owned())
        }
        other => Err(format!("what is there came to {other:?}")),
    }
}

async fn concurrent_claims<D: Database>(store: &StateStore<D>, source: &Source) -> Checked {
    if !store.control_state(Some(source)).await.map_err(told)?.gives() {
        return Err("no items are given out: `store resume` ends that".to_owned());
    }
    let more = (3..ITEMS).map(|number| item(source, &number.to_string())).collect();
    for enqueued in store.enqueue_many(more).await.map_err(told)? {
        enqueued.map_err(told)?;
    }
    let mut workers = tokio::task::JoinSet::new();
    for worker in 0..WORKERS {
        let (store, source) = (store.clone(), source.clone());
        workers.spawn(async move { claim_all(&store, &source, worker).await });
    }
    let (mut claimed, mut tokens) = (Vec::new(), BTreeSet::new());
    while let Some(worker) = workers.join_next().await {
        claimed.extend(worker.map_err(|error| error.to_string())?.map_err(told)?);
    }
    let given = claimed.len();
    for item in &claimed {
        tokens.insert(item.work_item_id().as_str());
    }
    if (given, tokens.len()) != (ITEMS, ITEMS) {
        return Err(format!("of {ITEMS} items {given} were given out, {} different ones", tokens.len()));
    }
    for item in &claimed {
        store.complete(item, Completion::new().content(Content::of(b"first"))).await.map_err(told)?;
    }
    Ok(format!("{WORKERS} workers took {ITEMS} items, each once"))
}

async fn claim_all<D: Database>(
    store: &StateStore<D>,
    source: &Source,
    worker: usize,
) -> Result<Vec<ClaimedItem>, store::Error> {
    let mut all = Vec::new();
    loop {
        let request = ClaimRequest::new(format!("smoketest-{worker}")).source(source).limit(2);
        let claimed = store.claim(request).await?;
        if claimed.is_empty() {
            return Ok(all);
        }
        all.extend(claimed);
    }
}

async fn recrawl<D: Database>(store: &StateStore<D>, source: &Source) -> Checked {
    let run = store.start_run(NewRun::new(super::cleanup::run_name(source))).await.map_err(told)?.run_id;
    let recrawl = Recrawl::new(run.clone()).source_system(source.system()).source_name(source.name());
    let reset = store.reset_for_recrawl(&recrawl).await.map_err(told)?;
    let claimed = claim_all(store, source, 0).await.map_err(told)?;
    if (reset, claimed.len()) != (ITEMS as u64, ITEMS) {
        return Err(format!("of {ITEMS} items {reset} were put back and {} given out", claimed.len()));
    }
    for (item, content) in claimed.iter().zip([&b"second"[..], b"first"].into_iter().cycle()) {
        store.complete(item, Completion::new().content(Content::of(content))).await.map_err(told)?;
    }
    let versions = store.versions(claimed[0].work_item_id()).await.map_err(told)?;
    store.finish_run(&run).await.map_err(told)?;
    let counters = store.run(&run).await.map_err(told)?.map(|report| report.counters).unwrap_or_default();
    if (versions.len(), counters.changed, counters.unchanged) != (2, HALF, HALF) {
        return Err(format!(
            "of {ITEMS} items {} came out changed and {} unchanged; the first has {} versions",
            counters.changed,
            counters.unchanged,
            versions.len()
        ));
    }
    Ok(format!("{ITEMS} items again, {HALF} of them changed, with both versions"))
}
