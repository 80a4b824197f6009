//! Parts of rows, and summaries of rows.

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use store::Batch;
use store::prelude::*;

use crate::tables::{Overall, RegionNote, RegionTotal, Sale, SaleLine, SaleOrder, SaleRegion};

fn at(day: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000 + day)
}

fn sale(id: i64, region: &str, pieces: i32, cents: i64, note: Option<&str>) -> Sale {
    Sale {
        id,
        region: region.to_owned(),
        pieces,
        amount: Decimal::new(cents, 2),
        sold_at: at(id),
        note: note.map(str::to_owned),
    }
}

async fn create(db: &mut impl Connection) {
    db.create::<Sale>().await.unwrap();
    let rows = [
        sale(1, "north", 1, 1_050, Some("a")),
        sale(2, "south", 2, 2_000, None),
        sale(3, "north", 4, 99, Some("b")),
        sale(4, "east", 3, 1, Some("c")),
        sale(5, "north", 2, 700, Some("a")),
        // Blanks at the end are ignored, as in every comparison of text.
        sale(6, "south", 3, 1_050, Some("z ")),
    ];
    db.insert_many(&rows).await.unwrap();
}

/// A select returns the columns that it names, as a struct of the derive or of the program.
pub async fn have_the_selected_columns(db: &mut impl Connection) {
    create(db).await;
    let lines = Sale::lines(Some("north")).all(db).await.unwrap();
    let line =
        |id, cents, note: &str| SaleLine { id, amount: Decimal::new(cents, 2), note: Some(note.to_owned()) };
    assert_eq!(lines, [line(1, 1_050, "a"), line(3, 99, "b"), line(5, 700, "a")]);
    assert_eq!(Sale::lines(None).first(db).await.unwrap(), Some(line(4, 1, "c")));
    let notes = Sale::notes().all(db).await.unwrap();
    let note = |region: &str, note: Option<&str>| RegionNote {
        region: region.to_owned(),
        note: note.map(str::to_owned),
    };
    let expected = [
        ("south", None),
        ("north", Some("b")),
        ("east", Some("c")),
        ("north", Some("a")),
        ("south", Some("z ")),
    ];
    assert_eq!(notes, expected.map(|(region, text)| note(region, text)));
    let mut ids = Vec::new();
    Sale::lines(None)
        .for_each(db, |line| {
            ids.push(line.id);
            std::ops::ControlFlow::Continue(())
        })
        .await
        .unwrap();
    assert_eq!(ids, [4, 1, 3, 5, 2, 6]);
}

/// Equal rows are returned once.
pub async fn are_distinct(db: &mut impl Connection) {
    create(db).await;
    let regions = Sale::regions().all(db).await.unwrap();
    assert_eq!(regions, ["east", "north", "south"].map(|region| SaleRegion { region: region.to_owned() }));
}

/// Each group has its count, sums, mean, minimum and maximum; groups that do not fulfil the conditions are left out.
pub async fn of_groups(db: &mut impl Connection) {
    create(db).await;
    let least = Decimal::new(0, 0);
    let totals = Sale::totals(None, 4, least).all(db).await.unwrap();
    let north = RegionTotal {
        region: "north".to_owned(),
        sales: 3,
        noted: 3,
        notes: 2,
        pieces: 7,
        revenue: Decimal::new(1_849, 2),
        mean: 7.0 / 3.0,
        first: at(1),
        last_note: Some("b".to_owned()),
    };
    assert_eq!(totals, [north], "east has too few pieces, and south the note z");
    let totals = Sale::totals(Some(at(2)), 1, least).all(db).await.unwrap();
    let shown: Vec<_> =
        totals.iter().map(|row| (row.region.as_str(), row.sales, row.revenue, row.mean)).collect();
    let expected = [("north", 2, Decimal::new(799, 2), 3.0), ("east", 1, Decimal::new(1, 2), 3.0)];
    assert_eq!(shown, expected);
    assert_eq!(Sale::totals(None, 4, Decimal::new(1_849, 2)).all(db).await.unwrap(), []);
}

/// A summary of all rows is one row, with NULL for the sum of no rows.
pub async fn of_all_rows(db: &mut impl Connection) {
    create(db).await;
    let all = Sale::overall(None).all(db).await.unwrap();
    let expected = Overall {
        sales: 6,
        pieces: Some(15),
        revenue: Some(Decimal::new(4_900, 2)),
        mean: Some(2.5),
        least: Some(Decimal::new(1, 2)),
        last: Some(at(6)),
    };
    assert_eq!(all, [expected]);
    let none = Sale::overall(Some("west")).first(db).await.unwrap();
    let expected = Overall { sales: 0, pieces: None, revenue: None, mean: None, least: None, last: None };
    assert_eq!(none, Some(expected));
}

/// Sums of integers have 64 bits, and decimals are not rounded.
pub async fn are_exact(db: &mut impl Connection) {
    db.create::<Sale>().await.unwrap();
    let rows: Vec<Sale> = (1..=3).map(|id| sale(id, "north", i32::MAX, 999_999_999, None)).collect();
    db.insert_many(&rows).await.unwrap();
    let all = Sale::overall(None).first(db).await.unwrap().unwrap();
    assert_eq!((all.pieces, all.revenue), (Some(6_442_450_941), Some(Decimal::new(2_999_999_997, 2))));
    assert_eq!(all.mean, Some(f64::from(i32::MAX)));
}

/// The caller chooses the order among those of the declaration.
pub async fn have_the_chosen_order(db: &mut impl Connection) {
    create(db).await;
    let ids = |rows: Vec<Sale>| rows.iter().map(|row| row.id).collect::<Vec<_>>();
    let newest = Sale::listed(None, SaleOrder::Newest, 3).all(db).await.unwrap();
    assert_eq!(ids(newest), [6, 5, 4]);
    let largest = Sale::listed(Some(3), SaleOrder::Largest, 9).all(db).await.unwrap();
    assert_eq!(ids(largest), [3, 4, 6]);
    let newest = Sale::listed(Some(3), SaleOrder::Newest, 9).all(db).await.unwrap();
    assert_eq!(ids(newest), [6, 4, 3]);
    let largest = Sale::listed(None, SaleOrder::Largest, 2).all(db).await.unwrap();
    assert_eq!(ids(largest), [3, 4]);
}

/// A query returns whether there is a row, alone and in a batch with other summaries.
pub async fn of_existence(db: &mut impl Connection) {
    create(db).await;
    assert!(Sale::any_in("north", None).exists(db).await.unwrap());
    assert!(!Sale::any_in("west", None).exists(db).await.unwrap());
    assert!(!Sale::any_in("north", Some(5)).exists(db).await.unwrap());
    let mut batch = Batch::new();
    let north = batch.exists(Sale::any_in("north", Some(4)));
    let lines = batch.select(Sale::lines(Some("east")));
    let west = batch.exists(Sale::any_in("west", None));
    let all = batch.select(Sale::overall(None));
    assert!(batch.is_read_only());
    let mut results = db.batch(batch).await.unwrap();
    assert!(results.take(north).unwrap());
    assert_eq!(results.take(lines).unwrap().len(), 1);
    assert!(!results.take(west).unwrap());
    assert_eq!(results.take(all).unwrap()[0].sales, 6);
}
