//! Versions of rows.

use store::prelude::*;
use store::queries::KeyedUpdate;
use store::{Batch, Outcome};

use crate::tables::{Account, Document, NewDocument};

fn account(id: i64, balance: i64) -> Account {
    Account { id, holder: format!("holder {id}"), balance, version: 1 }
}

async fn stored(db: &mut impl Connection, id: i64) -> Account {
    db.get::<Account>(id).await.unwrap().unwrap()
}

/// An update of a row that changed after it was read is an error, and changes nothing.
pub async fn are_compared_and_raised(db: &mut impl Connection) {
    db.create::<Account>().await.unwrap();
    db.insert(&account(1, 10)).await.unwrap();
    let read = stored(db, 1).await;
    assert_eq!(read, account(1, 10), "an insert writes the version of the row");
    assert!(db.update(&Account { balance: 20, ..read.clone() }).await.unwrap());
    let changed = Account { balance: 20, version: 2, ..read.clone() };
    assert_eq!(stored(db, 1).await, changed);
    let error = db.update(&Account { balance: 30, ..read.clone() }).await.unwrap_err();
    assert_eq!((error.kind(), error.table()), (ErrorKind::VersionConflict, Some("accounts")), "{error}");
    assert_eq!(stored(db, 1).await, changed);
    assert!(!db.update(&account(2, 0)).await.unwrap());
    let returned = db.update_returning(&Account { balance: 40, ..changed.clone() }).await.unwrap();
    assert_eq!(returned, Some(Account { balance: 40, version: 3, ..changed.clone() }));
    let error = db.update_returning(&changed).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::VersionConflict);
    assert_eq!(db.update_returning(&account(2, 0)).await.unwrap(), None);
}

/// A delete of a row compares its version; a delete by key does not.
pub async fn are_compared_by_deletes(db: &mut impl Connection) {
    db.create::<Account>().await.unwrap();
    db.insert_many(&[account(1, 10), account(2, 10)]).await.unwrap();
    let read = stored(db, 1).await;
    assert!(db.update(&read).await.unwrap());
    let error = db.delete_row(&read).await.unwrap_err();
    assert_eq!((error.kind(), error.table()), (ErrorKind::VersionConflict, Some("accounts")), "{error}");
    assert_eq!(stored(db, 1).await.version, 2);
    assert!(db.delete_row(&Account { version: 2, ..read.clone() }).await.unwrap());
    assert!(!db.delete_row(&read).await.unwrap());
    assert!(db.delete::<Account>(2).await.unwrap());
    assert_eq!(Account::everything().all(db).await.unwrap(), []);
}

/// Each row of an update of many has its own outcome, also if it has the key of an earlier one.
pub async fn are_outcomes_of_many(db: &mut impl Connection) {
    db.create::<Account>().await.unwrap();
    db.insert_many(&[account(1, 10), account(2, 20), account(3, 30)]).await.unwrap();
    let rows = [
        Account { balance: 11, ..account(1, 0) },
        Account { version: 7, ..account(2, 0) },
        account(4, 0),
        account(3, 33),
        Account { balance: 12, ..account(1, 0) },
        Account { balance: 13, version: 2, ..account(1, 0) },
    ];
    let outcomes = db.update_many(&rows).await.unwrap();
    let expected = [
        Outcome::Updated,
        Outcome::Conflict,
        Outcome::Missing,
        Outcome::Updated,
        Outcome::Conflict,
        Outcome::Updated,
    ];
    assert_eq!(outcomes, expected);
    let all = Account::everything().all(db).await.unwrap();
    let shown: Vec<_> = all.iter().map(|row| (row.id, row.balance, row.version)).collect();
    assert_eq!(shown, [(1, 13, 3), (2, 20, 1), (3, 33, 2)]);
}

/// A conflict in a batch is the result of its statement; with a guard, the batch has no effect.
pub async fn are_results_of_batches(db: &mut impl Connection) {
    db.create::<Account>().await.unwrap();
    db.insert_many(&[account(1, 10), account(2, 20), account(3, 30)]).await.unwrap();
    let (fresh, stale, gone) = (account(1, 11), Account { version: 9, ..account(2, 22) }, account(9, 0));
    let many = [account(3, 33), Account { version: 9, ..account(2, 0) }, account(8, 0)];
    let mut batch = Batch::new();
    let updated = batch.update(&fresh);
    batch.expect(updated, 1);
    let conflict = batch.update(&stale);
    let missing = batch.update(&gone);
    let deleted = batch.delete_row(&stale);
    let not_deleted = batch.delete_row(&gone);
    let all = batch.update_many(&many);
    batch.expect(all, 1);
    let mut results = db.batch(batch).await.unwrap();
    assert!(results.take(updated).unwrap());
    assert_eq!(results.take(conflict).unwrap_err().kind(), ErrorKind::VersionConflict);
    assert!(!results.take(missing).unwrap());
    assert_eq!(results.take(deleted).unwrap_err().kind(), ErrorKind::VersionConflict);
    assert!(!results.take(not_deleted).unwrap());
    assert_eq!(results.take(all).unwrap(), [Outcome::Updated, Outcome::Conflict, Outcome::Missing]);

    let (current, stale) = (Account { balance: 12, version: 2, ..account(1, 0) }, account(3, 0));
    let mut batch = Batch::new();
    batch.update(&current);
    let deleted = batch.delete_row(&stale);
    batch.expect(deleted, 1);
    assert_eq!(db.batch(batch).await.unwrap_err().kind(), ErrorKind::UnexpectedRowCount);
    assert_eq!(stored(db, 1).await, Account { balance: 11, version: 2, ..account(1, 0) });

    let mut batch = Batch::new();
    let alone = batch.delete_row(&current);
    let mut results = db.batch(batch).await.unwrap();
    assert!(results.take(alone).unwrap());
    assert_eq!(db.get::<Account>(1).await.unwrap(), None);
}

/// Every statement that changes a row raises its version.
pub async fn are_raised_by_every_change(db: &mut impl Connection) {
    db.create::<Account>().await.unwrap();
    assert_eq!(db.upsert(&account(1, 10)).await.unwrap(), Outcome::Inserted);
    assert_eq!(db.upsert(&Account { version: 7, ..account(1, 11) }).await.unwrap(), Outcome::Updated);
    assert_eq!(stored(db, 1).await, Account { version: 2, ..account(1, 11) });
    let key = Account::UX_ACCOUNTS_HOLDER;
    let (outcome, row) = db.upsert_returning(&account(1, 12), key).await.unwrap();
    assert_eq!((outcome, row), (Outcome::Updated, Account { version: 3, ..account(1, 12) }));
    let rows = [account(1, 13), account(2, 20), account(1, 14)];
    let outcomes = db.upsert_many(&rows, UniqueKey::PRIMARY).await.unwrap();
    assert_eq!(outcomes, [Outcome::Updated, Outcome::Inserted, Outcome::Updated]);
    assert_eq!(stored(db, 1).await, Account { version: 5, ..account(1, 14) });
    assert_eq!(db.insert_if_absent(&account(1, 0)).await.unwrap(), Outcome::Existing);
    assert_eq!(stored(db, 1).await.version, 5);

    assert_eq!(Account::deposit(1, 6).execute(db).await.unwrap(), 1);
    assert_eq!(stored(db, 1).await, Account { version: 6, ..account(1, 20) });
    let updates = [Account::withdraw(1, 6, 5), Account::withdraw(2, 9, 5), Account::withdraw(1, 6, 5)];
    assert_eq!(KeyedUpdate::execute_many(db, &updates).await.unwrap(), [true, false, false]);
    assert_eq!(stored(db, 1).await, Account { version: 7, ..account(1, 15) });
    let claimed = Account::richest(1).all(db).await.unwrap();
    assert_eq!(claimed, [Account { version: 2, ..account(2, 0) }]);
}

/// A row version changes with the row, and is compared like any version.
pub async fn are_made_by_the_database(db: &mut impl Connection) {
    db.create::<Document>().await.unwrap();
    let new = NewDocument { id: 1, title: "a".to_owned(), body: Some(vec![1, 2]) };
    let first = db.insert_returning(&new).await.unwrap();
    db.insert_many(&[NewDocument { id: 2, ..new.clone() }]).await.unwrap();
    assert_eq!(db.get::<Document>(1).await.unwrap(), Some(first.clone()));
    assert!(db.update(&Document { title: "b".to_owned(), ..first.clone() }).await.unwrap());
    let second = db.get::<Document>(1).await.unwrap().unwrap();
    assert_eq!(second, Document { title: "b".to_owned(), stamp: second.stamp, ..first.clone() });
    assert_ne!(second.stamp, first.stamp);
    assert_eq!(db.update(&first).await.unwrap_err().kind(), ErrorKind::VersionConflict);

    assert_eq!(Document::rename(1, &first.stamp, "c").execute(db).await.unwrap(), 0);
    assert_eq!(Document::rename(1, &second.stamp, "c").execute(db).await.unwrap(), 1);
    let third = db.get::<Document>(1).await.unwrap().unwrap();
    assert_ne!(third.stamp, second.stamp);
    assert_eq!(
        db.upsert(&NewDocument { title: "d".to_owned(), ..new.clone() }).await.unwrap(),
        Outcome::Updated
    );
    let fourth = db.get::<Document>(1).await.unwrap().unwrap();
    assert_ne!(fourth.stamp, third.stamp);

    let missing = Document { id: 3, ..first.clone() };
    let outcomes = db.update_many(&[fourth.clone(), third.clone(), missing]).await.unwrap();
    assert_eq!(outcomes, [Outcome::Updated, Outcome::Conflict, Outcome::Missing]);
    let fifth = db.get::<Document>(1).await.unwrap().unwrap();
    assert_ne!(fifth.stamp, fourth.stamp);
    assert_eq!(db.delete_row(&fourth).await.unwrap_err().kind(), ErrorKind::VersionConflict);
    assert!(db.delete_row(&fifth).await.unwrap());
}
