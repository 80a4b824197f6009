use store::factory::{StateConfig, create_state_store};
use store::prelude::*;
use store::runner::{Context, Runner, Shutdown};
use store::state::{Completion, Content, Failure, Identity, NewItem, NewRun, WorkItem};

#[tokio::main]
pub(crate) async fn main() -> Result<(), Error> {
    let store = create_state_store(StateConfig::new().file("store.yaml")).await?;
    let run = store.start_run(NewRun::new("quick start")).await?.run_id;

    // The second time the program is run, the page is known, and nothing is left to do.
    store.enqueue(page("/index.html").run(run.clone())).await?;

    let report = Runner::new(store.clone(), "crawler-1")
        .workers(4)
        .run(run.clone())
        .shutdown(Shutdown::on_signals())
        .until_empty(async |item: WorkItem, context: Context<_>| {
            let (text, links) = fetch(&item.resource_id)?;
            links.iter().for_each(|link| context.discover(page(link)));
            Ok(Completion::new().content(Content::of(text.as_bytes())))
        })
        .await?;
    println!("{} pages, {} found on the way, {} failed", report.completed, report.discovered, report.failed);

    store.finish_run(&run).await?;
    store.close().await
}

/// A page as an item for the queue: what it is known by, and where it is fetched from.
fn page(path: &str) -> NewItem {
    NewItem::new(Identity::new("http", "docs", "page", path), format!("https://docs.example{path}"))
}

/// A site of three pages, one of which points to a page that is not there. Put an HTTP client here.
fn fetch(path: &str) -> Result<(&'static str, &'static [&'static str]), Failure> {
    match path {
        "/index.html" => Ok(("Welcome", &["/start.html", "/about.html"])),
        "/start.html" => Ok(("Start here", &["/index.html", "/about.html"])),
        "/about.html" => Ok(("About us", &["/index.html", "/gone.html"])),
        _ => Err(Failure::new("404 Not Found").is_final()),
    }
}
