//! Tables with triggers that an administrator has added.

use store::prelude::*;
use store::queries::KeyedUpdate;
use store_mssql::Mssql;
use store_tests::conformance::samples::{create_jobs, ids, job, jobs};
use store_tests::tables::{Job, JobId};

use super::server::Server;

/// Every write returns the right outcome, although the trigger changes rows and sends row counts itself.
pub(super) async fn do_not_change_outcomes(db: &mut Mssql, server: &mut Server, schema: &str) {
    create_jobs(db).await;
    server.run(&format!("CREATE TABLE [{schema}].[log] ([job] NVARCHAR(36), [what] NVARCHAR(10))")).await;
    server
        .run(&format!(
            "CREATE TRIGGER [{schema}].[tr_jobs] ON [{schema}].[jobs] AFTER INSERT, UPDATE, DELETE AS
             BEGIN
                 INSERT INTO [{schema}].[log] SELECT [id], N'gone' FROM deleted;
                 INSERT INTO [{schema}].[log] SELECT [id], N'new' FROM inserted UNION ALL SELECT [id], N'twice' FROM inserted;
             END"
        ))
        .await;
    let a = job("a");
    assert_eq!(db.insert_if_absent(&a).await.unwrap(), Outcome::Inserted);
    assert_eq!(db.insert_if_absent(&a).await.unwrap(), Outcome::Existing);
    assert_eq!(db.upsert(&a).await.unwrap(), Outcome::Updated);
    assert_eq!(db.upsert(&job("b")).await.unwrap(), Outcome::Inserted);
    db.insert(&job("c")).await.unwrap();
    assert!(db.update(&a).await.unwrap());
    assert!(!db.update(&job("nowhere")).await.unwrap());
    assert_eq!(Job::double("s").execute(db).await.unwrap(), 3);
    let outcomes = db.upsert_many(&[job("a"), job("d")], UniqueKey::PRIMARY).await.unwrap();
    assert_eq!(outcomes, [Outcome::Updated, Outcome::Inserted]);
    db.insert_many(&jobs(3)).await.unwrap();
    db.bulk_insert((3..1_103).map(|number| job(&format!("{number:06}")))).await.unwrap();
    assert_eq!(
        server.count(&format!("SELECT COUNT(*) FROM [{schema}].[log] WHERE [job] LIKE '0%'")).await,
        2 * 1_103
    );
    let taken = Job::next(None, 60, 4).all(db).await.unwrap();
    assert_eq!(ids(&taken), ["b", "c", "000000", "000001"]);
    let updates = ["key of d", "key of nobody"].map(|key| Job::prioritize("s", key, None, 1, None));
    assert_eq!(KeyedUpdate::execute_many(db, &updates).await.unwrap(), [true, false]);
    assert!(db.delete::<Job>(&JobId("a".into())).await.unwrap());
    assert!(!db.delete::<Job>(&JobId("a".into())).await.unwrap());
}
