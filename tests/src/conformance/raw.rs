//! SQL that the program writes.

use std::ops::ControlFlow;

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use store::prelude::*;
use store::queries::RawQuery;
use store::{Batch, FromRow, SchemaOverride, sql};
use uuid::Uuid;

use crate::tables::{Account, Sale};

/// The sales of a region.
#[derive(Debug, PartialEq, FromRow)]
pub struct RegionShare {
    region: String,
    /// The sum of the amounts.
    #[column(precision = 18, scale = 2)]
    amount: Decimal,
    newest: Option<i64>,
}

fn shares(least: i64) -> RawQuery<1> {
    sql!(
        "SELECT region, SUM(amount) AS amount, MAX(CASE WHEN pieces > 1 THEN id END)
         FROM {Sale} -- all 'regions'
         GROUP BY region HAVING SUM(pieces) >= :least ORDER BY region",
        least,
    )
}

fn whole(region: &str) -> RawQuery<1> {
    sql!("SELECT * FROM {Sale} WHERE region = :region ORDER BY id", region)
}

fn raise(by: i32, region: &str) -> RawQuery<2> {
    sql!("UPDATE {Sale} SET pieces = pieces + :by WHERE region = :region AND pieces < 100 * :by", by, region)
}

fn newest() -> RawQuery<0> {
    sql!(
        mssql = "SELECT TOP (1) [id], [region] FROM {Sale} ORDER BY [id] DESC",
        sqlite = "SELECT `id`, `region` FROM {Sale} ORDER BY `id` DESC LIMIT 1",
    )
}

fn joined(least: i64) -> RawQuery<1> {
    sql!(
        "SELECT s.id, a.balance FROM {Sale} AS s INNER JOIN {Account} AS a ON a.holder = s.region
         WHERE a.balance >= :least ORDER BY s.id",
        least,
    )
}

fn duplicate() -> RawQuery<0> {
    sql!(
        "INSERT INTO {Account} (id, holder, balance, version) SELECT id, holder, balance, version FROM {Account}"
    )
}

/// Adds the queries to an override of the schema.
pub fn in_schema(moved: SchemaOverride) -> SchemaOverride {
    moved
        .query(&shares(0))
        .query(&whole(""))
        .query(&raise(0, ""))
        .query(&newest())
        .query(&joined(0))
        .query(&duplicate())
}

fn sale(id: i64, region: &str, pieces: i32, cents: i64) -> Sale {
    Sale {
        id,
        region: region.to_owned(),
        pieces,
        amount: Decimal::new(cents, 2),
        sold_at: DateTime::UNIX_EPOCH + TimeDelta::days(id),
        note: None,
    }
}

async fn create(db: &mut impl Connection) -> [Sale; 3] {
    db.create::<Sale>().await.unwrap();
    let rows = [sale(1, "north", 1, 150), sale(2, "south", 2, 25), sale(3, "north", 3, 50)];
    db.insert_many(&rows).await.unwrap();
    rows
}

/// Rows become structs, tables and tuples.
pub async fn rows_are_read(db: &mut impl Connection) {
    let rows = create(db).await;
    let share = |region: &str, cents, newest| RegionShare {
        region: region.to_owned(),
        amount: Decimal::new(cents, 2),
        newest: Some(newest),
    };
    assert_eq!(
        shares(2).all::<RegionShare>(db).await.unwrap(),
        [share("north", 200, 3), share("south", 25, 2)]
    );
    assert_eq!(shares(3).first(db).await.unwrap(), Some(share("north", 200, 3)));
    assert_eq!(whole("north").all::<Sale>(db).await.unwrap(), [rows[0].clone(), rows[2].clone()]);
    assert_eq!(newest().first(db).await.unwrap(), Some((3_i64, "north".to_owned())));
    let mut regions: Vec<String> = Vec::new();
    let push = |share: RegionShare| {
        regions.push(share.region);
        ControlFlow::Continue(())
    };
    shares(0).for_each(db, push).await.unwrap();
    assert_eq!(regions, ["north", "south"]);
}

/// A statement that changes rows returns their number, and fails as a declared one does.
pub async fn rows_are_changed(db: &mut impl Connection) {
    create(db).await;
    db.create::<Account>().await.unwrap();
    assert_eq!(raise(10, "north").execute(db).await.unwrap(), 2);
    assert_eq!(raise(10, "west").execute(db).await.unwrap(), 0);
    let rows: Vec<Sale> = whole("north").all(db).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.pieces).collect::<Vec<_>>(), [11, 13]);
    db.insert(&Account { id: 1, holder: "north".to_owned(), balance: 7, version: 1 }).await.unwrap();
    let error = duplicate().execute(db).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.constraint()),
        (ErrorKind::UniqueViolation, Some("pk_accounts")),
        "{error}"
    );
    assert_eq!(joined(7).all::<(i64, i64)>(db).await.unwrap(), [(1_i64, 7_i64), (3, 7)]);
    assert_eq!(joined(8).all::<(i64, i64)>(db).await.unwrap(), []);
}

/// Queries are statements of a batch, which is one request.
pub async fn are_part_of_batches(db: &mut impl Connection) {
    create(db).await;
    let mut batch = Batch::new();
    let raised = batch.run(raise(10, "south"));
    batch.expect(raised, 1);
    let all = batch.fetch::<RegionShare, 1>(shares(0));
    let south = batch.fetch::<Sale, 1>(whole("south"));
    let mut results = db.batch(batch).await.unwrap();
    assert_eq!(results.take(all).unwrap().len(), 2);
    assert_eq!(results.take(south).unwrap()[0].pieces, 12);
    let mut batch = Batch::new();
    batch.run(raise(1, "south"));
    let none = batch.run(raise(1, "west"));
    batch.expect(none, 1);
    assert_eq!(db.batch(batch).await.unwrap_err().kind(), ErrorKind::UnexpectedRowCount);
    let mut batch = Batch::new();
    let read = batch.fetch::<Sale, 1>(whole("south"));
    assert!(batch.is_read_only());
    assert_eq!(db.batch(batch).await.unwrap().take(read).unwrap()[0].pieces, 12);
}

/// Values of every kind are sent as parameters, whatever they contain.
pub async fn parameters_of_every_type(db: &mut impl Connection) {
    let text = "'; DROP TABLE x; -- :a ?1 @P1";
    let (id, at) = (Uuid::from_u128(7), DateTime::<Utc>::UNIX_EPOCH + TimeDelta::microseconds(1_500));
    let found: Option<(String, i64, bool, f64, Uuid)> =
        sql!("SELECT :text, :int, :flag, :float, :id", text, int = 5_i64, flag = true, float = 0.5, id)
            .first(db)
            .await
            .unwrap();
    assert_eq!(found, Some((text.to_owned(), 5, true, 0.5, id)));
    let none: Option<i64> = None;
    let bytes: &[u8] = &[0, 1, 255];
    let query =
        sql!("SELECT :none, :bytes, :at, ':none' AS [a :name in brackets] /* :comment */", none, bytes, at,);
    let found = query.first::<(Option<i64>, Vec<u8>, DateTime<Utc>, String)>(db).await.unwrap();
    assert_eq!(found, Some((None, bytes.to_vec(), at, ":none".to_owned())));
}
