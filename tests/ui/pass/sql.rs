//! `sql!` with every form, in a program that has other items of the same names.

use store::{Dialect, FromRow, Table, sql};

#[derive(Table)]
#[table(schema = "shop", name = "orders")]
struct Order {
    #[column(primary_key)]
    id: i64,
}

#[derive(FromRow)]
struct Row {
    #[allow(dead_code)]
    id: i64,
}

#[allow(dead_code)]
struct RawQuery;

#[allow(dead_code)]
fn typed(db: &mut impl store::Connection) -> impl Future<Output = Result<Vec<Row>, store::Error>> {
    async { sql!("SELECT id FROM {Order}").all(db).await }
}

fn main() {
    let name = String::from("x");
    let query = sql!("SELECT :name, ':name', \"a:b\", 1 -- :not\nFROM {Order} WHERE id > :least", name, least = 1 + 1);
    assert_eq!(
        query.sql(Dialect::Sqlite),
        "SELECT ?1, ':name', \"a:b\", 1 -- :not\nFROM `main`.`shop_orders` WHERE id > ?2"
    );
    assert_eq!(
        query.sql(Dialect::Mssql),
        "SELECT @P1, ':name', \"a:b\", 1 -- :not\nFROM [shop].[orders] WHERE id > @P2"
    );
    let query = sql!(
        mssql = "DECLARE @count INT = 1; SELECT @count, @@ROWCOUNT FROM {self::Order} WHERE id = :id;",
        sqlite = "SELECT 1 FROM {Order} WHERE id = :id;",
        id = 7_i64,
    );
    assert!(query.sql(Dialect::Mssql).contains("[shop].[orders] WHERE id = @P1;"));
}
