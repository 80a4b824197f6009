//! Names of existing tables and columns that are not plain identifiers.

use rust_decimal::Decimal;
use serde_json::json;
use store::diff::Drift;
use store::prelude::*;
use store::queries::KeyedUpdate;
use store::{Batch, Relation};

use crate::tables::{OldLine, OldUser, OrderDetail};

fn detail(order: i32, first: i32) -> OrderDetail {
    OrderDetail {
        order,
        first,
        price: Decimal::new(i64::from(first) * 100, 2),
        quantity: 1,
        user: None,
        size: format!("s{order}"),
        backslash: i64::from(first),
        bytes: vec![0, 39, 93],
        tags: json!({ "kind": format!("k{first}") }),
    }
}

async fn create(db: &mut impl Connection) -> Vec<OrderDetail> {
    db.create::<OldUser>().await.unwrap();
    db.create::<OrderDetail>().await.unwrap();
    db.create::<OldLine>().await.unwrap();
    let users = [1, 2].map(|id| OldUser { id, number: Some(format!("n{id}")) });
    db.insert_many(&users).await.unwrap();
    let rows = vec![detail(1, 1), detail(1, 2), detail(2, 1)];
    db.insert(&rows[0]).await.unwrap();
    db.insert_many(&rows[1..]).await.unwrap();
    rows
}

/// Rows are written and read by every statement of a table.
pub async fn are_in_every_statement(db: &mut impl Connection) {
    let rows = create(db).await;
    assert_eq!(db.get::<OrderDetail>((1, 2)).await.unwrap().as_ref(), Some(&rows[1]));
    let raised = OrderDetail { quantity: 5, ..rows[1].clone() };
    assert_eq!(db.upsert(&raised).await.unwrap(), Outcome::Updated);
    let key = OrderDetail::UX_ORDER_DETAILS_DROP_GR_E_A_B;
    assert_eq!(
        db.insert_if_absent_by(&OrderDetail { first: 9, ..raised.clone() }, key).await.unwrap(),
        Outcome::Existing
    );
    assert_eq!(
        db.upsert_many(&[rows[1].clone(), detail(2, 2)], UniqueKey::PRIMARY).await.unwrap(),
        [Outcome::Updated, Outcome::Inserted]
    );
    assert_eq!(db.insert_returning(&detail(2, 3)).await.unwrap(), detail(2, 3));
    assert!(db.update(&raised).await.unwrap());
    assert!(db.delete::<OrderDetail>((2, 3)).await.unwrap());
    let mut batch = Batch::new();
    let read = batch.get::<OrderDetail>((1, 2));
    let lines = batch.select(OldLine::all());
    let mut results = db.batch(batch).await.unwrap();
    assert_eq!(results.take(read).unwrap(), Some(raised));
    assert_eq!(results.take(lines).unwrap().len(), 4);
}

/// Declared queries of every kind.
pub async fn are_in_queries(db: &mut impl Connection) {
    let rows = create(db).await;
    assert_eq!(OrderDetail::of_order(1, Some(Decimal::TWO)).all(db).await.unwrap(), [rows[1].clone()]);
    let page = OrderDetail::pages(Some("s"), None, 2).all(db).await.unwrap();
    assert_eq!(page, [rows[2].clone(), rows[1].clone()]);
    assert_eq!(OrderDetail::pages(None, Some((1, 2)), 2).all(db).await.unwrap(), [rows[0].clone()]);
    assert_eq!(OrderDetail::tagged("k2").all(db).await.unwrap(), [rows[1].clone()]);
    let updates = [OrderDetail::reprice(1, 1, Decimal::TEN), OrderDetail::reprice(9, 1, Decimal::TEN)];
    assert_eq!(KeyedUpdate::execute_many(db, &updates).await.unwrap(), [true, false]);
    let taken = OrderDetail::take(1, Some("ada")).all(db).await.unwrap();
    assert_eq!(taken.len(), 2);
    let claimed = OrderDetail::next(Some("bob"), 5).all(db).await.unwrap();
    assert_eq!((claimed.len(), claimed[0].order), (1, 2));
    let prices = OrderDetail::prices().all(db).await.unwrap();
    assert_eq!((prices[0].user.as_deref(), prices[0].lines, prices[0].most), (Some("ada"), 2, Decimal::TEN));
    assert_eq!(OrderDetail::by_user().groups(db).await.unwrap().len(), 2);
    assert_eq!(OrderDetail::cheap(Decimal::TWO).execute(db).await.unwrap(), 1);
    assert_eq!(OldLine::all().all(db).await.unwrap().len(), 2);
    assert!(db.delete::<OldUser>(1).await.unwrap());
    assert_eq!(OldLine::all().all(db).await.unwrap(), []);
}

/// Errors name the column, the key and the check.
pub async fn are_in_errors(db: &mut impl Connection) {
    create(db).await;
    let error = db.insert(&OrderDetail { backslash: 9, ..detail(1, 1) }).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.table(), error.constraint()),
        (ErrorKind::UniqueViolation, Some("Order Details; DROP--"), Some("pk_Order Details; DROP--")),
        "{error}"
    );
    let error = db.insert(&OldUser { id: 9, number: Some("n1".to_owned()) }).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.constraint()),
        (ErrorKind::UniqueViolation, Some("ux_group__No.")),
        "{error}"
    );
    let error = db.insert(&OrderDetail { quantity: 0, ..detail(1, 3) }).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.constraint()),
        (ErrorKind::CheckViolation, Some("ck_Order Details; DROP--__1")),
        "{error}"
    );
    let error = db.insert(&OrderDetail { size: "x".repeat(11), ..detail(1, 3) }).await.unwrap_err();
    assert_eq!((error.kind(), error.column()), (ErrorKind::Truncated, Some("Größe")), "{error}");
}

async fn drift<R: Relation>(db: &mut impl Connection) -> Vec<String> {
    db.drift::<R>().await.unwrap().iter().map(Drift::to_string).collect()
}

/// Tables and views with such names have no drift, and are repaired.
pub async fn have_no_drift(db: &mut impl Connection) {
    create(db).await;
    assert_eq!(drift::<OldUser>(db).await, <[String; 0]>::default());
    assert_eq!(drift::<OrderDetail>(db).await, <[String; 0]>::default());
    assert_eq!(drift::<OldLine>(db).await, <[String; 0]>::default());
    db.create::<OrderDetail>().await.unwrap();
    db.drop_view::<OldLine>().await.unwrap();
    db.drop_table::<OrderDetail>().await.unwrap();
    let plan = db.plan_repair::<OrderDetail>().await.unwrap();
    let statements: Vec<&str> = plan.statements.iter().map(String::as_str).collect();
    db.execute_ddl(&statements).await.unwrap();
    assert_eq!(drift::<OrderDetail>(db).await, <[String; 0]>::default());
}
