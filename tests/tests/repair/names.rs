//! Conflicts of names: a SQLite database has each name only once.

use super::*;

const OTHER: &str = "CREATE TABLE other (a TEXT, b INTEGER); CREATE INDEX Lab_Ux_Things_Name ON other (a)";

#[test]
fn a_taken_index_name_is_reported() {
    for table in ["", "CREATE TABLE lab_things (id INTEGER NOT NULL, name TEXT)"] {
        let mut db = memory();
        sql(&db, OTHER);
        sql(&db, table);
        let done = repair(&mut db).unwrap();
        assert!(!done.statements.iter().any(|text| text.contains("lab_ux_things_name")), "{done:?}");
        let expected_step = "index Lab_Ux_Things_Name exists on table other, and index names are unique in a SQLite file: drop that index \
                    (DROP INDEX `Lab_Ux_Things_Name`) or create it with another name, then check again";
        assert_eq!(done.manual_steps, [expected_step]);
        assert!(breaking(&mut db).iter().any(|drift| drift.part.name == "lab_ux_things_name"));
        let again = run(db.plan_repair::<Thing>()).unwrap();
        assert_eq!((again.statements, again.manual_steps), (vec![], vec![expected_step.to_owned()]));

        sql(&db, "DROP INDEX Lab_Ux_Things_Name");
        repair(&mut db).unwrap();
        assert_eq!(breaking(&mut db), []);
    }
}

#[test]
fn a_table_is_not_created_without_its_indexes() {
    let mut db = memory();
    sql(&db, OTHER);
    let error = run(db.create::<Thing>()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AlreadyExists);
    assert_eq!((error.table(), error.constraint()), (Some("other"), Some("Lab_Ux_Things_Name")));
    assert!(error.to_string().contains("drop that index (DROP INDEX `Lab_Ux_Things_Name`)"), "{error}");
    assert_eq!(
        rows(&db, "SELECT name FROM sqlite_schema WHERE name = 'lab_things'"),
        <[String; 0]>::default()
    );
    sql(&db, "DROP INDEX Lab_Ux_Things_Name");
    for _ in 0..2 {
        run(db.create::<Thing>()).unwrap();
    }
    assert_eq!(breaking(&mut db), []);
}

/// A view with the name of the table is reported, and nothing is created.
#[test]
fn a_view_with_the_name_of_the_table_is_reported() {
    let mut db = memory();
    sql(&db, "CREATE VIEW lab_things AS SELECT 1 AS id");
    let plan = run(db.plan_repair::<Thing>()).unwrap();
    assert!(plan.statements.is_empty(), "{plan:?}");
    assert!(plan.manual_steps[0].contains("DROP VIEW `lab_things`"), "{plan:?}");
    sql(&db, "DROP VIEW lab_things");
    super::repair(&mut db).unwrap();
    assert!(run(db.plan_repair::<Thing>()).unwrap().is_empty());
}

/// SQLite compares names without case.
#[test]
fn a_table_whose_name_has_another_case_is_repaired() {
    let mut db = memory();
    db.as_rusqlite().execute_batch("CREATE TABLE LAB_Things (id INTEGER NOT NULL)").unwrap();
    let plan = run(db.plan_repair::<Thing>()).unwrap();
    assert!(plan.manual_steps.iter().all(|step| !step.contains("DROP TABLE")), "{plan:?}");
    let statements: Vec<&str> = plan.statements.iter().map(String::as_str).collect();
    run(db.execute_ddl(&statements)).unwrap();
    let drift = run(db.drift::<Thing>()).unwrap();
    assert!(!drift.iter().any(|drift| drift.to_string() == "the table is missing"), "{drift:?}");
}
