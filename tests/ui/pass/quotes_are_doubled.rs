// A text with quotes in it is a text: both engines get it with its quotes doubled.

use store::{SqlEnum, Table};

#[derive(SqlEnum)]
enum Color {
    #[sql_enum(rename = "O'Blue')); DROP TABLE users; --")]
    Blue,
    #[sql_enum(rename = "a\"b]c`d")]
    Green,
}

#[derive(Table)]
#[table(index(name = "ix_open", columns(id), filter(note = "f'); DROP TABLE users; --")))]
#[table(check(name = "ck_note", note != "c'; --"))]
#[query(select all(note != "x' OR '1'='1", note in ("y'", "z''")) order_by(id))]
#[query(update mark(id) set(note = "s'; DROP TABLE users; --"))]
#[query(claim next(note = "'") order_by(id) set(note = "''"))]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(len = 100, default = "d'); DROP TABLE users; --")]
    note: String,
    #[column(default = "O'Blue')); DROP TABLE users; --")]
    color: Color,
    #[column(len = 100, default = "[a]; \"b\"; `c`; -- /* d */ \\ ＇ʼ’")]
    other: String,
}

const MSSQL: &str = Job::SQL.of(store::Dialect::Mssql).create_table();
const SQLITE: &str = Job::SQL.of(store::Dialect::Sqlite).create_table();

fn main() {
    let _ = (Color::Blue, Color::Green);
    let holds = |text: &str, part: &str| assert!(text.contains(part), "{part}\n{text}");

    holds(MSSQL, "DEFAULT (N'd''); DROP TABLE users; --')");
    holds(SQLITE, "DEFAULT 'd''); DROP TABLE users; --'");
    holds(MSSQL, "N'O''Blue'')); DROP TABLE users; --'");
    holds(SQLITE, "'O''Blue'')); DROP TABLE users; --'");
    holds(MSSQL, "N'a\"b]c`d'");
    holds(SQLITE, "'a\"b]c`d'");
    holds(MSSQL, "N'[a]; \"b\"; `c`; -- /* d */ \\ ＇ʼ’'");
    holds(SQLITE, "'[a]; \"b\"; `c`; -- /* d */ \\ ＇ʼ’'");
    holds(MSSQL, "<> N'c''; --'");
    holds(SQLITE, "<> 'c''; --'");
    holds(Job::SQL.of(store::Dialect::Mssql).create_indexes().nth(0).unwrap(), "N'f''); DROP TABLE users; --'");
    holds(Job::SQL.of(store::Dialect::Sqlite).create_indexes().nth(0).unwrap(), "'f''); DROP TABLE users; --'");
    for (dialect, n) in [(Job::SQL.of(store::Dialect::Mssql), "N"), (Job::SQL.of(store::Dialect::Sqlite), "")] {
        holds(dialect.query(0).sql(0), &format!("{n}'x'' OR ''1''=''1'"));
        holds(dialect.query(0).sql(0), &format!("{n}'y'''"));
        holds(dialect.query(0).sql(0), &format!("{n}'z'''''"));
        holds(dialect.query(1).sql(0), &format!("{n}'s''; DROP TABLE users; --'"));
        holds(dialect.query(2).sql(0), &format!("{n}''''"));
        holds(dialect.query(2).sql(0), &format!("{n}''''''"));
    }

    // Outside of its literals no statement holds a quote that is left open, nor a semicolon but its own.
    for dialect in [Job::SQL.of(store::Dialect::Mssql), Job::SQL.of(store::Dialect::Sqlite)] {
        for (name, text) in dialect.statements() {
            let outside: String = text.split('\'').step_by(2).collect();
            assert_eq!(text.matches('\'').count() % 2, 0, "{name}: {text}");
            assert!(!outside.contains("DROP TABLE users"), "{name}: {text}");
        }
    }
}
