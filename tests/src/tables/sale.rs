//! A table whose queries return parts of its rows, and summaries of them.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use store::{FromRow, Table};

/// A sale.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "conformance", name = "sales", derive(Clone, Debug, PartialEq))]
#[query(select lines(region?) only(id, amount, note) as SaleLine order_by(region, id))]
#[query(select notes(pieces > 1) only(region, note) into RegionNote order_by(id))]
#[query(select regions() distinct only(region) as SaleRegion order_by(region))]
#[query(select totals(sold_at >= :since?)
    only(region, sales = count(), noted = count(note), notes = count(distinct note), pieces = sum(pieces),
        revenue = sum(amount), mean = avg(pieces), first = min(sold_at), last_note = max(note))
    group_by(region) having(pieces >= :least, revenue > :more_than, last_note != "z") order_by(revenue desc, region) as RegionTotal)]
#[query(select overall(region?)
    only(sales = count(), pieces = sum(pieces), revenue = sum(amount), mean = avg(pieces), least = min(amount),
        last = max(sold_at)) as Overall)]
#[query(select listed(pieces >= :least?) order_by(enum SaleOrder { Newest(sold_at desc, id), Largest(pieces desc, id) })
    limit(:most))]
#[query(exists any_in(region, pieces >= :least?))]
pub struct Sale {
    /// The number of the sale.
    #[column(primary_key)]
    pub id: i64,
    /// The region.
    #[column(len = 20)]
    pub region: String,
    /// The number of pieces.
    pub pieces: i32,
    /// The price of all pieces.
    #[column(precision = 9, scale = 2)]
    pub amount: Decimal,
    /// When the sale took place.
    pub sold_at: DateTime<Utc>,
    /// A note.
    #[column(len = 20)]
    pub note: Option<String>,
}

/// The note of a sale.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct RegionNote {
    /// The region of the sale.
    pub region: String,
    /// The note.
    pub note: Option<String>,
}
