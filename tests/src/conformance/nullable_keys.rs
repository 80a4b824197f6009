//! Unique keys that can be NULL: a key is unique among the rows in which none of its columns is NULL.

use store::Batch;
use store::prelude::*;

use crate::tables::Member;

fn member(id: i32, email: Option<&str>, badge: Option<i64>) -> Member {
    Member { id, email: email.map(str::to_owned), club: 1, badge, name: format!("member {id}") }
}

async fn all(db: &mut impl Connection) -> Vec<Member> {
    Member::all().all(db).await.unwrap()
}

/// NULL equals no other NULL, also as a part of a key; other values are unique.
pub async fn are_unique_where_not_null(db: &mut impl Connection) {
    db.create::<Member>().await.unwrap();
    let rows = [
        member(1, None, None),
        member(2, None, None),
        member(3, Some("a@x"), Some(1)),
        member(4, Some("b@x"), None),
    ];
    db.insert(&rows[0]).await.unwrap();
    db.insert_many(&rows[1..]).await.unwrap();
    assert_eq!(all(db).await, rows);
    for (key, row) in [
        ("ux_members__email", member(5, Some("a@x"), Some(2))),
        ("ux_members__club__badge", member(5, None, Some(1))),
    ] {
        let error = db.insert(&row).await.unwrap_err();
        assert_eq!((error.kind(), error.constraint()), (ErrorKind::UniqueViolation, Some(key)), "{error}");
        let error = db.insert_many(&[row]).await.unwrap_err();
        assert_eq!((error.kind(), error.constraint()), (ErrorKind::UniqueViolation, Some(key)), "{error}");
    }
    assert_eq!(all(db).await, rows);
}

/// Writes by such a key insert a row with NULL, and find a row without, one by one.
pub async fn find_rows_without_null(db: &mut impl Connection) {
    db.create::<Member>().await.unwrap();
    let (email, badge) = (Member::UX_MEMBERS_EMAIL, Member::UX_MEMBERS_CLUB_BADGE);
    for id in [1, 2] {
        assert_eq!(db.upsert_by(&member(id, None, None), email).await.unwrap(), Outcome::Inserted);
    }
    assert_eq!(db.insert_if_absent_by(&member(3, None, None), badge).await.unwrap(), Outcome::Inserted);
    let fourth = member(4, Some("a@x"), Some(4));
    assert_eq!(db.insert_if_absent_by(&fourth, email).await.unwrap(), Outcome::Inserted);
    let other = Member { id: 9, name: "new".to_owned(), ..fourth.clone() };
    assert_eq!(db.insert_if_absent_by(&other, badge).await.unwrap(), Outcome::Existing);
    assert_eq!(db.upsert_by(&other, email).await.unwrap(), Outcome::Updated);
    let updated = Member { id: 4, ..other.clone() };
    assert_eq!(all(db).await[3], updated);
    assert_eq!(
        db.upsert_returning(&Member { name: "newer".to_owned(), ..other.clone() }, badge).await.unwrap(),
        (Outcome::Updated, Member { name: "newer".to_owned(), ..updated.clone() })
    );
    assert_eq!(Member::rename("a@x", "newest").execute(db).await.unwrap(), 1);
    let error = db.upsert_returning(&member(5, None, None), email).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Misuse, "{error}");
    assert_eq!(all(db).await.len(), 4, "the refused row was not written");
}

/// The same in batches, where several rows have NULL.
pub async fn find_rows_without_null_in_batches(db: &mut impl Connection) {
    db.create::<Member>().await.unwrap();
    let (email, badge) = (Member::UX_MEMBERS_EMAIL, Member::UX_MEMBERS_CLUB_BADGE);
    let rows = [
        member(1, None, None),
        member(2, Some("a@x"), None),
        member(3, None, Some(3)),
        member(4, None, None),
        // Updates the second row of the same batch.
        Member { name: "again".to_owned(), ..member(5, Some("a@x"), None) },
    ];
    let inserted = Outcome::Inserted;
    assert_eq!(
        db.upsert_many(&rows, email).await.unwrap(),
        [inserted, inserted, inserted, inserted, Outcome::Updated]
    );
    assert_eq!(all(db).await[1].name, "again");
    let more = [member(6, None, None), member(7, None, Some(3)), member(8, None, Some(8))];
    assert_eq!(
        db.insert_many_if_absent(&more, badge).await.unwrap(),
        [inserted, Outcome::Existing, inserted]
    );
    let mut batch = Batch::new();
    let (first, second) = (member(10, None, None), member(11, Some("a@x"), None));
    let first = batch.upsert_by(&first, email);
    let second = batch.insert_if_absent_by(&second, email);
    let mut results = db.batch(batch).await.unwrap();
    assert_eq!((results.take(first).unwrap(), results.take(second).unwrap()), (inserted, Outcome::Existing));
    let many: Vec<Member> = (100..1_200).map(|id| member(id, None, None)).collect();
    let outcomes = db.upsert_many(&many, email).await.unwrap();
    assert!(outcomes.iter().all(|outcome| *outcome == inserted));
}
