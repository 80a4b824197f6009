//! Errors have the same kind on every engine, and name the table, column and constraint.

use store::prelude::*;

use super::rows::pairs::Pair;
use super::samples::{create_jobs, job};
use super::types::sample;
use crate::tables::{EveryType, Job, JobId, Status, Step};

pub async fn unique(db: &mut impl Connection) {
    create_jobs(db).await;
    db.insert(&job("a")).await.unwrap();
    let error = db.insert(&job("a")).await.unwrap_err();
    assert_eq!((error.kind(), error.table()), (ErrorKind::UniqueViolation, Some("jobs")), "{error}");
    assert!(error.code().is_some(), "{error:?}");

    let same_key = Job { id: JobId("b".into()), ..job("a") };
    let error = db.insert(&same_key).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.constraint()),
        (ErrorKind::UniqueViolation, Some("ux_jobs_key")),
        "{error}"
    );
    // A violation of another key than the one of the call is an error too.
    let error = db.upsert(&same_key).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation, "{error}");
    let error = db.insert_if_absent(&same_key).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation, "{error}");
    assert_eq!(Job::total(None).total(db).await.unwrap(), 1);
}

pub async fn check(db: &mut impl Connection) {
    create_jobs(db).await;
    let error = db.insert(&Job { attempt: -1, ..job("a") }).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.constraint()),
        (ErrorKind::CheckViolation, Some("ck_jobs_attempts")),
        "{error}"
    );
    let error = db.insert(&Job { attempt: 4, max_attempts: Some(3), ..job("a") }).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::CheckViolation, "{error}");
    db.insert(&Job { attempt: 3, max_attempts: Some(3), ..job("a") }).await.unwrap();
}

pub async fn foreign_key(db: &mut impl Connection) {
    create_jobs(db).await;
    db.create::<Step>().await.unwrap();
    let step = Step { job: JobId("a".into()), number: 1, done: "x".into() };
    let error = db.insert(&step).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ForeignKeyViolation, "{error}");
    db.insert(&job("a")).await.unwrap();
    db.insert(&step).await.unwrap();
    assert!(db.delete::<Job>(&step.job).await.unwrap());
    assert_eq!(db.get::<Step>((&step.job, 1)).await.unwrap(), None, "the delete cascades to the steps");
}

pub mod cascades {
    use store::Table;

    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(schema = "conformance", name = "cascade_orders")]
    pub struct Order {
        #[column(primary_key)]
        pub id: i64,
    }

    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(schema = "conformance", name = "cascade_lines")]
    pub struct Line {
        #[column(primary_key)]
        pub id: i64,
        #[column(references(table = "cascade_orders", columns(id), on_delete = "cascade"))]
        pub order_id: i64,
    }

    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(schema = "conformance", name = "cascade_parts")]
    pub struct Part {
        #[column(primary_key)]
        pub id: i64,
        #[column(references(table = "cascade_lines", columns(id), on_delete = "cascade"))]
        pub line_id: i64,
        #[column(references(table = "cascade_orders", columns(id), on_delete = "set null"))]
        pub order_id: Option<i64>,
    }
}

/// A table that cascading deletes would reach along two paths is not created.
pub async fn cascades_along_two_paths(db: &mut impl Connection) {
    use cascades::{Line, Order, Part};
    for _ in 0..2 {
        db.create::<Order>().await.unwrap();
        db.create::<Line>().await.unwrap();
        let error = db.create::<Part>().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidDefinition, "{error}");
    }
    db.insert(&Order { id: 1 }).await.unwrap();
    db.insert(&Line { id: 1, order_id: 1 }).await.unwrap();
    assert!(db.delete::<Order>(1).await.unwrap());
    assert_eq!(db.get::<Line>(1).await.unwrap(), None);
}

pub async fn too_long(db: &mut impl Connection) {
    create_jobs(db).await;
    let error = db.insert(&Job { source: "x".repeat(51), ..job("a") }).await.unwrap_err();
    assert_eq!((error.kind(), error.column()), (ErrorKind::Truncated, Some("source")), "{error}");
    // 26 characters outside the Basic Multilingual Plane are 52 code units.
    let error = db.insert(&Job { source: "🦀".repeat(26), ..job("a") }).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Truncated, "{error}");
    db.insert(&Job { source: "🦀".repeat(25), ..job("a") }).await.unwrap();
    let error = Job::of_source(&"x".repeat(51)).all(db).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Truncated, "a parameter must fit its column too: {error}");
    assert!(!error.to_string().contains("xxx"), "an error contains no value: {error}");
}

pub async fn not_finite(db: &mut impl Connection) {
    db.create::<EveryType>().await.unwrap();
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let error = db.insert(&EveryType { an_f64: number, ..sample(1) }).await.unwrap_err();
        assert_eq!((error.kind(), error.column()), (ErrorKind::InvalidValue, Some("an_f64")), "{error}");
    }
}

pub async fn schema_drift(db: &mut impl Connection) {
    let error = db.get::<Pair>((1, 2)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SchemaDrift, "{error}");
    let error = db.insert(&Pair::ANY).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SchemaDrift, "{error}");
    let error = Job::of_status(&Status::Failed, None).execute(db).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SchemaDrift, "{error}");
}
