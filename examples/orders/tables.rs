//! The tables of the shop, with their queries.

use chrono::{DateTime, Utc};
use store::rust_decimal::Decimal;
use store::{FromRow, Table, View};

/// A product on sale.
#[derive(Clone, Debug, Table)]
#[table(schema = "shop", name = "products", unique(columns(code)), derive(Clone, Debug), insert as NewProduct)]
#[query(select of_codes(code in :codes) order_by(code))]
#[query(update take(id, pieces >= :count) set(pieces -= :count) returning)]
#[query(exists sold_out(pieces = 0))]
pub(crate) struct Product {
    /// The key.
    #[column(primary_key, identity)]
    pub(crate) id: i64,
    /// The code, which customers order by.
    #[column(len = 20)]
    pub(crate) code: String,
    /// The price of a piece.
    #[column(precision = 9, scale = 2)]
    pub(crate) price: Decimal,
    /// The number of pieces in stock.
    pub(crate) pieces: i32,
    /// Raised by every change, so that a change of an outdated price is an error.
    #[column(version, default = 1, generated)]
    pub(crate) version: i32,
}

/// An order of a customer.
#[derive(Clone, Debug, Table)]
#[table(schema = "shop", name = "orders", derive(Clone, Debug), insert as NewOrder)]
#[table(index(columns(customer, id)))]
#[query(select of_customer(customer starts_with :name, placed_at <= now()) only(id) as PlacedOrder order_by(id))]
pub(crate) struct Order {
    /// The number of the order.
    #[column(primary_key, identity(seed = 1_000))]
    pub(crate) id: i64,
    /// The name of the customer.
    #[column(len = 50)]
    pub(crate) customer: String,
    /// When the order was placed, by the clock of the database.
    #[column(default = now(), generated, insert_only)]
    pub(crate) placed_at: DateTime<Utc>,
}

/// A line of an order.
#[derive(Clone, Debug, Table)]
#[table(schema = "shop", name = "order_lines", primary_key(columns(order_id, product_id)), insert as NewLine)]
#[table(derive(Debug))]
#[query(select totals()
    only(product_id, orders = count(), pieces = sum(pieces), revenue = sum(total))
    group_by(product_id) having(pieces >= :least) order_by(revenue desc, product_id) as ProductTotal)]
pub(crate) struct OrderLine {
    /// The order.
    #[column(references(table = "orders", columns(id), on_delete = "cascade"))]
    pub(crate) order_id: i64,
    /// The product.
    #[column(references(table = "products", columns(id)))]
    pub(crate) product_id: i64,
    /// The number of pieces.
    pub(crate) pieces: i32,
    /// The price of a piece when it was ordered.
    #[column(precision = 9, scale = 2)]
    pub(crate) price: Decimal,
    /// The price of all pieces.
    #[column(computed = "pieces * price", stored, precision = 18, scale = 2)]
    pub(crate) total: Decimal,
}

/// The revenue of a customer.
#[derive(Debug, FromRow)]
pub(crate) struct CustomerRevenue {
    /// The name of the customer.
    pub(crate) customer: String,
    /// The number of orders.
    pub(crate) orders: i64,
    /// The sum of all lines.
    #[column(precision = 18, scale = 2)]
    pub(crate) revenue: Decimal,
}

/// A line of an order, with the names of its customer and its product.
#[derive(Debug, View)]
#[view(schema = "shop", name = "sales")]
#[view(select = "SELECT l.order_id, o.customer, p.code, l.pieces, l.total
FROM {OrderLine} AS l
INNER JOIN {Order} AS o ON o.id = l.order_id
INNER JOIN {Product} AS p ON p.id = l.product_id")]
#[query(select of_orders(order_id in :orders) order_by(order_id, code))]
pub(crate) struct SoldLine {
    /// The order.
    pub(crate) order_id: i64,
    /// The name of the customer.
    #[column(len = 50)]
    pub(crate) customer: String,
    /// The code of the product.
    #[column(len = 20)]
    pub(crate) code: String,
    /// The number of pieces.
    pub(crate) pieces: i32,
    /// The price of all pieces.
    #[column(precision = 18, scale = 2)]
    pub(crate) total: Decimal,
}
