//! Tables whose rows are in the primary key.

use store::prelude::*;
use store_sqlite::SqliteConnection;

use super::{memory, rows, run};

#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "lab", name = "visits", primary_key(columns(page, day)), without_rowid)]
#[query(select all() order_by(page, day))]
#[query(claim next(seen = false) order_by(day, page) set(seen = true))]
#[query(delete prune(day < :before) limit(:max_rows))]
struct Visit {
    #[column(len = 20)]
    page: String,
    day: i32,
    seen: bool,
}

/// The same table with row ids.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "lab", name = "visits", primary_key(columns(page, day)))]
struct Plain {
    #[column(len = 20)]
    page: String,
    day: i32,
    seen: bool,
}

fn visit(page: &str, day: i32) -> Visit {
    Visit { page: page.to_owned(), day, seen: false }
}

#[test]
fn a_table_with_row_ids_is_rebuilt_with_its_rows() {
    let mut db = memory();
    run(db.create::<Plain>()).unwrap();
    let row = Plain { page: "a".to_owned(), day: 1, seen: true };
    run(db.insert(&row)).unwrap();
    let drift = run(db.drift::<Visit>()).unwrap();
    let drift: Vec<String> = drift.iter().map(ToString::to_string).collect();
    assert_eq!(drift, ["the table is a STRICT table, expected a STRICT table WITHOUT ROWID"]);
    run(async {
        let plan = db.plan_repair::<Visit>().await.unwrap();
        assert_eq!(plan.manual_steps, <[String; 0]>::default());
        let statements: Vec<&str> = plan.statements.iter().map(String::as_str).collect();
        db.execute_ddl(&statements).await.unwrap();
        assert_eq!(db.drift::<Visit>().await.unwrap(), []);
        assert_eq!(Visit::all().all(&mut db).await.unwrap(), [Visit { seen: true, ..visit("a", 1) }]);
        // And back.
        let plan = db.plan_repair::<Plain>().await.unwrap();
        let statements: Vec<&str> = plan.statements.iter().map(String::as_str).collect();
        db.execute_ddl(&statements).await.unwrap();
        assert_eq!(db.drift::<Plain>().await.unwrap(), []);
        assert_eq!(db.get::<Plain>(("a", 1)).await.unwrap(), Some(row));
    });
}

/// An earlier version of the table, whose key lacks a column.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "lab", name = "visits", primary_key(columns(page)), without_rowid)]
struct Earlier {
    #[column(len = 20)]
    page: String,
    seen: bool,
}

/// The key is added when the rows have values of its new column.
#[test]
fn a_column_of_the_key_is_added_in_two_steps() {
    let mut db = memory();
    run(async {
        db.create::<Earlier>().await.unwrap();
        let row = |page: &str| Earlier { page: page.to_owned(), seen: true };
        db.insert_many(&[row("a"), row("b")]).await.unwrap();
        let plan = db.plan_repair::<Visit>().await.unwrap();
        assert!(plan.manual_steps[0].starts_with("column day has no default"), "{plan:?}");
        let repair = async |db: &mut SqliteConnection| {
            let plan = db.plan_repair::<Visit>().await.unwrap();
            let statements: Vec<&str> = plan.statements.iter().map(String::as_str).collect();
            db.execute_ddl(&statements).await.unwrap();
        };
        repair(&mut db).await;
        db.as_rusqlite().execute_batch("UPDATE lab_visits SET day = 7").unwrap();
        repair(&mut db).await;
        assert_eq!(db.drift::<Visit>().await.unwrap(), []);
        let rows = Visit::all().all(&mut db).await.unwrap();
        assert_eq!(rows, [("a", 7), ("b", 7)].map(|(page, day)| Visit { seen: true, ..visit(page, day) }));
    });
}

#[test]
fn statements_with_a_limit_find_rows_by_the_key() {
    let mut db = memory();
    run(async {
        db.create::<Visit>().await.unwrap();
        let visits = [visit("a", 3), visit("b", 1), visit("a", 1), visit("a", 2)];
        db.insert_many(&visits).await.unwrap();
        let claimed = Visit::next(2).all(&mut db).await.unwrap();
        let keys: Vec<_> = claimed.iter().map(|visit| (visit.page.as_str(), visit.day, visit.seen)).collect();
        assert_eq!(keys, [("a", 1, true), ("b", 1, true)]);
        assert_eq!(Visit::prune(3, 2).execute(&mut db).await.unwrap(), 2);
        assert_eq!(Visit::prune(3, 2).execute(&mut db).await.unwrap(), 1);
        assert_eq!(Visit::all().all(&mut db).await.unwrap(), [visit("a", 3)]);
    });
    assert_eq!(rows(&db, "SELECT wr FROM pragma_table_list('lab_visits')"), ["[Integer(1)]"]);
}
