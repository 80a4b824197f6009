//! A rebuild of a table never loses rows.

use store::{Dialect, export};

use super::*;

/// Rows that violate a check, NOT NULL, a unique key or the type of a column in the new table.
const INVALID_ROWS: [(&str, ErrorKind); 4] = [
    ("name = 'a name that is longer than twenty'", ErrorKind::CheckViolation),
    ("name = NULL", ErrorKind::NotNullViolation),
    ("name = 'one'", ErrorKind::UniqueViolation),
    ("size = 'many'", ErrorKind::InvalidValue),
];

#[test]
fn invalid_rows_roll_the_repair_back() {
    for (damage, kind) in INVALID_ROWS {
        let mut db = memory();
        sql(&db, OLD);
        sql(&db, &format!("UPDATE lab_things SET {damage} WHERE id = 2"));
        let before = rows(&db, EVERYTHING);
        assert_eq!(repair(&mut db).unwrap_err().kind(), kind, "{damage}");
        assert_eq!(rows(&db, EVERYTHING), before, "{damage}");

        // A tool that stops at the first error leaves the transaction open.
        let statements = run(db.plan_repair::<Thing>()).unwrap().statements;
        let script = export::batches(Dialect::Sqlite, statements.iter().map(String::as_str));
        db.as_rusqlite().execute_batch(&script).unwrap_err();
        assert!(!db.as_rusqlite().is_autocommit(), "{damage}");
        sql(&db, "ROLLBACK");
        assert_eq!(rows(&db, EVERYTHING), before, "{damage}");

        sql(&db, "UPDATE lab_things SET name = 'two', size = NULL WHERE id = 2");
        sql(&db, &script);
        assert_eq!(run(Thing::all().all(&mut db)).unwrap(), expected(), "{damage}");
        assert!(run(db.plan_repair::<Thing>()).unwrap().is_empty());
    }
}

#[test]
fn a_rebuilt_table_equals_a_created_table() {
    let objects = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name";
    let mut new = memory();
    run(new.create::<Thing>()).unwrap();
    let mut db = memory();
    sql(&db, "CREATE TABLE lab_things (name TEXT, id INTEGER); INSERT INTO lab_things VALUES ('one', 1)");
    repair(&mut db).unwrap();
    assert_eq!(rows(&db, objects), rows(&new, objects));
    assert_eq!(run(Thing::all().all(&mut db)).unwrap().len(), 1);
}

/// The rebuild triggers no action of a foreign key.
#[test]
fn a_foreign_key_to_the_same_table_keeps_the_rows() {
    for action in ["", "ON DELETE CASCADE", "ON DELETE SET NULL", "DEFERRABLE INITIALLY DEFERRED"] {
        let mut db = memory();
        sql(
            &db,
            &format!(
                "CREATE TABLE lab_things (id INTEGER PRIMARY KEY, name TEXT, parent INTEGER REFERENCES lab_things (id) {action});
                 INSERT INTO lab_things VALUES (5, 'one', NULL), (9, 'two', 5);
                 UPDATE lab_things SET parent = 9 WHERE id = 5"
            ),
        );
        let parents = "SELECT id, parent FROM lab_things ORDER BY id";
        let before = rows(&db, parents);
        assert!(!repair(&mut db).unwrap().statements.is_empty());
        assert_eq!(rows(&db, parents), before, "{action}");
        assert_eq!(breaking(&mut db).len(), 1, "the foreign key is kept");
        assert_eq!(rows(&db, "PRAGMA foreign_key_check"), <[String; 0]>::default());
    }
}

#[test]
fn a_repair_is_part_of_the_transaction_of_the_caller() {
    let mut db = memory();
    sql(&db, OLD);
    let before = rows(&db, EVERYTHING);
    sql(&db, "BEGIN");
    repair(&mut db).unwrap();
    assert_eq!(breaking(&mut db), []);
    sql(&db, "ROLLBACK");
    assert_eq!(rows(&db, EVERYTHING), before);
}
