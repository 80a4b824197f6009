//! Existing tables, whose names and columns are not plain identifiers.

use rust_decimal::Decimal;
use store::{Table, View};

/// An order of an older program.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "conformance", name = "group", quoted)]
pub struct OldUser {
    /// The key.
    #[column(primary_key, name = "Order ID", quoted)]
    pub id: i32,
    /// The number.
    #[column(name = "No.", quoted, len = 20, unique)]
    pub number: Option<String>,
}

/// A line of an order of an older program.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "conformance", name = "Order Details; DROP--", quoted, primary_key(columns(order, first)))]
#[table(unique(columns(size, backslash)), index(columns(price desc), include(user), filter(user is not null)))]
#[table(check(quantity > 0), returning)]
#[table(foreign_key(
    columns(order),
    references(table = "group", quoted, columns("Order ID"), on_delete = "cascade")
))]
#[query(select of_order(order, price >= :least?) order_by(first))]
#[query(select pages(size starts_with :size?) order_by(order desc, first desc) page)]
#[query(select prices() only(user, lines = count(), most = max(price)) group_by(user) order_by(lines desc, user) as OldPrice)]
#[query(select tagged(tags->"$.kind" = :kind) order_by(order, first))]
#[query(update reprice(order, first) set(price = :price, quantity += 1) many)]
#[query(update take(order) set(user = :user) returning)]
#[query(delete cheap(price < :least) limit(5))]
#[query(claim next(user is null) order_by(quantity, order, first) set(user = :user))]
#[query(count by_user() group_by(user))]
pub struct OrderDetail {
    /// The order.
    #[column(name = "Order ID", quoted)]
    pub order: i32,
    /// The number of the line.
    #[column(name = "1st", quoted)]
    pub first: i32,
    /// The price of a piece.
    #[column(name = "Unit Price (€)", quoted, precision = 9, scale = 2)]
    pub price: Decimal,
    /// The number of pieces.
    #[column(name = "Qty, net", quoted, default = 1)]
    pub quantity: i32,
    /// The user.
    #[column(name = "user", quoted, len = 20)]
    pub user: Option<String>,
    /// The size.
    #[column(name = "Größe", quoted, len = 10)]
    pub size: String,
    /// A name that is a part of a path elsewhere.
    #[column(name = "a\\b", quoted)]
    pub backslash: i64,
    /// A name with the forms of parameters.
    #[column(name = "50% @P1 ?1 :x {y}", quoted)]
    pub bytes: Vec<u8>,
    /// Tags.
    #[column(name = "-- GO", quoted, json)]
    pub tags: serde_json::Value,
}

/// A view of the lines.
#[derive(Clone, Debug, PartialEq, View)]
#[view(schema = "conformance", name = "Old Lines", quoted)]
#[view(
    mssql = "SELECT d.[Order ID], d.[Unit Price (€)] FROM {OrderDetail} AS d",
    sqlite = "SELECT d.`Order ID`, d.`Unit Price (€)` FROM {OrderDetail} AS d"
)]
#[query(select all() order_by(order, price))]
pub struct OldLine {
    /// The order.
    #[column(name = "Order #", quoted)]
    pub order: i32,
    /// The price of a piece.
    #[column(name = "order by", quoted, precision = 9, scale = 2)]
    pub price: Decimal,
}
