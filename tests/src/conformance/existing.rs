//! Tables that another program has created.

use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use store::Batch;
use store::diff::Drift;
use store::prelude::*;
use store::queries::KeyedUpdate;

use crate::tables::{NewOldGuest, NewOldInvoice, OldGuest, OldInvoice};

/// The statements of the older program; `TABLE` is the name of the table, and `SCHEMA` that of its schema.
const MSSQL: [&str; 2] = [
    "CREATE TABLE TABLE (
        [InvoiceID] int NOT NULL IDENTITY(1,1),
        [Number] varchar(10) NOT NULL,
        [Customer] nvarchar(40) NOT NULL,
        [Issued] datetime NOT NULL CONSTRAINT [DF_OldInvoices.Issued] DEFAULT (getdate()),
        [Total] money NOT NULL,
        [Paid] bit NOT NULL CONSTRAINT [df_OldInvoices__Paid] DEFAULT ((0)),
        [Twice] AS ([Total] + [Total]) PERSISTED,
        [Note] ntext NULL,
        [Place] nvarchar(20) NULL,
        CONSTRAINT [PK_dbo.OldInvoices] PRIMARY KEY ([InvoiceID]),
        CONSTRAINT [UQ_OldInvoices.Number] UNIQUE ([Number]),
        CONSTRAINT [CK_OldInvoices.Total] CHECK ([Total] >= 0),
        CONSTRAINT [CK_OldInvoices.Place] CHECK (len([Place]) > 0)
    )",
    "CREATE INDEX [IX_OldInvoices.Issued] ON TABLE ([Issued] DESC)",
];

const SQLITE: [&str; 2] = [
    "CREATE TABLE TABLE (
        InvoiceID INTEGER PRIMARY KEY,
        Number varchar(10) NOT NULL UNIQUE,
        Customer nvarchar(40) NOT NULL COLLATE NOCASE,
        Issued datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
        Total bigint NOT NULL CHECK (Total >= 0),
        Paid boolean NOT NULL DEFAULT 0,
        Twice bigint NOT NULL AS (Total + Total) STORED,
        Note clob,
        Place nvarchar(20) CONSTRAINT [CK_OldInvoices.Place] CHECK (length(Place) > 0)
    )",
    "CREATE INDEX \"SCHEMA_IX_OldInvoices.Issued\" ON TABLE (Issued DESC)",
];

fn between(text: &str, before: &str, after: &str) -> String {
    let (_, rest) = text.split_once(before).unwrap();
    rest.split_once(after).unwrap().0.to_owned()
}

/// Creates the table. Returns the name of its schema.
async fn create(db: &mut impl Connection) -> String {
    // The first name in the statements of the struct that is followed by that of the table is the schema.
    let plan = db.plan_repair::<OldInvoice>().await.unwrap().statements.concat();
    let (schema, table, statements) = match db.dialect() {
        Dialect::Mssql => {
            let schema = between(&plan, "CREATE TABLE [", "].[OldInvoices]");
            (schema.clone(), format!("[{schema}].[OldInvoices]"), MSSQL)
        }
        Dialect::Sqlite => {
            let schema = between(&plan, "`main`.`", "_OldInvoices`");
            (schema.clone(), format!("`{schema}_OldInvoices`"), SQLITE)
        }
    };
    let create = statements.map(|sql| sql.replacen("TABLE TABLE", &format!("TABLE {table}"), 1));
    let create =
        create.map(|sql| sql.replacen("ON TABLE", &format!("ON {table}"), 1).replace("SCHEMA", &schema));
    let create_schema = (db.dialect() == Dialect::Mssql)
        .then(|| format!("IF SCHEMA_ID(N'{schema}') IS NULL EXEC(N'CREATE SCHEMA [{schema}]');"));
    let statements: Vec<&str> = create_schema.iter().chain(&create).map(String::as_str).collect();
    db.execute_ddl(&statements).await.unwrap();
    schema
}

/// A time that a `DATETIME`, which counts in 1/300 s, has as a fraction.
fn issued(day: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 1, day).unwrap().and_hms_micro_opt(12, 30, 15, 3_333).unwrap()
}

fn invoice(number: &str, customer: &str, day: u32) -> NewOldInvoice {
    NewOldInvoice {
        number: number.to_owned(),
        customer: customer.to_owned(),
        issued: issued(day),
        total: Decimal::new(i64::from(day) * 12_345, 4),
        paid: false,
        note: Some(format!("Größe {day} 😀")),
    }
}

async fn fill(db: &mut impl Connection) -> Vec<OldInvoice> {
    create(db).await;
    db.insert(&invoice("A1", "Ada", 1)).await.unwrap();
    db.insert_many(&[invoice("B1", "Bob", 2), invoice("A2", "Ada", 3)]).await.unwrap();
    OldInvoice::pages(None, 10).all(db).await.unwrap()
}

/// Inserts return the keys that a default has made, one for each row in the order of the rows.
pub async fn have_keys_of_defaults(db: &mut impl Connection) {
    db.create::<OldGuest>().await.unwrap();
    let names = ["b", "c", "a"];
    let guests = names.map(|name| NewOldGuest { name: name.to_owned() });
    let mut ids = db.insert_many(&guests).await.unwrap();
    ids.push(db.insert(&guests[0]).await.unwrap());
    for (id, name) in ids.iter().zip(["b", "c", "a", "b"]) {
        let expected = OldGuest { id: *id, name: name.to_owned() };
        assert_eq!(db.get::<OldGuest>(*id).await.unwrap(), Some(expected));
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 4);
    assert_eq!(db.bulk_insert(&guests).await.unwrap(), 3);
}

/// Rows are written and read by every statement of a table.
pub async fn have_every_statement(db: &mut impl Connection) {
    let rows = fill(db).await;
    let numbers: Vec<&str> = rows.iter().map(|row| row.number.as_str()).collect();
    assert_eq!(numbers, ["A1", "B1", "A2"]);
    assert_eq!(
        (rows[0].issued, rows[0].total, rows[0].double),
        (issued(1), Decimal::new(12_345, 4), Decimal::new(24_690, 4))
    );
    assert_eq!(rows[0].note.as_deref(), Some("Größe 1 😀"));
    assert_eq!(db.get::<OldInvoice>(rows[1].id).await.unwrap().as_ref(), Some(&rows[1]));
    let by_number = OldInvoice::UQ_OLDINVOICES_NUMBER;
    let other = NewOldInvoice { customer: "Eve".to_owned(), note: None, ..invoice("A1", "", 4) };
    assert_eq!(db.insert_if_absent_by(&other, by_number).await.unwrap(), Outcome::Existing);
    assert_eq!(db.upsert_by(&other, by_number).await.unwrap(), Outcome::Updated);
    let more = [other.clone(), invoice("C1", "Cleo", 5)];
    assert_eq!(db.upsert_many(&more, by_number).await.unwrap(), [Outcome::Updated, Outcome::Inserted]);
    let stored = db.insert_returning(&invoice("D1", "Dora", 6)).await.unwrap();
    assert_eq!((stored.number.as_str(), stored.double), ("D1", Decimal::new(2 * 6 * 12_345, 4)));
    let changed = OldInvoice { paid: true, ..stored.clone() };
    assert!(db.update(&changed).await.unwrap());
    let mut batch = Batch::new();
    let read = batch.get::<OldInvoice>(stored.id);
    let mut results = db.batch(batch).await.unwrap();
    assert_eq!(results.take(read).unwrap(), Some(changed));
    assert!(db.delete::<OldInvoice>(stored.id).await.unwrap());
    // Enough for a bulk load.
    let many: Vec<NewOldInvoice> =
        (0..1_500).map(|number| invoice(&format!("N{number}"), "Nora", 1 + number % 28)).collect();
    assert_eq!(db.bulk_insert(&many).await.unwrap(), 1_500);
    let stored = OldInvoice::of("Nora", Some(issued(28))).all(db).await.unwrap();
    assert_eq!(stored.len(), 53);
    assert_eq!((stored[0].issued, stored[0].total), (issued(28), Decimal::new(28 * 12_345, 4)));
    assert_eq!(stored[0].note.as_deref(), Some("Größe 28 😀"));
}

/// Declared queries of every kind.
pub async fn have_queries(db: &mut impl Connection) {
    let rows = fill(db).await;
    assert_eq!(OldInvoice::of("Ada", None).all(db).await.unwrap(), [rows[0].clone(), rows[2].clone()]);
    // The value that was read finds the row.
    assert_eq!(OldInvoice::of("Ada", Some(rows[2].issued)).all(db).await.unwrap(), [rows[2].clone()]);
    let some = OldInvoice::of_any(&["Ada", "Bob"], issued(2), issued(3)).all(db).await.unwrap();
    assert_eq!(some, [rows[2].clone(), rows[1].clone()]);
    assert_eq!(OldInvoice::of_some().all(db).await.unwrap().len(), 3);
    let next = OldInvoice::pages(Some((rows[0].issued, &rows[0].number)), 1).all(db).await.unwrap();
    assert_eq!(next, [rows[1].clone()]);
    let paid = [OldInvoice::pay("B1", Decimal::ONE), OldInvoice::pay("missing", Decimal::ONE)];
    assert_eq!(KeyedUpdate::execute_many(db, &paid).await.unwrap(), [true, false]);
    let claimed = OldInvoice::next(5).all(db).await.unwrap();
    assert_eq!(claimed.iter().map(|row| row.id).collect::<Vec<_>>(), [rows[0].id, rows[2].id]);
    assert_eq!(OldInvoice::of_customer("Ada").all(db).await.unwrap().len(), 2);
    let error = OldInvoice::of(&"Bob".repeat(20), None).all(db).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Truncated, "{error}");
}

/// Errors have the names of the constraints.
pub async fn have_errors(db: &mut impl Connection) {
    fill(db).await;
    let error = db.insert(&invoice("A1", "Eve", 9)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation, "{error}");
    let negative = NewOldInvoice { total: Decimal::NEGATIVE_ONE, ..invoice("E1", "Eve", 9) };
    let error = db.insert(&negative).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::CheckViolation, "{error}");
    assert_eq!(OldInvoice::pages(None, 10).all(db).await.unwrap().len(), 3);
}

async fn drift(db: &mut impl Connection) -> Vec<String> {
    db.drift::<OldInvoice>().await.unwrap().iter().map(Drift::to_string).collect()
}

/// The struct has no drift, and no repair; the parts that it leaves undeclared are not reported.
pub async fn have_no_drift(db: &mut impl Connection) {
    fill(db).await;
    assert_eq!(drift(db).await, <[String; 0]>::default());
    let plan = db.plan_repair::<OldInvoice>().await.unwrap();
    assert!(plan.is_empty(), "{plan:?}");
    // The statements of the struct create a table that is the same, without the undeclared parts.
    db.drop_table::<OldInvoice>().await.unwrap();
    db.create::<OldInvoice>().await.unwrap();
    assert_eq!(drift(db).await, <[String; 0]>::default());
    db.insert(&invoice("A1", "Ada", 1)).await.unwrap();
}

/// The table is written as a struct, with a comment on what the struct cannot declare.
pub async fn are_scaffolded(db: &mut impl Connection) {
    let schema = create(db).await;
    let name = match db.dialect() {
        Dialect::Mssql => format!("{schema}.OldInvoices"),
        Dialect::Sqlite => format!("{schema}_OldInvoices"),
    };
    let scaffold = db.scaffold(&[&name]).await.unwrap();
    assert_eq!(scaffold.tables.len(), 1);
    assert_eq!(scaffold.omissions, []);
    // A server may fold names to lower case.
    let source = scaffold.source.to_lowercase();
    let (id, twice) = match db.dialect() {
        Dialect::Mssql => ("identity)]\n    pub invoiceid: i32", "sql_type(mssql = \"money\"), computed"),
        Dialect::Sqlite => {
            ("identity(reuse))]\n    pub invoice_id: i64", "sql_type(sqlite = \"bigint\"), computed")
        }
    };
    let id =
        if source.contains("pub invoice_id") { id.replace("invoiceid", "invoice_id") } else { id.to_owned() };
    let expected = [
        "#[derive(clone, debug, partialeq, table)]",
        "pub customer: string",
        "pub note: option<string>",
        "pub paid: bool",
        "pub place: option<string>",
        &id,
        twice,
    ];
    for part in expected {
        assert!(source.contains(part), "{part} is missing: {}", scaffold.source);
    }
    let error = db.scaffold(&["no_such_table"]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Misuse, "{error}");
}
