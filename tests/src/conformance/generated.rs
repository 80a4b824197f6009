//! Values that the database makes.

use chrono::{TimeDelta, Utc};
use store::prelude::*;
use store::{Batch, Outcome};

use crate::tables::{
    Invitation, NewInvitation, NewOrder, NewTenantNote, NewTicket, Order, TenantNote, Ticket,
};

fn new_order(reference: &str, quantity: i32) -> NewOrder {
    NewOrder { reference: reference.to_owned(), quantity, price: 5, note: None }
}

fn invitation(guest: &str) -> NewInvitation {
    NewInvitation { guest: guest.to_owned() }
}

fn ticket(holder: &str) -> NewTicket {
    NewTicket { holder: holder.to_owned() }
}

/// An insert returns the key, and the row has the values that the database made.
pub async fn are_read_back(db: &mut impl Connection) {
    db.create::<Order>().await.unwrap();
    assert_eq!(db.insert(&new_order("a-1", 3)).await.unwrap(), 1);
    let stored =
        db.insert_returning(&NewOrder { note: Some("x".to_owned()), ..new_order("b-2", 4) }).await.unwrap();
    assert_eq!((stored.id, stored.total, stored.state.as_str()), (2, 20, "open"));
    assert_eq!((stored.label.as_str(), stored.note.as_deref()), ("B-2", Some("x")));
    assert!((Utc::now() - stored.created_at).abs() < TimeDelta::minutes(10), "{}", stored.created_at);
    assert_eq!(db.get::<Order>(2).await.unwrap(), Some(stored.clone()));
    let first = db.get::<Order>(1).await.unwrap().unwrap();
    assert_eq!((first.total, first.label.as_str(), first.note), (15, "A-1", None));
    assert_eq!(Order::worth(20).all(db).await.unwrap(), [stored]);
}

/// An update computes again, writes a column whose default was stored, and keeps the rest.
pub async fn change_with_the_row(db: &mut impl Connection) {
    db.create::<Order>().await.unwrap();
    let id = db.insert(&new_order("a", 1)).await.unwrap();
    let before = db.get::<Order>(id).await.unwrap().unwrap();
    // Values of columns that no update writes are ignored.
    let changed =
        Order { quantity: 7, state: "paid".to_owned(), total: -1, label: "-".to_owned(), ..before.clone() };
    let changed = Order { created_at: before.created_at - TimeDelta::days(1), ..changed };
    assert!(db.update(&changed).await.unwrap());
    let expected = Order { quantity: 7, state: "paid".to_owned(), total: 35, ..before };
    assert_eq!(db.get::<Order>(id).await.unwrap(), Some(expected.clone()));
    assert_eq!(Order::cancel(id).execute(db).await.unwrap(), 1);
    let many = [Order { quantity: 8, state: "sent".to_owned(), ..expected.clone() }];
    assert_eq!(db.update_many(&many).await.unwrap(), [Outcome::Updated]);
    let expected = Order { quantity: 8, state: "sent".to_owned(), total: 40, ..expected };
    assert_eq!(db.get::<Order>(id).await.unwrap(), Some(expected));
    assert!(!db.update(&Order { id: id + 1, ..many[0].clone() }).await.unwrap());
    assert_eq!(db.get::<Order>(id + 1).await.unwrap(), None);
}

/// A write by a unique key inserts without the columns that the database makes, and does not change them in an existing row.
pub async fn are_kept_by_upserts(db: &mut impl Connection) {
    db.create::<Order>().await.unwrap();
    let key = Order::UX_ORDERS_REFERENCE;
    assert_eq!(db.insert_if_absent_by(&new_order("a", 1), key).await.unwrap(), Outcome::Inserted);
    assert_eq!(db.insert_if_absent_by(&new_order("a", 2), key).await.unwrap(), Outcome::Existing);
    let first = Order::worth(0).first(db).await.unwrap().unwrap();
    assert_eq!(Order::cancel(first.id).execute(db).await.unwrap(), 1);
    assert_eq!(db.upsert_by(&new_order("a", 3), key).await.unwrap(), Outcome::Updated);
    let expected = Order { quantity: 3, total: 15, state: "cancelled".to_owned(), ..first };
    assert_eq!(db.get::<Order>(expected.id).await.unwrap(), Some(expected.clone()));

    let rows = [new_order("a", 4), new_order("b", 5), new_order("b", 6)];
    let outcomes = db.upsert_many(&rows, key).await.unwrap();
    assert_eq!(outcomes, [Outcome::Updated, Outcome::Inserted, Outcome::Updated]);
    assert_eq!(
        db.insert_many_if_absent(&[new_order("b", 7), new_order("c", 8)], key).await.unwrap(),
        [Outcome::Existing, Outcome::Inserted]
    );
    let all = Order::worth(0).all(db).await.unwrap();
    let shown: Vec<_> =
        all.iter().map(|row| (row.reference.as_str(), row.total, row.state.as_str())).collect();
    assert_eq!(shown, [("a", 20, "cancelled"), ("b", 30, "open"), ("c", 40, "open")]);
    assert_eq!(all[0], Order { quantity: 4, total: 20, ..expected });
}

/// The keys of many rows are in the order of the rows.
pub async fn are_returned_in_order(db: &mut impl Connection) {
    db.create::<Order>().await.unwrap();
    db.create::<Invitation>().await.unwrap();
    let references: Vec<String> = (0..1_200).map(|n| format!("{:04}", n * 7 % 1_200)).collect();
    let rows: Vec<NewOrder> = references.iter().map(|reference| new_order(reference, 1)).collect();
    let ids = db.insert_many(&rows).await.unwrap();
    assert_eq!(ids.len(), rows.len());
    assert!(ids.is_sorted_by(|left, right| left < right));
    for at in [0, 1, 599, 999, 1_000, 1_199] {
        assert_eq!(db.get::<Order>(ids[at]).await.unwrap().unwrap().reference, references[at]);
    }
    let guests: Vec<NewInvitation> = ["b", "c", "a"].map(invitation).into();
    let ids = db.insert_many(&guests).await.unwrap();
    for (id, guest) in ids.iter().zip(["b", "c", "a"]) {
        let found = db.get::<Invitation>(*id).await.unwrap().unwrap();
        assert_eq!((found.id, found.guest.as_str()), (*id, guest));
    }
    let id = db.insert(&invitation("d")).await.unwrap();
    assert!(!ids.contains(&id));
    assert_eq!(id.get_version_num(), 4, "{id}");
    assert_eq!(db.insert_many::<NewOrder>(&[]).await.unwrap(), [0_i64; 0]);
}

/// A batch of inserts has no effect if one of them fails, and its keys are not used again.
pub async fn are_not_used_twice(db: &mut impl Connection) {
    db.create::<Order>().await.unwrap();
    let first = db.insert(&new_order("a", 1)).await.unwrap();
    let rows = [new_order("b", 1), new_order("a", 1)];
    let error = db.insert_many(&rows).await.unwrap_err();
    assert_eq!((error.kind(), error.constraint()), (ErrorKind::UniqueViolation, Some("ux_orders_reference")));
    assert_eq!(Order::worth(0).all(db).await.unwrap().len(), 1);
    assert!(db.delete::<Order>(first).await.unwrap());
    assert!(db.insert(&new_order("b", 1)).await.unwrap() > first);
}

/// Identity columns have a first value and a distance between values.
pub async fn have_a_seed_and_an_increment(db: &mut impl Connection) {
    db.create::<Ticket>().await.unwrap();
    assert_eq!(db.insert(&ticket("a")).await.unwrap(), 1_000);
    assert_eq!(db.insert_many(&["b", "c"].map(ticket)).await.unwrap(), [1_010, 1_020]);
    assert_eq!(
        db.insert_returning(&ticket("d")).await.unwrap(),
        Ticket { id: 1_030, holder: "d".to_owned() }
    );
    assert!(db.delete::<Ticket>(1_030).await.unwrap());
    assert_eq!(db.insert(&ticket("e")).await.unwrap(), 1_040);
}

/// A batch returns the keys that the database made.
pub async fn are_returned_by_batches(db: &mut impl Connection) {
    db.create::<Order>().await.unwrap();
    db.create::<Invitation>().await.unwrap();
    let (order, guest, many) = (new_order("a", 2), invitation("g"), [new_order("b", 1), new_order("c", 1)]);
    let mut batch = Batch::new();
    let id = batch.insert(&order);
    let invited = batch.insert(&guest);
    batch.expect(invited, 1);
    let inserted = batch.insert_many(&many);
    let upserted = batch.upsert_by(&order, Order::UX_ORDERS_REFERENCE);
    let mut results = db.batch(batch).await.unwrap();
    let id = results.take(id).unwrap();
    assert_eq!(db.get::<Order>(id).await.unwrap().unwrap().reference, "a");
    let invited = results.take(invited).unwrap();
    assert_eq!(db.get::<Invitation>(invited).await.unwrap().unwrap().guest, "g");
    results.take(inserted).unwrap();
    assert_eq!(results.take(upserted).unwrap(), Outcome::Updated);
    assert_eq!(Order::worth(0).all(db).await.unwrap().len(), 3);
}

/// A key that the database makes finds no row for an insert.
pub async fn cannot_be_a_key_of_inserts(db: &mut impl Connection) {
    db.create::<Order>().await.unwrap();
    let row = new_order("a", 1);
    for result in [db.insert_if_absent(&row).await, db.upsert(&row).await] {
        let error = result.unwrap_err();
        assert_eq!((error.kind(), error.table()), (ErrorKind::Misuse, Some("orders")), "{error}");
    }
    let mut batch = Batch::new();
    batch.upsert(&row);
    assert_eq!(db.batch(batch).await.unwrap_err().kind(), ErrorKind::Misuse);
    assert_eq!(Order::worth(0).all(db).await.unwrap(), []);
}

/// A verbatim insert writes the values that the database would make, and later ones are greater.
pub async fn are_written_verbatim(db: &mut impl Connection) {
    db.create::<Order>().await.unwrap();
    db.create::<Invitation>().await.unwrap();
    db.insert(&new_order("a", 1)).await.unwrap();
    let first = Order::worth(0).first(db).await.unwrap().unwrap();
    let then = first.created_at - TimeDelta::days(1);
    let copy = |id, reference: &str| Order {
        id,
        reference: reference.to_owned(),
        state: "paid".to_owned(),
        created_at: then,
        total: -1,
        label: reference.to_uppercase(),
        ..first.clone()
    };
    db.insert_verbatim(&copy(10, "b")).await.unwrap();
    assert_eq!(db.get::<Order>(10).await.unwrap(), Some(Order { total: 5, ..copy(10, "b") }));
    db.insert_many_verbatim(&[copy(30, "c"), copy(20, "d")]).await.unwrap();
    assert_eq!(db.get::<Order>(20).await.unwrap(), Some(Order { total: 5, ..copy(20, "d") }));
    assert_eq!(db.insert(&new_order("e", 1)).await.unwrap(), 31);

    let rows = [copy(40, "f"), copy(10, "g")];
    let error = db.insert_many_verbatim(&rows).await.unwrap_err();
    assert_eq!((error.kind(), error.constraint()), (ErrorKind::UniqueViolation, Some("pk_orders")));
    let error = db.insert_verbatim(&rows[1]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation);
    assert_eq!(db.get::<Order>(40).await.unwrap(), None);
    // The failed inserts left no setting in the session.
    db.insert(&new_order("h", 1)).await.unwrap();

    let invitation = Invitation { id: uuid::Uuid::from_u128(7), guest: "g".to_owned() };
    let mut batch = Batch::new();
    let single = batch.insert_verbatim(&rows[0]);
    batch.insert_many_verbatim([&invitation]);
    let mut results = db.batch(batch).await.unwrap();
    results.take(single).unwrap();
    assert_eq!(db.get::<Invitation>(invitation.id).await.unwrap(), Some(invitation));
    assert_eq!(db.get::<Order>(40).await.unwrap(), Some(Order { total: 5, ..rows[0].clone() }));
}

/// A declared update or delete returns the rows, and an upsert by key the row.
pub async fn are_returned_by_changes(db: &mut impl Connection) {
    db.create::<Order>().await.unwrap();
    db.insert_many(&[new_order("a", 1), new_order("b", 2), new_order("c", 3)]).await.unwrap();
    let mut changed = Order::reprice(2, 7).all(db).await.unwrap();
    changed.sort_by_key(|row| row.id);
    let shown: Vec<_> = changed.iter().map(|row| (row.reference.as_str(), row.price)).collect();
    assert_eq!(shown, [("b", 7), ("c", 7)]);
    assert_eq!(Order::purge().all(db).await.unwrap(), []);
    Order::cancel(changed[0].id).execute(db).await.unwrap();
    let purged = Order::purge().all(db).await.unwrap();
    assert_eq!(purged, [Order { state: "cancelled".to_owned(), total: 14, ..changed[0].clone() }]);

    let key = Order::UX_ORDERS_REFERENCE;
    let (outcome, row) = db.upsert_returning(&new_order("c", 9), key).await.unwrap();
    assert_eq!((outcome, row.id, row.total), (Outcome::Updated, changed[1].id, 45));
    let (outcome, row) = db.upsert_returning(&new_order("d", 1), key).await.unwrap();
    assert_eq!((outcome, row.total, row.label.as_str()), (Outcome::Inserted, 5, "D"));
    assert_eq!(db.get::<Order>(row.id).await.unwrap(), Some(row));
    let updated = db.update_returning(&Order { quantity: 2, ..changed[1].clone() }).await.unwrap();
    assert_eq!(updated.map(|row| row.total), Some(14));

    let mut batch = Batch::new();
    let some = batch.execute_returning(Order::drop_some("open"));
    batch.expect(some, 2);
    let rest = batch.execute_returning(Order::drop_some("open"));
    let mut results = db.batch(batch).await.unwrap();
    let mut all = results.take(some).unwrap();
    assert_eq!(all.len(), 2);
    all.extend(results.take(rest).unwrap());
    let mut references: Vec<&str> = all.iter().map(|row| row.reference.as_str()).collect();
    references.sort_unstable();
    assert_eq!(references, ["a", "c", "d"]);
    assert_eq!(Order::worth(0).all(db).await.unwrap(), []);
}

/// A declared update returns the values that the database computes from the new ones.
pub async fn are_computed_before_they_are_returned(db: &mut impl Connection) {
    db.create::<Order>().await.unwrap();
    let id = db.insert(&new_order("a", 3)).await.unwrap();
    let changed = Order::reprice(3, 7).all(db).await.unwrap();
    assert_eq!(changed.iter().map(|row| row.total).collect::<Vec<_>>(), [21]);
    assert_eq!(db.get::<Order>(id).await.unwrap().as_ref(), changed.first());
}

/// The made parts of composite keys are in the order of the rows, whatever the other parts are, alone and in a batch.
pub async fn are_returned_in_order_of_composite_keys(db: &mut impl Connection) {
    db.create::<TenantNote>().await.unwrap();
    let note = |tenant: i32| NewTenantNote { tenant, text: format!("note of {tenant}") };
    let rows = [3, 1, 2, 1].map(note);
    let ids = db.insert_many(&rows).await.unwrap();
    let mut batch = Batch::new();
    let more = batch.insert_many(&rows);
    let none = batch.insert_many::<NewTenantNote>(&[]);
    batch.expect(none, 0);
    let mut results = db.batch(batch).await.unwrap();
    for ids in [ids, results.take(more).unwrap()] {
        assert_eq!(ids.len(), 4);
        for (row, id) in rows.iter().zip(ids) {
            let found = db.get::<TenantNote>((row.tenant, id)).await.unwrap();
            assert_eq!(found.map(|found| found.text), Some(row.text.clone()));
        }
    }
    let mut batch = Batch::new();
    batch.insert(&rows[0]);
    let none = batch.insert_many::<NewTenantNote>(&[]);
    batch.expect(none, 1);
    assert_eq!(db.batch(batch).await.unwrap_err().kind(), ErrorKind::UnexpectedRowCount);
}
