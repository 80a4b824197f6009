//! A small order system: products, orders and their lines, and a view that joins them, on SQLite or SQL Server.
//!
//! ```text
//! cargo run --example orders -- [--db FILE | --sqlserver] [--keep]
//! ```
//!
//! Without options the database is in memory. `--sqlserver` takes the server from the connection string in `STORE_TEST_MSSQL`, or from
//! the variables in docs/configuration.md. The tables are dropped at the end, unless they are to be kept. The program is the same on
//! both engines.

mod place_order;
mod tables;

use std::path::PathBuf;

use clap::Parser;
use store::factory::{Backend, StateConfig, open_database};
use store::prelude::*;
use store::rust_decimal::Decimal;
use store::sql;
use store_mssql::{Mssql, MssqlOptions};
use store_sqlite::{Sqlite, SqliteOptions};

use place_order::{PlaceOrder, Placed};
use tables::{CustomerRevenue, NewProduct, Order, OrderLine, Product, SoldLine};

/// Places orders in a shop, and prints the sales.
#[derive(Parser)]
struct Args {
    /// Use this SQLite file.
    #[arg(long, value_name = "FILE", conflicts_with = "sqlserver")]
    db: Option<PathBuf>,
    /// Use SQL Server.
    #[arg(long)]
    sqlserver: bool,
    /// Keep the tables.
    #[arg(long)]
    keep: bool,
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let args = Args::parse();
    if args.sqlserver {
        if let Ok(connection) = std::env::var("STORE_TEST_MSSQL") {
            let options = MssqlOptions::from_connection_string(&connection)?;
            return shop(Mssql::open(options).await?, args.keep).await;
        }
        let config = StateConfig::new().backend(Backend::SqlServer);
        return shop(open_database(config).await?, args.keep).await;
    }
    let options = args.db.map_or_else(SqliteOptions::in_memory, SqliteOptions::new);
    shop(Sqlite::open(options).await?, args.keep).await
}

async fn shop(mut db: impl Database, keep: bool) -> Result<(), Error> {
    db.create::<Product>().await?;
    db.create::<Order>().await?;
    db.create::<OrderLine>().await?;
    db.create::<SoldLine>().await?;
    let sold = sell(&mut db).await;
    if !keep {
        db.drop_view::<SoldLine>().await?;
        db.drop_table::<OrderLine>().await?;
        db.drop_table::<Order>().await?;
        db.drop_table::<Product>().await?;
    }
    sold?;
    db.close().await
}

async fn sell(db: &mut impl Database) -> Result<(), Error> {
    let products = [("tea", 450, 10), ("cup", 1_200, 2), ("pot", 3_900, 1)];
    let products = products.map(|(code, cents, pieces)| NewProduct {
        code: code.to_owned(),
        price: Decimal::new(cents, 2),
        pieces,
    });
    db.insert_many_if_absent(&products, Product::UX_PRODUCTS_CODE).await?;

    place(db, "ada", vec![("tea", 3), ("cup", 1)]).await?;
    place(db, "bob", vec![("pot", 1)]).await?;
    // The stock of tea is as before: the guard on the cups undoes both.
    place(db, "cleo", vec![("tea", 1), ("cup", 5)]).await?;
    place(db, "adam", vec![("tea", 2)]).await?;
    raise_price(db).await?;
    report(db).await
}

async fn place(
    db: &mut impl Database,
    customer: &'static str,
    lines: Vec<(&'static str, i32)>,
) -> Result<(), Error> {
    match db.transaction(PlaceOrder { customer, lines }).await? {
        Placed::Order(order) => print(&format!("{customer}: order {}", order.id)),
        Placed::NotInStock => print(&format!("{customer}: not in stock")),
    }
    Ok(())
}

/// Two clerks read the price of tea, and both change it: the second change is a version conflict.
async fn raise_price(db: &mut impl Database) -> Result<(), Error> {
    let tea = Product::of_codes(&["tea"]).first(db).await?;
    let Some(read) = tea else { return Ok(()) };
    let first = Product { price: Decimal::new(475, 2), ..read.clone() };
    let Some(changed) = db.update_returning(&first).await? else { return Ok(()) };
    print(&format!("tea now costs {}, version {}", changed.price, changed.version));
    let second = Product { price: Decimal::new(500, 2), ..read };
    match db.update(&second).await {
        Err(error) if error.kind() == ErrorKind::VersionConflict => {
            print("the second change of the price was refused: it was based on the old one");
            Ok(())
        }
        updated => updated.map(|_| ()),
    }
}

async fn report(db: &mut impl Database) -> Result<(), Error> {
    let orders: Vec<i64> = Order::of_customer("ad").all(db).await?.iter().map(|order| order.id).collect();
    for line in SoldLine::of_orders(&orders).all(db).await? {
        print(&format!(
            "order {} of {}: {} {}, {}",
            line.order_id, line.customer, line.pieces, line.code, line.total
        ));
    }
    for total in OrderLine::totals(1).all(db).await? {
        let product = db.get::<Product>(total.product_id).await?;
        let code = product.map_or_else(String::new, |product| product.code);
        print(&format!("{code}: {} pieces in {} orders, {}", total.pieces, total.orders, total.revenue));
    }
    if Product::sold_out().exists(db).await? {
        print("a product is sold out");
    }
    let customers = sql!(
        "SELECT o.customer, COUNT(DISTINCT o.id), SUM(l.total)
         FROM {Order} AS o INNER JOIN {OrderLine} AS l ON l.order_id = o.id
         GROUP BY o.customer HAVING SUM(l.pieces) >= :least ORDER BY o.customer",
        least = 1,
    );
    for row in customers.all::<CustomerRevenue>(db).await? {
        print(&format!("{}: {} orders, {}", row.customer, row.orders, row.revenue));
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the output of the program")]
fn print(line: &str) {
    println!("{line}");
}
