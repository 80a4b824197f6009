//! Foreign keys between rows of one call.

use store::prelude::*;

use nodes::Node;

pub(super) fn node(id: i32, parent: impl Into<Option<i32>>) -> Node {
    Node { id, parent: parent.into(), code: id }
}

pub(super) async fn count(db: &mut impl Connection) -> i64 {
    Node::total().total(db).await.unwrap()
}

/// Asserts that a call fails because a referenced row is missing.
fn assert_missing_reference<R: std::fmt::Debug>(result: Result<R, Error>) {
    let error = result.unwrap_err();
    assert_eq!((error.kind(), error.table()), (ErrorKind::ForeignKeyViolation, Some("nodes")), "{error}");
    assert!(error.code().is_some(), "{error:?}");
}

pub async fn to_later_rows(db: &mut impl Connection) {
    use Outcome::{Existing, Inserted, Updated};
    db.create::<Node>().await.unwrap();
    let chain = [node(1, 2), node(2, 3), node(3, None), node(4, 5), node(5, 4)];
    db.insert_many(&chain).await.unwrap();
    let more = [node(6, 7), node(1, 99), node(7, 6), node(6, 98)];
    let outcomes = db.insert_many_if_absent(&more, UniqueKey::PRIMARY).await.unwrap();
    assert_eq!(outcomes, [Inserted, Existing, Inserted, Existing]);
    let more = [node(8, 9), node(3, 4), node(9, 8), node(8, 1)];
    let outcomes = db.upsert_many(&more, UniqueKey::PRIMARY).await.unwrap();
    assert_eq!(outcomes, [Inserted, Updated, Inserted, Updated]);
    assert_eq!(db.get::<Node>(8).await.unwrap(), Some(node(8, 1)));
    assert_eq!(count(db).await, 9);
}

pub async fn to_missing_rows(db: &mut impl Connection) {
    db.create::<Node>().await.unwrap();
    db.insert(&node(1, None)).await.unwrap();
    let bad = [node(2, 3), node(3, 99), node(4, 2)];
    assert_missing_reference(db.insert_many(&bad).await);
    assert_missing_reference(db.insert_many_if_absent(&bad, UniqueKey::PRIMARY).await);
    assert_missing_reference(db.upsert_many(&bad, UniqueKey::PRIMARY).await);
    assert_missing_reference(db.update_many(&[node(1, 2)]).await);
    assert_missing_reference(db.insert(&node(2, 3)).await);
    assert_eq!(count(db).await, 1);
}

/// A batch has 1,000 rows, and the references are checked after each batch.
pub async fn are_checked_every_thousand_rows(db: &mut impl Connection) {
    db.create::<Node>().await.unwrap();
    let chain = |last_of_first: Option<i32>| -> Vec<Node> {
        let next = |id| match id {
            1_000 => last_of_first,
            1_500 => None,
            id => Some(id + 1),
        };
        (1..=1_500).map(|id| node(id, next(id))).collect()
    };
    assert_missing_reference(db.insert_many(&chain(Some(1_001))).await);
    assert_eq!(count(db).await, 0);
    db.insert_many(&chain(None)).await.unwrap();
    assert_eq!(count(db).await, 1_500);
    // References to rows of earlier batches are valid.
    let back: Vec<Node> =
        (2_001..=3_200).map(|id| node(id, if id > 3_000 { id - 1_000 } else { 1 })).collect();
    db.insert_many(&back).await.unwrap();
}

/// In a transaction of the caller, other statements are still checked immediately.
pub async fn to_later_rows_in_a_transaction(db: &mut impl Transactional) {
    db.create::<Node>().await.unwrap();
    let mut transaction = db.begin_transaction().await.unwrap();
    transaction.insert_many(&[node(1, 2), node(2, 1)]).await.unwrap();
    assert_missing_reference(transaction.insert(&node(3, 99)).await);
    assert_missing_reference(transaction.insert_many(&[node(3, 4), node(4, 99)]).await);
    assert_missing_reference(transaction.insert(&node(3, 99)).await);
    transaction.upsert_many(&[node(3, 4), node(4, 3)], UniqueKey::PRIMARY).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(count(db).await, 4);
}

pub(super) mod nodes {
    use store::Table;

    /// A row that references another row, with two keys.
    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(schema = "conformance", name = "nodes")]
    #[table(unique(name = "ux_nodes_code", columns(code)))]
    #[table(foreign_key(
        name = "fk_nodes_parent",
        columns(parent),
        references(table = "nodes", columns(id))
    ))]
    #[query(count total())]
    pub(in crate::conformance) struct Node {
        #[column(primary_key)]
        pub(super) id: i32,
        pub(super) parent: Option<i32>,
        pub(super) code: i32,
    }
}
