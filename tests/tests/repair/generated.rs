//! Repairs of tables with values that the database makes.

use chrono::{DateTime, Utc};
use store::prelude::*;
use store_sqlite::SqliteConnection;

use crate::{memory, run, sql};

#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "lab", name = "orders", insert as NewOrder)]
#[query(select all() order_by(id))]
struct Order {
    #[column(primary_key, identity)]
    id: i64,
    quantity: i32,
    #[column(computed = "quantity * 2", stored)]
    pairs: i32,
    #[column(computed = "quantity + 1")]
    next: i32,
    #[column(default = now(), generated)]
    created_at: DateTime<Utc>,
    #[column(rowversion)]
    stamp: [u8; 8],
}

const ROWS: &str = "
    INSERT INTO lab_orders (quantity) VALUES (5), (6), (7);
    DELETE FROM lab_orders WHERE id = 3;";

/// Repairs the table and returns the remaining differences.
fn repair(db: &mut SqliteConnection) -> Vec<String> {
    run(async {
        let plan = db.plan_repair::<Order>().await.unwrap();
        assert_eq!(plan.manual_steps, [""; 0]);
        let statements: Vec<&str> = plan.statements.iter().map(String::as_str).collect();
        db.execute_ddl(&statements).await.unwrap();
        db.drift::<Order>().await.unwrap().iter().map(ToString::to_string).collect()
    })
}

/// Returns the statement that created the table.
fn definition(db: &SqliteConnection) -> String {
    let query = "SELECT sql FROM sqlite_schema WHERE name = 'lab_orders'";
    db.as_rusqlite().query_row(query, [], |row| row.get(0)).unwrap()
}

fn check_rows(db: &mut SqliteConnection) {
    let rows = run(Order::all().all(db)).unwrap();
    let shown: Vec<_> = rows.iter().map(|row| (row.id, row.quantity, row.pairs, row.next)).collect();
    assert_eq!(shown, [(1, 5, 10, 6), (2, 6, 12, 7)]);
    assert_ne!(rows[0].stamp, rows[1].stamp);
    assert_eq!(
        run(db.insert(&NewOrder { quantity: 8 })).unwrap(),
        4,
        "the key of the deleted row is not used again"
    );
}

#[test]
fn missing_columns_are_added_with_their_values() {
    let mut db = memory();
    sql(
        &db,
        "CREATE TABLE lab_orders ( -- lab.orders
            id INTEGER NOT NULL CONSTRAINT pk_orders PRIMARY KEY AUTOINCREMENT,
            quantity INTEGER NOT NULL CONSTRAINT ck_orders__quantity CHECK (quantity BETWEEN -2147483648 AND 2147483647)
        ) STRICT;",
    );
    sql(&db, ROWS);
    assert_eq!(repair(&mut db), [""; 0]);
    check_rows(&mut db);
}

#[test]
fn other_expressions_are_replaced() {
    let mut db = memory();
    run(db.create::<Order>()).unwrap();
    let created = definition(&db);
    let other = created.replace("quantity * 2", "quantity * 3").replace("quantity + 1", "quantity + 2");
    assert_ne!(created, other);
    sql(&db, "DROP TABLE lab_orders");
    sql(&db, &other);
    sql(&db, ROWS);
    assert_eq!(run(db.drift::<Order>()).unwrap().len(), 2);
    assert_eq!(repair(&mut db), [""; 0]);
    check_rows(&mut db);
}

#[test]
fn keys_begin_to_be_made_by_the_database() {
    let mut db = memory();
    run(db.create::<Order>()).unwrap();
    let created = definition(&db);
    sql(&db, "DROP TABLE lab_orders");
    sql(&db, &created.replace(" AUTOINCREMENT", ""));
    sql(&db, "INSERT INTO lab_orders (id, quantity) VALUES (1, 5), (2, 6), (3, 7);");
    assert_eq!(repair(&mut db), [""; 0]);
    sql(&db, "DELETE FROM lab_orders WHERE id = 3;");
    check_rows(&mut db);
}

#[test]
fn an_ordinary_column_becomes_computed() {
    let mut db = memory();
    run(db.create::<Order>()).unwrap();
    let created = definition(&db);
    sql(&db, "DROP TABLE lab_orders");
    sql(&db, &created.replace(" GENERATED ALWAYS AS (quantity * 2) STORED", " DEFAULT 0"));
    sql(&db, ROWS);
    assert_eq!(repair(&mut db), [""; 0]);
    check_rows(&mut db);
}
