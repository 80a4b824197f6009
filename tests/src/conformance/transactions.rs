//! Transactions on a connection with exclusive access.

use store::prelude::*;

use super::samples::{create_jobs, ids, job};
use crate::tables::Job;

async fn stored(db: &mut impl Connection) -> Vec<String> {
    let jobs = Job::of_source("s").all(db).await.unwrap();
    ids(&jobs).into_iter().map(str::to_owned).collect()
}

pub async fn commit_keeps(db: &mut impl Transactional) {
    create_jobs(db).await;
    let mut transaction = db.begin_transaction().await.unwrap();
    transaction.insert(&job("a")).await.unwrap();
    transaction.insert(&job("b")).await.unwrap();
    assert_eq!(stored(&mut transaction).await, ["a", "b"]);
    transaction.commit().await.unwrap();
    assert_eq!(stored(db).await, ["a", "b"]);
}

pub async fn rollback_discards(db: &mut impl Transactional) {
    create_jobs(db).await;
    db.insert(&job("before")).await.unwrap();
    let mut transaction = db.begin_transaction().await.unwrap();
    transaction.insert(&job("a")).await.unwrap();
    Job::everything().execute(&mut transaction).await.unwrap();
    transaction.rollback().await.unwrap();
    assert_eq!(stored(db).await, ["before"]);
}

pub async fn drop_rolls_back(db: &mut impl Transactional) {
    create_jobs(db).await;
    let mut transaction = db.begin_transaction().await.unwrap();
    transaction.insert(&job("a")).await.unwrap();
    drop(transaction);
    assert_eq!(stored(db).await, Vec::<String>::new());
    db.insert(&job("b")).await.unwrap();
    assert_eq!(stored(db).await, ["b"]);
}

pub async fn nest(db: &mut impl Transactional) {
    create_jobs(db).await;
    let mut outer = db.begin_transaction().await.unwrap();
    outer.insert(&job("a")).await.unwrap();
    let mut inner = outer.begin_transaction().await.unwrap();
    inner.insert(&job("b")).await.unwrap();
    inner.rollback().await.unwrap();
    let mut inner = outer.begin_transaction().await.unwrap();
    inner.insert(&job("c")).await.unwrap();
    inner.commit().await.unwrap();
    let mut inner = outer.begin_transaction().await.unwrap();
    inner.insert(&job("d")).await.unwrap();
    drop(inner);
    assert_eq!(stored(&mut outer).await, ["a", "c"]);
    outer.commit().await.unwrap();
    assert_eq!(stored(db).await, ["a", "c"]);
}

pub async fn errors_keep_earlier_statements(db: &mut impl Transactional) {
    create_jobs(db).await;
    let mut transaction = db.begin_transaction().await.unwrap();
    transaction.insert(&job("a")).await.unwrap();
    assert!(transaction.insert(&job("a")).await.is_err());
    assert!(transaction.insert_many(&[job("b"), job("a")]).await.is_err());
    assert_eq!(transaction.upsert(&job("c")).await.unwrap(), Outcome::Inserted);
    transaction.commit().await.unwrap();
    assert_eq!(stored(db).await, ["a", "c"]);
}

pub async fn ends_without_a_beginning_are_errors(db: &mut impl Transactional) {
    create_jobs(db).await;
    assert_eq!(db.commit().await.unwrap_err().kind(), ErrorKind::Misuse);
    assert_eq!(db.rollback().await.unwrap_err().kind(), ErrorKind::Misuse);
    db.begin().await.unwrap();
    db.insert(&job("a")).await.unwrap();
    db.commit().await.unwrap();
    assert_eq!(stored(db).await, ["a"]);
}
