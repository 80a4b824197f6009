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
    let applied = store.applied_scripts().await.unwrap();
    let names: Vec<&str> = applied.iter().map(|applied| &applied.script[..4]).collect();
    assert_eq!(names, ["0001", "0002", "0003", "0004", "0005", "0006"]);
    store.enqueue(NewItem::new(Identity::new("http", "docs", "page", "1"), "x:")).await.unwrap();
    for view in ["queue_health", "lease_health", "retry_health", "failure_health", "worker_health"] {
        server.run(&format!("SELECT * FROM [{schema}].[{view}]")).await;
    }
    refuse_a_newer_schema(server, schema).await;
    for _ in 0..2 {
        run(server, schema, true).await;
    }
    // Everything is dropped, including the schema, so that the scripts can create it again.
    run(server, schema, false).await;
    run(server, schema, true).await;
}

/// A script stops at the record of a newer schema, and skips its other batches.
async fn refuse_a_newer_schema(server: &mut Server, schema: &str) {
    server
        .run(&format!(
            "INSERT INTO [{schema}].[store_meta] ([schema_version], [script], [compatible_from], [program_version]) VALUES (99, N'program', 99, N'9.9');
             DROP VIEW [{schema}].[queue_health];"
        ))
        .await;
    let scripts = scripts(Dialect::Mssql, Some(schema)).unwrap();
    let views = scripts.iter().find(|script| script.name.ends_with("_views.sql")).unwrap();
    let mut errors = Vec::new();
    for batch in views.text.split("\nGO\n") {
        errors.extend(server.try_run(batch).await.err());
    }
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].to_string().contains("the schema is newer than this script"), "{errors:?}");
    let missing = format!(
        "IF OBJECT_ID(N'[{schema}].[queue_health]') IS NOT NULL THROW 50000, N'the view was created', 1;"
    );
    server.run(&missing).await;
    server.run(&format!("DELETE FROM [{schema}].[store_meta] WHERE [schema_version] = 99;")).await;
}
