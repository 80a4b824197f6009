//! Repairs of SQLite tables that differ from their struct.
#![allow(clippy::unwrap_used, reason = "a test panics to fail")]

#[path = "repair/generated.rs"]
mod generated;
#[path = "repair/json.rs"]
mod json;
#[path = "repair/names.rs"]
mod names;
#[path = "repair/rebuild.rs"]
mod rebuild;
#[path = "repair/without_rowid.rs"]
mod without_rowid;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::{Config, TestRunner};
use store::diff::RepairPlan;
use store::prelude::*;
use store_sqlite::{SqliteConnection, SqliteOptions};

#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "lab", name = "things")]
#[table(unique(name = "ux_things_name", columns(name)))]
#[table(index(name = "ix_things_size", columns(size desc, id), filter(note is not null)))]
#[query(select all() order_by(id))]
struct Thing {
    #[column(primary_key)]
    id: i64,
    #[column(len = 20)]
    name: String,
    #[column(default = 7)]
    size: i32,
    note: Option<String>,
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(work)
}

fn memory() -> SqliteConnection {
    SqliteConnection::open(&SqliteOptions::in_memory()).unwrap()
}

fn sql(db: &SqliteConnection, text: &str) {
    db.as_rusqlite().execute_batch(text).unwrap();
}

fn repair(db: &mut SqliteConnection) -> Result<RepairPlan, Error> {
    run(async {
        let plan = db.plan_repair::<Thing>().await?;
        let statements: Vec<&str> = plan.statements.iter().map(String::as_str).collect();
        db.execute_ddl(&statements).await?;
        Ok(plan)
    })
}

/// Returns the remaining differences that break statements.
fn breaking(db: &mut SqliteConnection) -> Vec<store::diff::Drift> {
    run(db.drift::<Thing>()).unwrap().into_iter().filter(|drift| drift.breaks()).collect()
}

/// Returns the rows of a query as text.
fn rows(db: &SqliteConnection, query: &str) -> Vec<String> {
    let mut statement = db.as_rusqlite().prepare(query).unwrap();
    let columns = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| {
        let values: Result<Vec<rusqlite::types::Value>, _> = (0..columns).map(|at| row.get(at)).collect();
        values.map(|values| format!("{values:?}"))
    };
    statement.query_map([], row).unwrap().map(Result::unwrap).collect()
}

const OLD: &str = "CREATE TABLE lab_things (id INTEGER PRIMARY KEY, name TEXT, size INTEGER, \"my own\" TEXT DEFAULT 'it''s', part BLOB);
     INSERT INTO lab_things VALUES (1, 'one', 5, 'x', x'00ff'), (2, 'two', NULL, NULL, NULL);";

/// A query for the schema and the rows of the database.
const EVERYTHING: &str =
    "SELECT sql FROM sqlite_schema UNION ALL SELECT quote(id) || quote(name) || quote(size) FROM lab_things";

fn expected() -> Vec<Thing> {
    let thing = |id, name: &str, size| Thing { id, name: name.to_owned(), size, note: None };
    vec![thing(1, "one", 5), thing(2, "two", 7)]
}

#[test]
fn triggers_views_and_indexes_are_kept() {
    let mut db = memory();
    sql(&db, OLD);
    sql(
        &db,
        "CREATE TABLE log (line TEXT);
         CREATE TRIGGER after_thing AFTER INSERT ON lab_things BEGIN INSERT INTO log VALUES (new.name); END;
         CREATE TRIGGER elsewhere AFTER INSERT ON log BEGIN UPDATE lab_things SET part = NULL WHERE name = new.line; END;
         CREATE VIEW names AS SELECT name FROM lab_things; CREATE VIEW long_names AS SELECT * FROM names;
         CREATE VIEW broken AS SELECT name FROM nowhere;
         CREATE INDEX own ON lab_things (lower(name), part DESC) WHERE part IS NOT NULL;
         CREATE INDEX ingest_obsolete ON lab_things (part);",
    );
    let before =
        rows(&db, "SELECT type, name, sql FROM sqlite_schema WHERE name <> 'lab_things' ORDER BY type, name");
    let done = repair(&mut db).unwrap();
    assert_eq!(done.manual_steps, <[String; 0]>::default());
    assert_eq!(breaking(&mut db), []);
    assert_eq!(run(Thing::all().all(&mut db)).unwrap(), expected());
    let ours = "name NOT IN ('lab_things', 'lab_ux_things_name', 'lab_ix_things_size')";
    let after =
        rows(&db, &format!("SELECT type, name, sql FROM sqlite_schema WHERE {ours} ORDER BY type, name"));
    assert_eq!(after, before);
    assert_eq!(
        rows(&db, "SELECT \"my own\", part FROM lab_things ORDER BY id"),
        [r#"[Text("x"), Blob([0, 255])]"#, "[Null, Null]"]
    );
    // The triggers, the views and the default of an additional column still work.
    sql(&db, "INSERT INTO lab_things (id, name, part) VALUES (3, 'three', x'01')");
    assert_eq!(rows(&db, "SELECT line FROM log"), [r#"[Text("three")]"#]);
    assert_eq!(
        rows(&db, "SELECT part, \"my own\", size FROM lab_things WHERE id = 3"),
        [r#"[Null, Text("it's"), Integer(7)]"#]
    );
    assert_eq!(rows(&db, "SELECT count(*) FROM long_names"), ["[Integer(3)]"]);
    assert!(run(db.plan_repair::<Thing>()).unwrap().is_empty());
}

#[test]
fn a_table_that_cannot_be_repaired_is_unchanged() {
    // Rebuilding the table would break these objects without an error.
    let obstacles = [
        (
            "CREATE TABLE parts (thing INTEGER REFERENCES lab_things (id) ON DELETE CASCADE); INSERT INTO parts VALUES (1);",
            "parts references it",
        ),
        ("ALTER TABLE lab_things ADD COLUMN twice AS (size * 2);", "column twice is computed"),
    ];
    for (obstacle, reason) in obstacles {
        let mut db = memory();
        sql(&db, OLD);
        sql(&db, obstacle);
        let before = rows(&db, EVERYTHING);
        let left = repair(&mut db).unwrap();
        assert!(
            left.statements.is_empty() && left.manual_steps.iter().any(|line| line.contains(reason)),
            "{left:?}"
        );
        assert_eq!(rows(&db, EVERYTHING), before);
    }
}

#[test]
fn additional_constraints_are_kept_and_reported() {
    let mut db = memory();
    sql(
        &db,
        "CREATE TABLE lab_things (id INTEGER, name TEXT NOT NULL, size TEXT, note TEXT, own INTEGER CHECK (own > 0),
             CONSTRAINT odd PRIMARY KEY (name), CONSTRAINT few CHECK (id < 100), UNIQUE (own, note) ON CONFLICT IGNORE,
             FOREIGN KEY (note) REFERENCES lab_things (name) ON UPDATE CASCADE ON DELETE SET NULL
                 DEFERRABLE INITIALLY DEFERRED);
         INSERT INTO lab_things VALUES (1, 'one', '5', NULL, NULL), (2, 'two', '7', NULL, 1);",
    );
    let done = repair(&mut db).unwrap();
    assert_eq!(done.manual_steps.len(), 4, "{done:?}");
    let reported = [
        "check few",
        "check own > 0",
        "key UNIQUE (own, note) ON CONFLICT IGNORE",
        "foreign key (note) REFERENCES lab_things (name) ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED",
    ];
    for part in reported {
        assert!(done.manual_steps.iter().any(|line| line.contains(part)), "{part}: {:?}", done.manual_steps);
    }
    assert_eq!(run(Thing::all().all(&mut db)).unwrap(), expected());
    assert_eq!(breaking(&mut db).len(), 4);
    for refused in ["own = 0", "id = 100", "note = 'nobody'"] {
        assert!(
            db.as_rusqlite().execute_batch(&format!("UPDATE lab_things SET {refused} WHERE id = 2")).is_err(),
            "{refused}"
        );
    }
    // The constraints still work: duplicates are ignored, updates cascade, and references are checked at the commit.
    sql(
        &db,
        "INSERT INTO lab_things (id, name, own, note) VALUES (3, 'three', 3, 'three'), (4, 'four', 3, 'three');
         UPDATE lab_things SET name = 'drei' WHERE id = 3;
         BEGIN; UPDATE lab_things SET note = 'vier' WHERE id = 2; UPDATE lab_things SET name = 'vier' WHERE id = 1; COMMIT;",
    );
    assert_eq!(
        rows(&db, "SELECT name, note FROM lab_things WHERE note IS NOT NULL ORDER BY id"),
        [r#"[Text("two"), Text("vier")]"#, r#"[Text("drei"), Text("drei")]"#]
    );
    assert!(run(db.plan_repair::<Thing>()).unwrap().statements.is_empty());
}

/// Additional columns accept the same values after the table becomes strict.
#[test]
fn additional_columns_keep_their_affinity() {
    let mut db = memory();
    sql(
        &db,
        "CREATE TABLE lab_things (id INTEGER PRIMARY KEY, name TEXT, a VARCHAR(20), b UNSIGNED BIG INT, c DOUBLE PRECISION,
             d DATETIME, e, f NUMERIC(9, 2) DEFAULT 1.5, g BLOB, h INT UNIQUE, i REFERENCES lab_things (id));
         INSERT INTO lab_things VALUES (1, 'one', 5, '6', 7, '2026-01-01', x'00', '3', 'text', 8, 1);",
    );
    let kept = "SELECT a, b, c, d, e, f, g, h, i FROM lab_things";
    let before = rows(&db, kept);
    repair(&mut db).unwrap();
    assert_eq!(rows(&db, kept), before);
    assert_eq!(breaking(&mut db).len(), 2, "the unique key and the reference");
    sql(
        &db,
        "DELETE FROM lab_things; INSERT INTO lab_things (id, name, a, b, c, e) VALUES (2, 'two', 5, '6', 7, 8)",
    );
    assert_eq!(
        rows(&db, "SELECT a, b, c, e, f FROM lab_things"),
        [r#"[Text("5"), Integer(6), Real(7.0), Integer(8), Real(1.5)]"#]
    );
}

/// A key that replaces duplicates would lose rows: it differs from the key of the struct.
#[test]
fn the_conflict_clause_is_part_of_a_key() {
    let mut db = memory();
    sql(
        &db,
        "CREATE TABLE lab_things (id INTEGER NOT NULL, name TEXT COLLATE RTRIM NOT NULL, size INTEGER NOT NULL DEFAULT 7,
             note TEXT, twice INTEGER NOT NULL AS (size * 2),
             CONSTRAINT pk_things PRIMARY KEY (id) ON CONFLICT REPLACE) STRICT",
    );
    let drift: Vec<String> = breaking(&mut db).iter().map(ToString::to_string).collect();
    assert!(drift.iter().any(|line| line.contains("PRIMARY KEY (id) ON CONFLICT REPLACE")), "{drift:?}");
    // An insert does not need a value for a generated column.
    assert!(!drift.iter().any(|line| line.contains("twice")), "{drift:?}");
}

#[test]
fn additional_indexes_are_dropped_if_they_are_named() {
    let mut db = memory();
    run(db.create::<Thing>()).unwrap();
    sql(&db, "CREATE UNIQUE INDEX old ON lab_things (size); CREATE INDEX other ON lab_things (size)");
    let plan = run(db.plan_repair_dropping::<Thing>(&["old", "lab_ux_things_name"])).unwrap();
    assert_eq!((plan.statements, plan.manual_steps), (vec!["DROP INDEX `main`.`old`".to_owned()], vec![]));
}

/// A random table: definitions for some columns of the struct, and additional parts.
#[derive(Clone, Debug)]
struct FoundTable {
    columns: Vec<&'static str>,
    constraints: Vec<&'static str>,
    strict: bool,
    indexes: Vec<&'static str>,
    rows: usize,
}

fn found_table() -> impl Strategy<Value = FoundTable> {
    let id = select(vec![
        "id INTEGER NOT NULL",
        "id INTEGER",
        "\"id\" INTEGER DEFAULT 3",
        "[id] INTEGER PRIMARY KEY",
    ]);
    let name = select(vec![
        "name TEXT",
        "name TEXT NOT NULL",
        "name TEXT COLLATE NOCASE",
        "`name` TEXT COLLATE RTRIM NOT NULL",
    ]);
    let size = select(vec![
        "",
        "size INTEGER",
        "size INTEGER NOT NULL DEFAULT 7",
        "size TEXT",
        "size INTEGER DEFAULT (1 + 1) CHECK (size < 50)",
    ]);
    let note = select(vec!["", "note TEXT", "note TEXT NOT NULL DEFAULT 'n'", "note BLOB"]);
    let own = subsequence(
        vec![
            "own INTEGER",
            "\"own, (too)\" TEXT NOT NULL DEFAULT ''')'",
            "must INTEGER NOT NULL",
            "loose UNSIGNED BIG INT",
        ],
        0..=4,
    );
    let constraints =
        subsequence(vec!["CONSTRAINT few CHECK (id < 1000)", "UNIQUE (name)", "CHECK (name <> '')"], 0..=2);
    let indexes = subsequence(
        vec![
            "CREATE INDEX a ON lab_things (name)",
            "CREATE UNIQUE INDEX lab_ix_things_size ON lab_things (id)",
            "CREATE INDEX lab_ux_things_name ON lab_things (name) WHERE id > 0",
            "CREATE INDEX e ON lab_things (abs(id), name DESC)",
        ],
        0..=4,
    );
    (id, name, size, note, own, constraints, any::<bool>(), indexes, 0..4_usize).prop_map(
        |(id, name, size, note, own, constraints, strict, indexes, rows)| FoundTable {
            // A strict table does not accept a type of several words.
            strict: strict && !own.contains(&"loose UNSIGNED BIG INT"),
            columns: [id, name, size, note]
                .into_iter()
                .filter(|column| !column.is_empty())
                .chain(own)
                .collect(),
            constraints,
            indexes,
            rows,
        },
    )
}

/// Returns the name at the beginning of a definition.
fn name_of(definition: &str) -> String {
    match definition.strip_prefix('"') {
        Some(rest) => rest[..rest.find('"').unwrap()].to_owned(),
        None => definition.split(' ').next().unwrap().trim_matches(['[', ']', '`']).to_owned(),
    }
}

fn check_repair(found: &FoundTable) {
    let mut db = memory();
    let definitions = [&found.columns[..], &found.constraints].concat().join(", ");
    sql(
        &db,
        &format!("CREATE TABLE lab_things ({definitions}){}", if found.strict { " STRICT" } else { "" }),
    );
    for index in &found.indexes {
        sql(&db, index);
    }
    let names: Vec<String> = found.columns.iter().map(|column| name_of(column)).collect();
    for row in 1..=found.rows {
        let value = |name: &String| match name.as_str() {
            "name" => format!("'name {row}'"),
            "note" if found.columns.contains(&"note BLOB") => "NULL".to_owned(),
            "note" | "own, (too)" => format!("'text {row}'"),
            _ => (row * 10).to_string(),
        };
        let values: Vec<String> = names.iter().map(value).collect();
        sql(&db, &format!("INSERT INTO lab_things VALUES ({})", values.join(", ")));
    }
    let listed: Vec<String> =
        names.iter().filter(|name| *name != "size").map(|name| format!("\"{name}\"")).collect();
    let kept = format!(
        "SELECT {}, {} FROM lab_things ORDER BY id",
        listed.join(", "),
        if names.contains(&"size".to_owned()) { "CAST(size AS INTEGER)" } else { "0" }
    );
    let before = rows(&db, &kept);

    let done = repair(&mut db).unwrap();
    assert_eq!(rows(&db, &kept), before, "no value is lost");
    for drift in breaking(&mut db) {
        let is_reported = done.manual_steps.iter().any(|line| line.contains(&drift.part.to_string()));
        assert!(is_reported, "{drift} is in no manual step: {:?}", done.manual_steps);
    }
    let again = run(db.plan_repair::<Thing>()).unwrap();
    assert!(again.statements.is_empty(), "{again:?}");
    assert_eq!(again.manual_steps, done.manual_steps);
    let thing = Thing { id: 500, name: "a new one".to_owned(), size: 1, note: None };
    run(db.insert(&thing)).unwrap();
    assert_eq!(run(Thing::all().all(&mut db)).unwrap().len(), found.rows + 1);
}

#[test]
fn random_tables_are_repaired() {
    let mut runner = TestRunner::new(Config { cases: 400, failure_persistence: None, ..Config::default() });
    runner
        .run(&found_table(), |found| {
            check_repair(&found);
            Ok(())
        })
        .unwrap();
}
