//! Bulk inserts. Rows beyond the first thousand of a call make it a bulk load on SQL Server.

use std::sync::atomic::{AtomicI32, Ordering};

use store::prelude::*;

use super::references::nodes::Node;
use super::references::{count, node};
use super::signals::{extremes, signal};
use super::types::{least, most, sample};
use crate::tables::{
    Account, Document, EveryType, Invitation, NewDocument, NewInvitation, NewOrder, NewTicket, Order, Signal,
    Ticket,
};

use parcels::{Depot, Parcel, Size};

fn parcel(id: i32) -> Parcel {
    Parcel {
        id,
        code: format!("code {id}"),
        depot: None,
        weight: 1,
        note: Some("a note".to_owned()),
        size: Size::Small,
    }
}

/// Creates the table, with one depot.
async fn create_parcels(db: &mut impl Connection) {
    db.create::<Depot>().await.unwrap();
    db.create::<Parcel>().await.unwrap();
    db.insert(&Depot { id: 7 }).await.unwrap();
}

async fn total(db: &mut impl Connection) -> i64 {
    Parcel::total().total(db).await.unwrap()
}

pub async fn of_every_size(db: &mut impl Connection) {
    create_parcels(db).await;
    let mut expected = 0;
    let mut first = 0;
    for size in [0, 1, 999, 1_000, 1_001, 2_500] {
        let rows: Vec<Parcel> = (first..first + size).map(parcel).collect();
        assert_eq!(db.bulk_insert(&rows).await.unwrap(), rows.len() as u64);
        (first, expected) = (first + size, expected + i64::from(size));
        assert_eq!(total(db).await, expected);
    }
    for id in [0, 1_999, 2_000, 3_000, first - 1] {
        assert_eq!(db.get::<Parcel>(id).await.unwrap(), Some(parcel(id)));
    }
}

/// Values of any length, also where a bulk load does not take them.
pub async fn of_every_length(db: &mut impl Connection) {
    db.create::<EveryType>().await.unwrap();
    let lengths = [10, 32_767, 32_768, 65_535, 65_536, 100_000, 3_000_000];
    let rows = (0..1_400).map(|id| {
        let length = if id % 200 == 0 { lengths[usize::try_from(id / 200).unwrap()] } else { 1 };
        EveryType { a_text: "é".repeat(length), some_bytes: vec![7; length], ..sample(id) }
    });
    let rows: Vec<EveryType> = rows.collect();
    assert_eq!(db.bulk_insert(&rows).await.unwrap(), 1_400);
    for row in rows.iter().step_by(200) {
        assert!(db.get::<EveryType>(row.id).await.unwrap().as_ref() == Some(row), "{}", row.some_bytes.len());
    }
    assert_eq!(EveryType::all().all(db).await.unwrap().len(), 1_400);
}

pub async fn of_every_type(db: &mut impl Connection) {
    db.create::<EveryType>().await.unwrap();
    let extremes = [least(), EveryType { maybe_json: None, ..most() }, most()];
    let extremes = (0..).zip(extremes).map(|(id, row)| EveryType { id, ..row });
    let rows: Vec<EveryType> = extremes.chain((3..1_100).map(sample)).collect();
    assert_eq!(db.bulk_insert(&rows).await.unwrap(), 1_100);
    for row in rows.iter().take(4).chain(rows.last()) {
        assert_eq!(db.get::<EveryType>(row.id).await.unwrap().as_ref(), Some(row));
    }
    assert_eq!(EveryType::all().all(db).await.unwrap().len(), 1_100);
}

/// Integers of 64 bits without a sign, and times with an offset.
pub async fn of_more_types(db: &mut impl Connection) {
    db.create::<Signal>().await.unwrap();
    let rows: Vec<Signal> = extremes().into_iter().chain((4..1_100).map(signal)).collect();
    assert_eq!(db.bulk_insert(&rows).await.unwrap(), 1_099);
    for row in rows.iter().take(4).chain(rows.last()) {
        assert_eq!(db.get::<Signal>(row.id).await.unwrap().as_ref(), Some(row));
    }
}

/// A NULL is stored even if the column has a default.
pub async fn keep_nulls(db: &mut impl Connection) {
    create_parcels(db).await;
    let rows = (0..1_200).map(|id| Parcel { note: (id % 2 == 0).then(String::new), ..parcel(id) });
    db.bulk_insert(rows).await.unwrap();
    for (id, note) in [(1_000, Some(String::new())), (1_001, None)] {
        assert_eq!(db.get::<Parcel>(id).await.unwrap(), Some(Parcel { note, ..parcel(id) }));
    }
}

/// Identities are in the order of the rows, and defaults and computed columns have their values.
pub async fn have_values_of_the_database(db: &mut impl Connection) {
    db.create::<Order>().await.unwrap();
    db.create::<Ticket>().await.unwrap();
    db.create::<Invitation>().await.unwrap();
    // Not in the order of the references.
    let reference = |number: i32| format!("{:04}", number * 7 % 1_200);
    let orders = (0..1_200).map(|number| NewOrder {
        reference: reference(number),
        quantity: number,
        price: 2,
        note: None,
    });
    assert_eq!(db.bulk_insert(orders).await.unwrap(), 1_200);
    let stored = Order::worth(0).all(db).await.unwrap();
    assert_eq!(stored.len(), 1_200);
    for (order, number) in stored.iter().zip(0..) {
        assert_eq!((order.reference.as_str(), order.total), (reference(number).as_str(), number * 2));
        assert_eq!((order.id, order.state.as_str()), (i64::from(number) + 1, "open"));
    }
    let tickets = (0..1_001).map(|number| NewTicket { holder: format!("holder {number}") });
    db.bulk_insert(tickets).await.unwrap();
    assert_eq!(db.get::<Ticket>(11_000).await.unwrap().unwrap().holder, "holder 1000");
    for count in [2, 1_001] {
        let invitations = (0..count).map(|number| NewInvitation { guest: format!("guest {number}") });
        assert_eq!(db.bulk_insert(invitations).await.unwrap(), count);
    }
}

pub async fn are_written_verbatim(db: &mut impl Connection) {
    db.create::<Order>().await.unwrap();
    let new = NewOrder { reference: "a".to_owned(), quantity: 3, price: 5, note: None };
    let sample = db.insert_returning(&new).await.unwrap();
    let orders: Vec<Order> = (10..1_300)
        .map(|id| Order { id, reference: id.to_string(), state: "sent".to_owned(), ..sample.clone() })
        .collect();
    assert_eq!(db.bulk_insert_verbatim(&orders[..2]).await.unwrap(), 2);
    assert_eq!(db.bulk_insert_verbatim(&orders[2..]).await.unwrap(), 1_288);
    let expected = Order { label: "1299".to_owned(), ..orders[1_289].clone() };
    assert_eq!(db.get::<Order>(1_299).await.unwrap(), Some(expected));
    assert_eq!(db.insert(&NewOrder { reference: "b".to_owned(), ..new }).await.unwrap(), 1_300);
}

/// An insert writes the version of the row, and the database makes its own row versions.
pub async fn have_versions(db: &mut impl Connection) {
    db.create::<Account>().await.unwrap();
    let accounts = (0..1_001).map(|id| Account { id, holder: id.to_string(), balance: 1, version: 4 });
    db.bulk_insert(accounts).await.unwrap();
    let read = db.get::<Account>(1_000).await.unwrap().unwrap();
    assert_eq!(read.version, 4);
    assert!(db.update(&read).await.unwrap());
    assert_eq!(db.update(&read).await.unwrap_err().kind(), ErrorKind::VersionConflict);
}

pub async fn have_row_versions(db: &mut impl Connection) {
    db.create::<Document>().await.unwrap();
    let documents = (0..1_001).map(|id| NewDocument { id, title: id.to_string(), body: None });
    db.bulk_insert(documents).await.unwrap();
    let read = db.get::<Document>(1_000).await.unwrap().unwrap();
    assert_eq!((read.title.as_str(), read.body.as_ref()), ("1000", None));
    assert!(db.update(&read).await.unwrap());
}

/// Asserts that a call fails for the last row, and that no row is inserted.
async fn is_refused(db: &mut impl Connection, last: Parcel, kind: ErrorKind) -> Error {
    let mut errors = Vec::new();
    for size in [10, 1_700] {
        let rows: Vec<Parcel> = (0..size).map(parcel).chain([last.clone()]).collect();
        errors.push(db.bulk_insert(&rows).await.unwrap_err());
        assert_eq!(total(db).await, 0);
    }
    let [batch, bulk] = &errors[..] else { panic!("two sizes") };
    for error in [batch, bulk] {
        assert_eq!((error.kind(), error.table()), (kind, Some("parcels")), "{error}");
    }
    assert_eq!(bulk.constraint(), batch.constraint(), "{bulk}");
    assert_eq!((bulk.column(), bulk.code()), (batch.column(), batch.code()), "{bulk}");
    errors.remove(1)
}

/// An error is that of an insert of fewer rows, and no row is inserted.
pub async fn are_all_or_nothing(db: &mut impl Connection) {
    create_parcels(db).await;
    let key = is_refused(db, parcel(3), ErrorKind::UniqueViolation).await;
    assert_eq!(key.constraint(), Some("pk_parcels"), "{key}");
    let code = Parcel { code: "code 3".to_owned(), ..parcel(-1) };
    let key = is_refused(db, code, ErrorKind::UniqueViolation).await;
    assert_eq!(key.constraint(), Some("ux_parcels_code"), "{key}");
    let check = is_refused(db, Parcel { weight: 0, ..parcel(-1) }, ErrorKind::CheckViolation).await;
    assert_eq!(check.constraint(), Some("ck_parcels_weight"), "{check}");
    let long = Parcel { code: "x".repeat(21), ..parcel(-1) };
    let long = is_refused(db, long, ErrorKind::Truncated).await;
    assert_eq!(long.column(), Some("code"), "{long}");
    assert!(!long.to_string().contains("xxx"), "{long}");
    // The connection and the table are usable.
    assert_eq!(db.bulk_insert((0..1_500).map(parcel)).await.unwrap(), 1_500);
    let error = db.bulk_insert((1_499..3_000).map(parcel)).await.unwrap_err();
    assert_eq!((error.kind(), error.constraint()), (ErrorKind::UniqueViolation, Some("pk_parcels")));
    assert_eq!(total(db).await, 1_500);
}

pub async fn refer_to_missing_rows(db: &mut impl Connection) {
    create_parcels(db).await;
    let rows = (0..1_500).map(|id| Parcel { depot: Some(if id == 1_400 { 8 } else { 7 }), ..parcel(id) });
    let error = db.bulk_insert(rows).await.unwrap_err();
    assert_eq!((error.kind(), error.table()), (ErrorKind::ForeignKeyViolation, Some("parcels")), "{error}");
    assert_eq!(total(db).await, 0);
    let rows = (0..1_500).map(|id| Parcel { depot: Some(7), ..parcel(id) });
    assert_eq!(db.bulk_insert(rows).await.unwrap(), 1_500);
}

/// Rows are taken from the iterator while they are written: an endless one ends at the first row that cannot be written.
pub async fn take_rows_one_by_one(db: &mut impl Connection) {
    create_parcels(db).await;
    let taken = AtomicI32::new(0);
    let rows = (0..).map(|id| {
        taken.store(id, Ordering::Relaxed);
        Parcel { code: "x".repeat(if id == 5_000 { 21 } else { 1 }), ..parcel(id) }
    });
    let error = db.bulk_insert(rows.map(unique)).await.unwrap_err();
    assert_eq!((error.kind(), error.column()), (ErrorKind::Truncated, Some("code")), "{error}");
    assert!(taken.into_inner() < 20_000);
    assert_eq!(total(db).await, 0);
}

/// Makes the code unique unless it is too long.
fn unique(row: Parcel) -> Parcel {
    if row.code.len() > 20 { row } else { Parcel { code: row.id.to_string(), ..row } }
}

/// References are checked after the last row.
pub async fn refer_to_later_rows(db: &mut impl Connection) {
    db.create::<Node>().await.unwrap();
    let chain = |last: Option<i32>| {
        (1..=1_500).map(move |id| node(id, if id == 1_500 { last } else { Some(id + 1) }))
    };
    let error = db.bulk_insert(chain(Some(9_999))).await.unwrap_err();
    assert_eq!((error.kind(), error.table()), (ErrorKind::ForeignKeyViolation, Some("nodes")), "{error}");
    assert!(error.code().is_some(), "{error:?}");
    assert_eq!(count(db).await, 0);
    assert_eq!(db.bulk_insert(chain(None)).await.unwrap(), 1_500);
    assert_eq!(db.bulk_insert([node(2_000, 2_001), node(2_001, 2_000)]).await.unwrap(), 2);
    // Other statements are still checked immediately.
    let error = db.insert(&node(3_000, 9_999)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ForeignKeyViolation, "{error}");
}

/// A bulk insert is a part of the transaction of the caller, which continues after an error.
pub async fn are_part_of_a_transaction(db: &mut impl Transactional) {
    create_parcels(db).await;
    let mut transaction = db.begin_transaction().await.unwrap();
    transaction.insert(&parcel(-1)).await.unwrap();
    transaction.bulk_insert((0..1_500).map(parcel)).await.unwrap();
    assert_eq!(total(&mut transaction).await, 1_501);
    transaction.rollback().await.unwrap();
    assert_eq!(total(db).await, 0);

    let mut transaction = db.begin_transaction().await.unwrap();
    transaction.insert(&parcel(-1)).await.unwrap();
    let error = transaction.bulk_insert((-1_500..0).map(parcel)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation, "{error}");
    assert_eq!(total(&mut transaction).await, 1);
    for first in [0, 2_000] {
        transaction.bulk_insert((first..first + 1_500).map(parcel)).await.unwrap();
    }
    transaction.commit().await.unwrap();
    assert_eq!(total(db).await, 3_001);
}

pub(super) mod parcels {
    use store::{SqlEnum, Table};

    /// A place with parcels.
    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(schema = "conformance", name = "depots")]
    pub(in crate::conformance) struct Depot {
        #[column(primary_key)]
        pub(super) id: i32,
    }

    /// A row with a constraint of each kind.
    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(schema = "conformance", name = "parcels")]
    #[table(unique(name = "ux_parcels_code", columns(code)))]
    #[table(check(name = "ck_parcels_weight", weight >= 1))]
    #[query(count total())]
    pub(in crate::conformance) struct Parcel {
        #[column(primary_key)]
        pub(super) id: i32,
        #[column(len = 20)]
        pub(super) code: String,
        #[column(references(table = "depots", columns(id)))]
        pub(super) depot: Option<i32>,
        pub(super) weight: i32,
        #[column(default = "no note", len = 20)]
        pub(super) note: Option<String>,
        pub(super) size: Size,
    }

    #[derive(Clone, Copy, Debug, PartialEq, SqlEnum)]
    #[sql_enum(rename_all = "snake_case")]
    pub(in crate::conformance) enum Size {
        Small,
    }
}
