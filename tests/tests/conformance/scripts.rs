//! The scripts for administrators on SQL Server.

use store::Dialect;
use store::export::Script;
use store::state::{Identity, NewItem, StateOptions, StateStore, scripts};
use store_mssql::Mssql;

use super::server::Server;

/// Runs the scripts batch by batch as sqlcmd does: those that create, or the one that drops everything.
async fn run(server: &mut Server, schema: &str, down: bool) {
    for Script { name, text } in scripts(Dialect::Mssql, Some(schema)).unwrap() {
        if name.starts_with("down/") == down {
            for batch in text.split("\nGO\n") {
                server.run(batch).await;
            }
        }
    }
}

pub(super) async fn create_the_tables_of_the_store(db: &Mssql, server: &mut Server, schema: &str) {
    for _ in 0..2 {
        run(server, schema, false).await;
    }
    let store = StateStore::open(db.clone(), StateOptions::default().auto_init(false)).await.unwrap();
    store.enqueue(NewItem::new(Identity::new("http", "docs", "page", "1"), "x:")).await.unwrap();
    for view in ["queue_health", "lease_health", "retry_health", "failure_health", "worker_health"] {
        server.run(&format!("SELECT * FROM [{schema}].[{view}]")).await;
    }
    for _ in 0..2 {
        run(server, schema, true).await;
    }
    // Everything is dropped, including the schema, so that the scripts can create it again.
    run(server, schema, false).await;
    run(server, schema, true).await;
}
