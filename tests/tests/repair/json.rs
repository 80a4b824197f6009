//! Check constraints of nullable JSON columns, in this version and in earlier ones.

use store::Dialect;

use super::*;

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "letters")]
#[query(select all() order_by(id))]
struct Letter {
    #[column(primary_key)]
    id: i64,
    body: serde_json::Value,
    extra: Option<serde_json::Value>,
}

fn create_table() -> &'static str {
    Letter::SQL.of(Dialect::Sqlite).create_table()
}

/// `json_valid(NULL)` differs between versions of SQLite, so the check does not call it.
#[test]
fn every_version_accepts_null() {
    for check in ["CHECK (json_valid(`body`))", "CHECK (`extra` IS NULL OR json_valid(`extra`))"] {
        assert!(create_table().contains(check), "{}", create_table());
    }
    let mut db = memory();
    run(db.create::<Letter>()).unwrap();
    sql(&db, "INSERT INTO letters VALUES (1, '{}', NULL), (2, '[]', '[1]')");
    assert_eq!(run(Letter::all().all(&mut db)).unwrap().len(), 2);
    assert!(db.as_rusqlite().execute_batch("INSERT INTO letters VALUES (3, '{}', '{')").is_err());
}

#[test]
fn the_check_of_earlier_versions_is_harmless_and_repaired() {
    let mut db = memory();
    sql(&db, &create_table().replace("`extra` IS NULL OR ", ""));
    sql(&db, "INSERT INTO letters VALUES (1, '{}', NULL)");
    let drift = run(db.drift::<Letter>()).unwrap();
    assert_eq!(drift.len(), 1, "{drift:?}");
    assert_eq!(
        drift[0].to_string(),
        "check ck_letters__extra is json_valid ( extra ), expected extra is null or json_valid ( extra )"
    );
    assert!(!drift[0].breaks());
    run(async {
        let plan = db.plan_repair::<Letter>().await.unwrap();
        let statements: Vec<&str> = plan.statements.iter().map(String::as_str).collect();
        assert!(!statements.is_empty() && plan.is_complete(), "{plan:?}");
        db.execute_ddl(&statements).await.unwrap();
        assert_eq!(db.drift::<Letter>().await.unwrap(), []);
        assert_eq!(Letter::all().all(&mut db).await.unwrap().len(), 1);
    });
}

#[test]
fn a_different_check_breaks_statements() {
    let mut db = memory();
    sql(&db, &create_table().replace("`extra` IS NULL OR json_valid(`extra`)", "json_valid(`body`)"));
    assert!(run(db.drift::<Letter>()).unwrap()[0].breaks());
}
