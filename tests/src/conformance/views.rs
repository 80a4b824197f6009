//! Views: reading, and the differences between a view and its struct.

use rust_decimal::Decimal;
use store::diff::Drift;
use store::prelude::*;
use store::{Batch, Relation};

use crate::tables::{Account, HolderNote, HolderRevenue, HolderSale, RegionSales, Sale};

/// Another struct for the view of [`HolderSale`], with another query and other columns.
pub mod other {
    use store::View;

    use super::Sale;

    #[derive(Clone, Debug, PartialEq, View)]
    #[view(schema = "conformance", name = "holder_sales")]
    #[view(select = "SELECT s.id, s.region, s.pieces FROM {Sale} AS s WHERE s.pieces > 1")]
    #[query(select all() order_by(id))]
    pub struct HolderSale {
        pub id: i64,
        #[column(len = 20)]
        pub region: String,
        pub pieces: i32,
    }
}

/// A table with the name of a view.
pub mod taken {
    use store::Table;

    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(schema = "conformance", name = "holder_sales")]
    pub struct HolderSale {
        #[column(primary_key)]
        pub id: i64,
    }
}

async fn create(db: &mut impl Connection) {
    db.create::<Sale>().await.unwrap();
    db.create::<Account>().await.unwrap();
    db.create::<HolderSale>().await.unwrap();
    db.create::<RegionSales>().await.unwrap();
    let sale = |id: i64, region: &str, cents: i64, note: Option<&str>| Sale {
        id,
        region: region.to_owned(),
        pieces: i32::try_from(id).unwrap(),
        amount: Decimal::new(cents, 2),
        sold_at: "2026-01-02T03:04:05Z".parse().unwrap(),
        note: note.map(str::to_owned),
    };
    let rows = [
        sale(1, "north", 150, Some("it's")),
        sale(2, "south", 25, None),
        sale(3, "north", 50, Some("late")),
        sale(4, "west", 75, Some("it's")),
    ];
    db.insert_many(&rows).await.unwrap();
    let account = |id, holder: &str, balance| Account { id, holder: holder.to_owned(), balance, version: 1 };
    db.insert_many(&[account(1, "north", 7), account(2, "west", -7)]).await.unwrap();
}

fn ids(rows: &[HolderSale]) -> Vec<i64> {
    rows.iter().map(|row| row.id).collect()
}

/// Declared queries read a view as they read a table, and see the rows of its tables.
pub async fn rows_are_read(db: &mut impl Connection) {
    create(db).await;
    let rows = HolderSale::of_region("north", None).all(db).await.unwrap();
    let first = HolderSale {
        id: 1,
        region: "north".to_owned(),
        amount: Decimal::new(150, 2),
        balance: Some(7),
        note: Some("it's".to_owned()),
    };
    assert_eq!((rows.len(), &rows[0]), (2, &first));
    assert_eq!(ids(&HolderSale::of_region("north", Some(Decimal::ONE)).all(db).await.unwrap()), [1]);
    assert_eq!(HolderSale::of_region("south", None).first(db).await.unwrap().unwrap().balance, None);
    assert_eq!(HolderSale::of_balance(0).total(db).await.unwrap(), 2);
    assert_eq!(
        HolderSale::by_region().groups(db).await.unwrap(),
        [("north", 2), ("south", 1), ("west", 1)].map(|(region, rows)| (region.to_owned(), rows))
    );
    assert!(HolderSale::any_with("it").exists(db).await.unwrap());
    assert!(!HolderSale::any_with("its").exists(db).await.unwrap());
    db.delete::<Account>(1).await.unwrap();
    assert_eq!(HolderSale::of_balance(-100).total(db).await.unwrap(), 1);
}

/// Parts of the rows, sums and pages of a view.
pub async fn parts_and_pages_are_read(db: &mut impl Connection) {
    create(db).await;
    let page = HolderSale::pages(None, None, 3).all(db).await.unwrap();
    assert_eq!(ids(&page), [4, 2, 1]);
    let next = HolderSale::pages(None, Some((&page[2].region, page[2].id)), 3).all(db).await.unwrap();
    assert_eq!(ids(&next), [3]);
    assert_eq!(ids(&HolderSale::pages(Some("north"), None, 9).all(db).await.unwrap()), [4, 2]);
    let remarks = HolderSale::remarks().all(db).await.unwrap();
    let late = HolderNote { region: "north".to_owned(), note: Some("late".to_owned()) };
    assert_eq!((remarks.len(), &remarks[1]), (3, &late));
    let balances = HolderSale::balances().all(db).await.unwrap();
    let north = HolderRevenue { region: "north".to_owned(), sales: 2, revenue: Decimal::new(200, 2) };
    assert_eq!((balances.len(), &balances[0]), (3, &north));
}

/// A view of a view, whose columns have the names of the struct's fields.
pub async fn of_a_view(db: &mut impl Connection) {
    create(db).await;
    let rows = RegionSales::all().all(db).await.unwrap();
    let of = |region: &str, sales, cents, quoted| RegionSales {
        region: region.to_owned(),
        sales,
        revenue: Decimal::new(cents, 2),
        quoted,
        is_shown: false,
    };
    assert_eq!(rows, [of("north", 2, 200, 1), of("west", 1, 75, 1), of("south", 1, 25, 0)]);
}

/// Queries of a view are statements of a batch, which sees its earlier statements.
pub async fn are_part_of_batches(db: &mut impl Connection) {
    create(db).await;
    let mut batch = Batch::new();
    batch.delete::<Sale>(1);
    let rows = batch.select(HolderSale::of_region("north", None));
    let count = batch.count(HolderSale::of_balance(0));
    let groups = batch.groups(HolderSale::by_region());
    let any = batch.exists(HolderSale::any_with("late"));
    let mut results = db.batch(batch).await.unwrap();
    assert_eq!(ids(&results.take(rows).unwrap()), [3]);
    assert_eq!(results.take(count).unwrap(), 1);
    assert_eq!(results.take(groups).unwrap().len(), 3);
    assert!(results.take(any).unwrap());
}

async fn drift<V: Relation>(db: &mut impl Connection) -> Vec<String> {
    db.drift::<V>().await.unwrap().iter().map(Drift::to_string).collect()
}

async fn repair<V: View>(db: &mut impl Connection) {
    let plan = db.plan_repair::<V>().await.unwrap();
    assert_eq!(plan.manual_steps, <[String; 0]>::default());
    let statements: Vec<&str> = plan.statements.iter().map(String::as_str).collect();
    db.execute_ddl(&statements).await.unwrap();
}

/// A view that another struct created differs in its columns and its query, stays as it is when it is created again, and is
/// replaced by a repair.
pub async fn drift_is_reported_and_repaired(db: &mut impl Connection) {
    assert_eq!(drift::<HolderSale>(db).await, ["the view is missing"]);
    db.create::<Sale>().await.unwrap();
    db.create::<Account>().await.unwrap();
    repair::<HolderSale>(db).await;
    repair::<RegionSales>(db).await;
    assert_eq!(drift::<HolderSale>(db).await, <[String; 0]>::default());
    assert_eq!(drift::<RegionSales>(db).await, <[String; 0]>::default());
    assert!(db.plan_repair::<HolderSale>().await.unwrap().is_empty());

    let found = drift::<other::HolderSale>(db).await;
    let starts = |start: &str| found.iter().any(|line| line.starts_with(start));
    for start in [
        "column pieces is missing",
        "column amount is not declared by the struct",
        "column balance is not declared by the struct",
        "the view is select s . id , s . region , s . amount",
    ] {
        assert!(starts(start) || starts(&start.replace(" . ", ".")), "{start}: {found:?}");
    }
    let db_drift = db.drift::<other::HolderSale>().await.unwrap();
    assert_eq!(db_drift.iter().filter(|drift| drift.breaks()).count(), 2, "{found:?}");
    db.create::<other::HolderSale>().await.unwrap();
    assert_eq!(drift::<other::HolderSale>(db).await, found);

    db.drop_view::<RegionSales>().await.unwrap();
    repair::<other::HolderSale>(db).await;
    assert_eq!(drift::<other::HolderSale>(db).await, <[String; 0]>::default());
    assert_eq!(other::HolderSale::all().all(db).await.unwrap(), []);
    repair::<HolderSale>(db).await;
    assert_eq!(drift::<HolderSale>(db).await, <[String; 0]>::default());
}

/// A view is dropped once, and its tables stay.
pub async fn are_dropped(db: &mut impl Connection) {
    create(db).await;
    db.drop_view::<RegionSales>().await.unwrap();
    db.drop_view::<HolderSale>().await.unwrap();
    db.drop_view::<HolderSale>().await.unwrap();
    assert_eq!(drift::<HolderSale>(db).await, ["the view is missing"]);
    let error = HolderSale::of_region("north", None).all(db).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SchemaDrift, "{error}");
    assert!(db.get::<Sale>(1).await.unwrap().is_some());
}

/// A table is not taken for a view of its name, nor a view for a table.
pub async fn share_their_names_with_tables(db: &mut impl Connection) {
    db.create::<Sale>().await.unwrap();
    db.create::<Account>().await.unwrap();
    db.create::<taken::HolderSale>().await.unwrap();
    assert_eq!(drift::<HolderSale>(db).await, ["the view is missing"]);
    assert!(
        only_step::<HolderSale>(db)
            .await
            .starts_with("a table has the name of the view: drop it (DROP TABLE ")
    );
    let error = db.create::<HolderSale>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AlreadyExists, "{error}");
    assert!(db.drop_view::<HolderSale>().await.is_err());
    db.insert(&taken::HolderSale { id: 1 }).await.unwrap();
    db.drop_table::<taken::HolderSale>().await.unwrap();
    db.create::<HolderSale>().await.unwrap();
    assert_eq!(drift::<taken::HolderSale>(db).await, ["the table is missing"]);
    assert!(
        only_step::<taken::HolderSale>(db)
            .await
            .starts_with("a view has the name of the table: drop it (DROP VIEW ")
    );
    let error = db.create::<taken::HolderSale>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AlreadyExists, "{error}");
}

/// Returns the only step of a repair that has no statements.
async fn only_step<R: Relation>(db: &mut impl Connection) -> String {
    let plan = db.plan_repair::<R>().await.unwrap();
    assert_eq!((plan.statements, plan.manual_steps.len()), (Vec::new(), 1), "{:?}", plan.manual_steps);
    plan.manual_steps[0].clone()
}
