//! All operations on the direct connection.

mod common;

use std::ops::ControlFlow;

use common::{Counter, Item, Micros, Price, memory};
use store_core::schema::StatementKind;
use store_core::{
    Connection, ConnectionExt, Dialect, ErrorKind, Outcome, SchemaOverride, Statement, Table, Transactional,
    Value,
};
use store_sqlite::{SqliteConnection, SqliteOptions};

#[test]
fn rows_are_read_as_they_were_written() {
    let mut connection = memory();
    let mut store = connection.blocking();
    let mut rows = Vec::new();
    let limits = [
        (i64::MIN, i32::MIN, -62_135_596_800_000_000, f64::MIN, -(10i128.pow(24) - 1)),
        (i64::MAX, i32::MAX, 253_402_300_799_999_999, f64::MAX, 10i128.pow(24) - 1),
        (0, 0, -1, f64::MIN_POSITIVE, 0),
    ];
    for (at, (id, priority, micros, ratio, price)) in limits.into_iter().enumerate() {
        let item = Item {
            id,
            priority,
            at: Micros(micros),
            ratio,
            price: Price(price),
            name: format!("{at} 'quotes' \"and\" 🦀 \u{0} zero"),
            note: [None, Some(String::new()), Some("x".repeat(100_000))][at].clone(),
            hash: [u8::try_from(at).unwrap(); 4],
            ..Item::new(id)
        };
        store.insert(&item).unwrap();
        assert_eq!(store.get::<Item>(id).unwrap().as_ref(), Some(&item));
        rows.push(item);
    }
    rows.sort_by_key(|item| item.id);
    assert_eq!(store.run(async |c| Item::all().all(c).await).unwrap(), rows);
    assert_eq!(store.run(async |c| Item::all().first(c).await).unwrap().as_ref(), rows.first());
    assert_eq!(store.get::<Item>(42).unwrap(), None);
    let dearer = store.run(async |c| Item::dearer_than(&Price(-1)).all(c).await).unwrap();
    assert_eq!(dearer.len(), 2, "a decimal of 24 digits is compared in its sortable form");
}

#[test]
fn each_write_returns_its_outcome() {
    let mut connection = memory();
    let mut store = connection.blocking();
    let mut item = Item::new(1);
    assert!(!store.update(&item).unwrap());
    assert_eq!(store.insert_if_absent(&item).unwrap(), Outcome::Inserted);
    assert_eq!(store.insert_if_absent(&item).unwrap(), Outcome::Existing);
    item.priority = 7;
    assert_eq!(store.upsert(&item).unwrap(), Outcome::Updated);
    assert_eq!(store.get::<Item>(1).unwrap().unwrap().priority, 7);
    assert_eq!(store.upsert(&Item::new(2)).unwrap(), Outcome::Inserted);
    item.note = Some("new".to_owned());
    assert!(store.update(&item).unwrap());
    assert_eq!(store.get::<Item>(1).unwrap().unwrap().note.as_deref(), Some("new"));

    // A write by the other key keeps the primary key of the row.
    let moved = Item { id: 10, ..item.clone() };
    assert_eq!(store.insert_if_absent_by(&moved, Item::BY_NAME).unwrap(), Outcome::Existing);
    assert_eq!(store.upsert_by(&moved, Item::BY_NAME).unwrap(), Outcome::Updated);
    assert_eq!(store.get::<Item>(10).unwrap(), None);
    assert_eq!(store.get::<Item>(1).unwrap(), Some(item));

    assert!(store.delete::<Item>(1).unwrap());
    assert!(!store.delete::<Item>(1).unwrap());
    assert!(!connection.as_rusqlite().is_busy());
    assert!(connection.as_rusqlite().is_autocommit());
}

#[test]
fn a_duplicate_of_another_key_is_an_error() {
    let mut connection = memory();
    let mut store = connection.blocking();
    store.insert(&Item::new(1)).unwrap();
    let same_name = Item { id: 2, ..Item::new(1) };
    for error in [
        store.insert(&same_name).unwrap_err(),
        store.insert_if_absent(&same_name).unwrap_err(),
        store.upsert(&same_name).unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::UniqueViolation);
        assert_eq!((error.table(), error.constraint()), (Some("items"), Some("ux_items_name")));
        assert_eq!(error.code(), Some(2067));
    }
    let error = store.insert(&Item::new(1)).unwrap_err();
    assert_eq!(error.constraint(), Some("pk_items"));
    assert_eq!(error.code(), Some(1555));
    assert!(connection.as_rusqlite().is_autocommit());
}

#[test]
fn a_batch_is_written_as_a_whole_or_not_at_all() {
    let mut connection = memory();
    let mut store = connection.blocking();
    let rows: Vec<Item> = (1..=100).map(Item::new).collect();
    store.insert_many(&rows[..50]).unwrap();
    let outcomes = store.insert_many_if_absent(&rows, Item::BY_NAME).unwrap();
    assert_eq!(outcomes[49..51], [Outcome::Existing, Outcome::Inserted]);
    let outcomes =
        store.upsert_many(&[rows[0].clone(), Item::new(200), Item::new(200)], Item::BY_NAME).unwrap();
    assert_eq!(outcomes, [Outcome::Updated, Outcome::Inserted, Outcome::Updated]);
    let outcomes = store.update_many(&[rows[0].clone(), Item::new(300)]).unwrap();
    assert_eq!(outcomes, [Outcome::Updated, Outcome::Missing]);

    let bad = [Item::new(400), Item::new(401), Item::new(400)];
    assert_eq!(store.insert_many(&bad).unwrap_err().kind(), ErrorKind::UniqueViolation);
    assert_eq!(store.get::<Item>(400).unwrap(), None);
    let too_long = [Item::new(400), Item { source: "x".repeat(21), ..Item::new(401) }];
    assert_eq!(store.insert_many(&too_long).unwrap_err().kind(), ErrorKind::Truncated);
    assert_eq!(store.get::<Item>(400).unwrap(), None);
    assert!(connection.as_rusqlite().is_autocommit());
}

#[test]
fn errors_have_a_kind_and_name_table_and_column() {
    let mut connection = memory();
    let mut store = connection.blocking();
    let error = store.insert(&Counter { id: 1, item: Some(1), number: 0 }).unwrap_err();
    assert_eq!(
        (error.kind(), error.table(), error.code()),
        (ErrorKind::ForeignKeyViolation, Some("counters"), Some(787))
    );

    let error = store.insert(&Item { status: "gone".to_owned(), ..Item::new(1) }).unwrap_err();
    assert_eq!((error.kind(), error.constraint()), (ErrorKind::CheckViolation, Some("ck_items_known")));

    let error = store.insert(&Item { at: Micros(i64::MAX), ..Item::new(1) }).unwrap_err();
    assert_eq!((error.kind(), error.table()), (ErrorKind::OutOfRange, Some("items")));

    store.insert(&Counter { id: 1, item: None, number: u16::MAX }).unwrap();
    let error = store.run(async |c| Counter::add(1).execute(c).await).unwrap_err();
    assert_eq!((error.kind(), error.column()), (ErrorKind::OutOfRange, Some("number")));
    assert_eq!(store.run(async |c| Counter::add(0).execute(c).await).unwrap(), 1);

    store.insert(&Item::new(1)).unwrap();
    store.upsert(&Counter { id: 1, item: Some(1), number: 1 }).unwrap();
    assert_eq!(store.delete::<Item>(1).unwrap_err().kind(), ErrorKind::ForeignKeyViolation);
    assert_eq!(store.drop_table::<Item>().unwrap_err().kind(), ErrorKind::ForeignKeyViolation);
    store.drop_table::<Counter>().unwrap();
    store.drop_table::<Item>().unwrap();
    store.drop_table::<Item>().unwrap();
    let error = store.get::<Item>(1).unwrap_err();
    assert_eq!((error.kind(), error.table()), (ErrorKind::SchemaDrift, Some("items")));
}

#[test]
fn claims_take_each_row_once_in_order() {
    let mut connection = memory();
    let mut store = connection.blocking();
    for id in 1..=5 {
        store.insert(&Item { priority: i32::try_from(10 - id % 3).unwrap(), ..Item::new(id) }).unwrap();
    }
    let ids = |items: Vec<Item>| items.iter().map(|item| item.id).collect::<Vec<_>>();
    assert_eq!(ids(store.run(async |c| Item::claim(2).all(c).await).unwrap()), [2, 5]);
    let rest = store.run(async |c| Item::claim(10).all(c).await).unwrap();
    assert!(rest.iter().all(|item| item.status == "busy"));
    assert_eq!(ids(rest), [1, 4, 3]);
    assert!(ids(store.run(async |c| Item::claim(10).all(c).await).unwrap()).is_empty());
    assert_eq!(store.run(async |c| Item::reset("pending").execute(c).await).unwrap(), 5);
}

#[test]
fn a_claim_that_cannot_read_a_row_claims_none() {
    let mut connection = memory();
    connection.blocking().insert(&Item::new(1)).unwrap();
    connection.blocking().insert(&Item::new(2)).unwrap();
    let rusqlite = connection.as_rusqlite();
    rusqlite
        .execute_batch(
            "PRAGMA ignore_check_constraints = ON; UPDATE ingest_items SET at = 'noon' WHERE id = 2",
        )
        .unwrap();
    let error = connection.blocking().run(async |c| Item::claim(5).all(c).await).unwrap_err();
    assert_eq!((error.kind(), error.column()), (ErrorKind::Decode, Some("at")));
    let item = connection.blocking().get::<Item>(1).unwrap().unwrap();
    assert_eq!(item.status, "pending");
}

#[test]
fn transactions_nest() {
    let mut connection = memory();
    let mut store = connection.blocking();
    store
        .transaction(|outer| {
            outer.insert(&Item::new(1))?;
            let undone = outer.transaction(|inner| {
                inner.insert(&Item::new(2))?;
                inner.insert(&Item::new(1))
            });
            assert_eq!(undone.unwrap_err().kind(), ErrorKind::UniqueViolation);
            outer.transaction(|inner| inner.insert_many(&[Item::new(3)]))?;
            assert_eq!(outer.upsert(&Item::new(4))?, Outcome::Inserted);
            Ok(())
        })
        .unwrap();
    let ids: Vec<i64> =
        store.run(async |c| Item::all().all(c).await).unwrap().iter().map(|item| item.id).collect();
    assert_eq!(ids, [1, 3, 4]);

    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.transaction(|transaction| -> Result<(), _> {
            transaction.delete::<Item>(1)?;
            panic!("on purpose")
        })
    }));
    assert!(panicked.is_err());
    assert!(store.get::<Item>(1).unwrap().is_some());
    assert!(connection.as_rusqlite().is_autocommit());
}

#[test]
fn dropping_a_transaction_rolls_it_back() {
    pollster::block_on(async {
        let mut connection = memory();
        let mut outer = connection.begin_transaction().await.unwrap();
        outer.insert(&Item::new(1)).await.unwrap();
        let mut inner = outer.begin_transaction().await.unwrap();
        inner.insert(&Item::new(2)).await.unwrap();
        drop(inner);
        assert_eq!(outer.get::<Item>(2).await.unwrap(), None);
        outer.rollback().await.unwrap();
        assert_eq!(connection.get::<Item>(1).await.unwrap(), None);

        assert_eq!(connection.commit().await.unwrap_err().kind(), ErrorKind::Misuse);
        assert_eq!(connection.rollback().await.unwrap_err().kind(), ErrorKind::Misuse);
    });
}

#[test]
fn a_transaction_that_sqlite_rolled_back_refuses_further_calls() {
    pollster::block_on(async {
        let mut connection = memory();
        let mut outer = connection.begin_transaction().await.unwrap();
        outer.insert(&Item::new(1)).await.unwrap();
        let mut inner = outer.begin_transaction().await.unwrap();
        // `OR ROLLBACK` makes SQLite roll back the whole transaction, as a full disk does.
        let sql = "INSERT OR ROLLBACK INTO main.ingest_items SELECT * FROM main.ingest_items";
        let statement = Statement::new(sql, "rollback", StatementKind::Write, Item::MODEL);
        let error = inner.execute(statement, store_core::Params::all(&[])).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UniqueViolation);
        assert_eq!(inner.insert(&Item::new(2)).await.unwrap_err().kind(), ErrorKind::Misuse);
        assert_eq!(inner.commit().await.unwrap_err().kind(), ErrorKind::Misuse);
        assert_eq!(outer.insert(&Item::new(2)).await.unwrap_err().kind(), ErrorKind::Misuse);
        assert_eq!(outer.commit().await.unwrap_err().kind(), ErrorKind::Misuse);
        connection.insert(&Item::new(3)).await.unwrap();
        assert_eq!(Item::all().all(&mut connection).await.unwrap().len(), 1);
    });
}

#[test]
fn statements_with_rows_or_wrong_parameters_are_refused_before_they_run() {
    let mut connection = memory();
    connection.blocking().insert(&Item::new(1)).unwrap();
    let execute = |connection: &mut SqliteConnection, sql, params: &[Value<'_>]| {
        let statement = Statement::new(sql, "test", StatementKind::Write, Item::MODEL);
        pollster::block_on(connection.execute(statement, store_core::Params::all(params)))
    };
    let returning = "UPDATE main.ingest_items SET priority = 1 RETURNING id";
    let error = execute(&mut connection, returning, &[]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Misuse);
    let update = "UPDATE main.ingest_items SET priority = ?1";
    for params in [&[][..], &[Value::I64(1), Value::I64(2)][..]] {
        assert_eq!(execute(&mut connection, update, params).unwrap_err().kind(), ErrorKind::Misuse);
    }
    assert_eq!(connection.blocking().get::<Item>(1).unwrap().unwrap().priority, 100);
    assert_eq!(execute(&mut connection, update, &[Value::I64(5)]).unwrap(), 1);
    // The count belongs to this statement, not to the last one that changed rows.
    assert_eq!(execute(&mut connection, "CREATE TABLE main.other (a)", &[]).unwrap(), 0);
    assert_eq!(execute(&mut connection, "DELETE FROM main.ingest_items WHERE id = 2", &[]).unwrap(), 0);
    let error = execute(&mut connection, "SELEC 1", &[]).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Other, Some(1)));
}

#[test]
fn a_claim_whose_rows_cannot_be_decoded_changes_nothing() {
    let mut connection = memory();
    connection.blocking().insert_many(&[Item::new(1), Item::new(2)]).unwrap();
    let spoil = "PRAGMA ignore_check_constraints = ON; UPDATE main.ingest_items SET at = 'noon' WHERE id = 2";
    connection.as_rusqlite().execute_batch(spoil).unwrap();
    let mut store = connection.blocking();
    let error = store.run(async |c| Item::claim(10).all(c).await).unwrap_err();
    assert_eq!((error.kind(), error.column()), (ErrorKind::Decode, Some("at")));
    assert_eq!(store.get::<Item>(1).unwrap().unwrap().status, "pending");
    store
        .transaction(|inner| {
            inner.insert(&Item::new(3))?;
            let error = inner.run(async |c| Item::claim(10).all(c).await).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Decode);
            Ok(())
        })
        .unwrap();
    let status = |id| connection.blocking().get::<Item>(id).unwrap().unwrap().status;
    assert_eq!([1, 3].map(status), ["pending"; 2], "the transaction keeps its other changes");
}

#[test]
fn a_claim_whose_caller_stops_early_changes_all_its_rows() {
    let mut connection = memory();
    connection.blocking().insert_many(&[Item::new(1), Item::new(2), Item::new(3)]).unwrap();
    let mut calls = 0;
    pollster::block_on(async {
        let claim = Item::claim(2);
        let (statement, params) = claim.statement(Dialect::Sqlite).unwrap();
        let each = |_: Item| {
            calls += 1;
            ControlFlow::Break(())
        };
        connection.for_each(statement, params, each).await.unwrap();
    });
    let status = |id| connection.blocking().get::<Item>(id).unwrap().unwrap().status;
    assert_eq!([1, 2, 3].map(status), ["busy", "busy", "pending"]);
    assert_eq!(calls, 1);
}

#[test]
fn a_wrapped_connection_keeps_its_settings_and_transaction() {
    let rusqlite = rusqlite::Connection::open_in_memory().unwrap();
    rusqlite.execute_batch("BEGIN").unwrap();
    let mut connection = SqliteConnection::from(rusqlite);
    connection.blocking().create::<Item>().unwrap();
    connection.blocking().transaction(|inner| inner.insert(&Item::new(1))).unwrap();
    assert!(!connection.as_rusqlite().is_autocommit(), "the caller's transaction stays open");
    let rusqlite = connection.into_rusqlite();
    rusqlite.execute_batch("ROLLBACK").unwrap();
    let tables: i64 = rusqlite.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
    assert_eq!(tables, 0);
}

#[test]
fn a_schema_override_replaces_the_schema_of_the_struct() {
    let schema = SchemaOverride::new(Dialect::Sqlite, "staging").unwrap().table::<Item>().table::<Counter>();
    let mut connection =
        SqliteConnection::open(&SqliteOptions::in_memory().schema(schema).statement_cache_capacity(1))
            .unwrap();
    let mut store = connection.blocking();
    store.create::<Item>().unwrap();
    store.create::<Counter>().unwrap();
    store.insert(&Item::new(1)).unwrap();
    assert_eq!(store.upsert(&Item::new(1)).unwrap(), Outcome::Updated);
    let error = store.insert(&Item::new(1)).unwrap_err();
    assert_eq!((error.table(), error.constraint()), (Some("items"), Some("pk_items")));
    store.insert(&Counter { id: 1, item: Some(1), number: 1 }).unwrap();
    let count = "SELECT count(*) FROM main.staging_items";
    let rows: i64 = connection.as_rusqlite().query_row(count, [], |row| row.get(0)).unwrap();
    assert_eq!(rows, 1);
}

#[test]
fn a_schema_override_of_another_engine_is_refused() {
    let schema = SchemaOverride::new(Dialect::Mssql, "staging").unwrap().table::<Item>();
    let error = SqliteConnection::open(&SqliteOptions::in_memory().schema(schema)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("create it with `Dialect::Sqlite`"), "{error}");
}
