//! Rows of one call that refer to each other.

use store::prelude::*;

use nodes::Node;

fn node(id: i32, parent: impl Into<Option<i32>>) -> Node {
    Node { id, parent: parent.into(), code: id }
}

async fn count(db: &mut impl Connection) -> i64 {
    Node::total().total(db).await.unwrap()
}

/// The kind and table of a reference that leads nowhere.
fn is_broken<R: std::fmt::Debug>(result: Result<R, Error>) {
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
    is_broken(db.insert_many(&bad).await);
    is_broken(db.insert_many_if_absent(&bad, UniqueKey::PRIMARY).await);
    is_broken(db.upsert_many(&bad, UniqueKey::PRIMARY).await);
    is_broken(db.update_many(&[node(1, 2)]).await);
    is_broken(db.insert(&node(2, 3)).await);
    assert_eq!(count(db).await, 1);
}

/// References are checked after each thousand rows.
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
    is_broken(db.insert_many(&chain(Some(1_001))).await);
    assert_eq!(count(db).await, 0);
    db.insert_many(&chain(None)).await.unwrap();
    assert_eq!(count(db).await, 1_500);
    // Those of an earlier thousand are there.
    let back: Vec<Node> =
        (2_001..=3_200).map(|id| node(id, if id > 3_000 { id - 1_000 } else { 1 })).collect();
    db.insert_many(&back).await.unwrap();
}

/// Within the caller's transaction, whose other statements keep their checks.
pub async fn to_later_rows_in_a_transaction(db: &mut impl Transactional) {
    db.create::<Node>().await.unwrap();
    let mut transaction = db.begin_transaction().await.unwrap();
    transaction.insert_many(&[node(1, 2), node(2, 1)]).await.unwrap();
    is_broken(transaction.insert(&node(3, 99)).await);
    is_broken(transaction.insert_many(&[node(3, 4), node(4, 99)]).await);
    is_broken(transaction.insert(&node(3, 99)).await);
    transaction.upsert_many(&[node(3, 4), node(4, 3)], UniqueKey::PRIMARY).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(count(db).await, 4);
}

pub(super) mod nodes {
    use store::Table;

    /// A row that refers to another, and has two keys.
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
