//! The script that mends a table, in tools that go on after an error.

use rusqlite::ErrorCode;
use store::{Dialect, ddl};

use super::*;

/// How a tool runs the statements of a script.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Tool {
    /// As they are printed.
    Script,
    /// Without what makes them one transaction in the script.
    Statements,
    /// Each as a transaction of its own.
    Each,
}

const TOOLS: [Tool; 3] = [Tool::Script, Tool::Statements, Tool::Each];

/// What makes a row that the new table does not take, by a check, NOT NULL, a unique key and a strict type, and what repairs it.
const FAULTS: [(&str, &str); 4] = [
    ("name = 'a name that is longer than twenty'", "name = 'two'"),
    ("name = NULL", "name = 'two'"),
    ("name = 'one'", "name = 'two'"),
    ("size = 'many'", "size = NULL"),
];

/// A table with a row that is spoilt so.
fn spoilt(damage: &str, around: &str) -> SqliteConnection {
    let db = file();
    sql(&db, OLD);
    sql(&db, around);
    sql(&db, &format!("UPDATE lab_things SET {damage} WHERE id = 2"));
    db
}

const AROUND: &str = "CREATE TABLE log (line TEXT);
     CREATE TRIGGER after_thing AFTER INSERT ON lab_things BEGIN INSERT INTO log VALUES (new.name); END;
     CREATE TRIGGER elsewhere AFTER INSERT ON log BEGIN UPDATE lab_things SET part = NULL WHERE name = new.line; END;
     CREATE VIEW names AS SELECT name FROM lab_things;
     CREATE VIEW broken AS SELECT name FROM nowhere;
     CREATE INDEX own ON lab_things (lower(name), part DESC) WHERE part IS NOT NULL;
     CREATE INDEX lab_ux_things_name ON lab_things (size);";

const EVERYTHING: &str = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name";

fn statements(db: &mut SqliteConnection, tool: Tool) -> Vec<String> {
    let mend = run(db.mend::<Thing>()).unwrap();
    let script = ddl::batches(Dialect::Sqlite, mend.statements.iter().map(String::as_str));
    let whole = |text: &String| !text.starts_with("SAVEPOINT") && !text.starts_with("RELEASE");
    match tool {
        Tool::Script => script.split(";\n\n").map(str::to_owned).collect(),
        Tool::Statements => mend.statements,
        Tool::Each => mend.statements.into_iter().filter(whole).collect(),
    }
}

/// Runs one statement after the other, whatever becomes of them, but for one; gives the errors.
fn go_on(db: &SqliteConnection, statements: &[String], but: Option<usize>) -> Vec<rusqlite::Error> {
    let all = statements.iter().enumerate().filter(|(at, _)| Some(*at) != but);
    let errors = all.filter_map(|(_, text)| db.as_rusqlite().execute_batch(text).err()).collect();
    // What a tool leaves open is undone when it ends.
    if !db.as_rusqlite().is_autocommit() {
        sql(db, "ROLLBACK");
    }
    errors
}

/// The rows that are in the table or aside.
fn kept(db: &SqliteConnection) -> Vec<String> {
    let tables = rows(
        db,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'lab_things%' AND name NOT LIKE '% (gone)'",
    );
    let mut ids = Vec::new();
    for table in tables {
        let name = table.trim_start_matches("[Text(\"").trim_end_matches("\")]");
        ids.extend(rows(db, &format!("SELECT id FROM `{name}` WHERE name IS NOT NULL OR id = 2")));
    }
    ids.sort();
    ids.dedup();
    ids
}

#[test]
fn rows_that_are_refused_are_kept() {
    for (damage, repair) in FAULTS {
        for (tool, around) in TOOLS.into_iter().flat_map(|tool| [(tool, ""), (tool, AROUND)]) {
            let mut db = spoilt(damage, around);
            let before = (rows(&db, EVERYTHING), rows(&db, "SELECT * FROM lab_things"));
            let script = statements(&mut db, tool);
            let errors = go_on(&db, &script, None);
            assert_eq!(errors[0].sqlite_error_code(), Some(ErrorCode::ConstraintViolation), "{errors:?}");
            assert_eq!(kept(&db), ["[Integer(1)]", "[Integer(2)]"], "{damage}, {tool:?}");
            if tool == Tool::Each {
                let told = run(db.mend::<Thing>()).unwrap().by_hand;
                assert!(
                    matches!(&told[..], [told] if told.contains("rows of the table are in `main`.`lab_things (aside)`")),
                    "{told:?}"
                );
                let drift = breaking(&mut db);
                let told =
                    drift.iter().any(|drift| drift.to_string().contains("rows are in `lab_things (aside)`"));
                assert!(told, "{drift:?}");
                sql(&db, &format!("UPDATE `lab_things (aside)` SET {repair} WHERE id = 2"));
                mend(&mut db).unwrap();
            } else {
                assert_eq!(
                    (rows(&db, EVERYTHING), rows(&db, "SELECT * FROM lab_things")),
                    before,
                    "all is undone"
                );
                sql(&db, &format!("UPDATE lab_things SET {repair} WHERE id = 2"));
            }
            let script = statements(&mut db, tool);
            let errors = go_on(&db, &script, None);
            assert!(errors.is_empty(), "{tool:?}: {errors:?}");
            assert_eq!(run(Thing::all().all(&mut db)).unwrap(), expected(), "{tool:?}");
            assert_eq!(breaking(&mut db), []);
            let mend = run(db.mend::<Thing>()).unwrap();
            assert!(mend.is_nothing(), "{mend:?}");
            let left = rows(
                &db,
                "SELECT name FROM sqlite_schema WHERE name LIKE '%(%' UNION ALL SELECT name FROM sqlite_temp_schema",
            );
            assert_eq!(left, <[String; 0]>::default());
            if !around.is_empty() {
                sql(&db, "INSERT INTO lab_things (id, name, part) VALUES (3, 'three', x'01')");
                assert_eq!(rows(&db, "SELECT line FROM log"), [r#"[Text("three")]"#]);
                assert_eq!(rows(&db, "SELECT name FROM names WHERE name = 'three'").len(), 1);
            }
        }
    }
}

/// As when the file was locked by another program just then.
#[test]
fn whichever_statement_fails_no_row_is_lost() {
    for damage in ["id = 2"].into_iter().chain(FAULTS.map(|(damage, _)| damage)) {
        for tool in TOOLS {
            for but in 0..100 {
                let mut db = spoilt(damage, AROUND);
                let statements = statements(&mut db, tool);
                let Some(missing) = statements.get(but) else { break };
                go_on(&db, &statements, Some(but));
                assert_eq!(
                    kept(&db),
                    ["[Integer(1)]", "[Integer(2)]"],
                    "{tool:?} {damage} without {missing}"
                );
                let there = rows(&db, "SELECT 1 FROM sqlite_schema WHERE name = 'lab_things (aside)'");
                assert!(
                    there.is_empty() || !breaking(&mut db).is_empty(),
                    "{tool:?} {damage} without {missing}"
                );
                // And the script that is run again loses none either.
                go_on(&db, &statements, None);
                assert_eq!(
                    kept(&db),
                    ["[Integer(1)]", "[Integer(2)]"],
                    "{tool:?} {damage} twice, first without {missing}"
                );
            }
        }
    }
}

/// What was written to the table while the old rows are aside is not taken for them.
#[test]
fn a_script_that_is_run_again_touches_no_other_rows() {
    let mut db = spoilt(FAULTS[0].0, "");
    let script = statements(&mut db, Tool::Each);
    go_on(&db, &script, None);
    sql(&db, "INSERT INTO lab_things (id, name) VALUES (8, 'eight'), (9, 'nine')");
    for _ in 0..2 {
        go_on(&db, &script, None);
        let script = statements(&mut db, Tool::Each);
        go_on(&db, &script, None);
        assert_eq!(rows(&db, "SELECT id FROM lab_things ORDER BY id"), ["[Integer(8)]", "[Integer(9)]"]);
        assert_eq!(rows(&db, "SELECT id FROM `lab_things (aside)`"), ["[Integer(1)]", "[Integer(2)]"]);
    }
    let error = mend(&mut db).unwrap_err();
    assert!(error.to_string().contains("the table has rows"), "{error}");
}

/// The setting is the connection's, and no transaction undoes it.
#[test]
fn the_setting_is_left_as_it_was() {
    for (damage, is_mended) in [("id = 2", true), (FAULTS[0].0, false)] {
        for on in ["0", "1"] {
            let mut db = spoilt(damage, AROUND);
            sql(&db, &format!("PRAGMA legacy_alter_table = {on}"));
            assert_eq!(mend(&mut db).is_ok(), is_mended);
            assert_eq!(rows(&db, "PRAGMA legacy_alter_table"), [format!("[Integer({on})]")]);
        }
    }
}
