//! Views of sales.

use rust_decimal::Decimal;
use store::{FromRow, View};

use super::{Account, Sale};

/// A sale, with the account that has the name of its region.
#[derive(Clone, Debug, PartialEq, View)]
#[view(schema = "conformance", name = "holder_sales", derive(Debug, PartialEq), filter(noted(note is not null)))]
#[view(select = "SELECT s.id, s.region, s.amount, a.balance, s.note
FROM {Sale} AS s
LEFT JOIN {Account} AS a ON a.holder = s.region -- regions without an account too")]
#[query(select of_region(region, amount >= :least?) order_by(id))]
#[query(select pages(region != :except?) order_by(region desc, id) page)]
#[query(select remarks(noted()) only(region, note) into HolderNote order_by(id))]
#[query(select balances() only(region, sales = count(), revenue = sum(amount)) group_by(region) as HolderRevenue order_by(region))]
#[query(count of_balance(balance > :least))]
#[query(count by_region() group_by(region))]
#[query(exists any_with(note starts_with :start))]
pub struct HolderSale {
    /// The number of the sale.
    #[column(key)]
    pub id: i64,
    /// The region.
    #[column(len = 20)]
    pub region: String,
    /// The price of all pieces.
    #[column(precision = 9, scale = 2)]
    pub amount: Decimal,
    /// The balance of the account.
    pub balance: Option<i64>,
    /// A note.
    #[column(len = 20)]
    pub note: Option<String>,
}

/// The note of a sale.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct HolderNote {
    /// The region of the sale.
    pub region: String,
    /// The note.
    pub note: Option<String>,
}

/// The sales of a region: a view of another view.
#[derive(Clone, Debug, PartialEq, View)]
#[view(schema = "conformance", name = "region_sales")]
#[view(
    mssql = "SELECT h.[region], COUNT_BIG(*), CAST(SUM(h.[amount]) AS DECIMAL(18, 2)), SUM(CASE WHEN h.[note] = N'it''s' THEN 1 ELSE 0 END)
FROM {HolderSale} AS h GROUP BY h.[region]",
    sqlite = "SELECT h.`region`, count(*), sum(h.`amount`), sum(CASE WHEN h.`note` = 'it''s' THEN 1 ELSE 0 END)
FROM {HolderSale} AS h GROUP BY h.`region`"
)]
#[query(select all() order_by(revenue desc))]
pub struct RegionSales {
    /// The region.
    #[column(name = "area", len = 20)]
    pub region: String,
    /// The number of sales.
    pub sales: i64,
    /// The sum of the amounts.
    #[column(precision = 18, scale = 2)]
    pub revenue: Decimal,
    /// The number of sales with a certain note.
    pub quoted: i32,
    /// Not a column.
    #[column(skip)]
    pub is_shown: bool,
}
