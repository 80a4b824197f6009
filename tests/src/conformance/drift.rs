//! Differences between a table and its struct, and their repair.

use store::diff::{Drift, PartKind};
use store::prelude::*;
use store::state::{
    Checkpoint, Counter, DiscoveredLink, IngestRun, LaterSightings, ResourceVersion, RunBatch, SourceControl,
    WorkItem, WorkerHeartbeat,
};

use super::samples::job;
use crate::tables::{
    Account, Document, EveryType, Invitation, Job, JobId, Member, Meter, Order, Page, Sale, Shipment, Signal,
    Step, Ticket,
};

/// Another struct for the table of [`Job`], which lacks or changes parts of each kind.
pub mod other {
    use store::Table;

    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(schema = "conformance", name = "jobs")]
    #[table(index(name = "ix_jobs_claim", columns(priority, status)))]
    #[table(index(name = "ix_jobs_more", columns(more)))]
    pub struct Job {
        #[column(primary_key)]
        pub id: i32,
        #[column(len = 21)]
        pub status: String,
        #[column(default = 7)]
        pub priority: i32,
        pub more: Option<i64>,
    }
}

/// [`Meter`] with an additional column that must not be NULL.
pub mod grown {
    use store::Table;

    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(schema = "conformance", name = "meters")]
    #[query(update label_all() set(label))]
    #[query(select all() order_by(name))]
    pub struct Meter {
        #[column(primary_key)]
        pub digest: [u8; 4],
        #[column(len = 80)]
        pub name: String,
        #[column(len = 20, default = "bytes")]
        pub unit: String,
        pub total: i64,
        pub label: u16,
    }
}

/// Two structs for one table, with different names of constraints and indexes.
pub mod renamed {
    use store::Table;

    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(schema = "conformance", name = "renamed_things")]
    #[table(unique(name = "ux_renamed_things_code", columns(code)))]
    #[table(index(name = "ix_renamed_things_kind", columns(kind)))]
    pub struct Before {
        #[column(primary_key)]
        pub id: i64,
        pub code: i32,
        #[column(
            check_name = "ck_renamed_things_kind",
            default = 7,
            default_name = "df_renamed_things_kind"
        )]
        pub kind: u16,
        #[column(check_name = "ck_renamed_things_data")]
        pub data: serde_json::Value,
    }

    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(schema = "conformance", name = "renamed_things")]
    #[table(unique(columns(code)), index(columns(kind)))]
    pub struct After {
        #[column(primary_key)]
        pub id: i64,
        pub code: i32,
        #[column(default = 7)]
        pub kind: u16,
        pub data: serde_json::Value,
    }
}

/// A constraint with another name is a harmless difference, and the repair renames it without losing rows.
pub async fn names_are_changed(db: &mut impl Connection) {
    use renamed::{After, Before};
    db.create::<Before>().await.unwrap();
    db.insert(&Before { id: 1, code: 2, kind: 3, data: "x".into() }).await.unwrap();
    let found = db.drift::<After>().await.unwrap();
    assert!(found.iter().all(|drift| !drift.breaks()), "{found:?}");
    let kind = found.iter().find(|drift| drift.part.name == "ck_renamed_things__kind").unwrap();
    assert_eq!(kind.to_string(), "check ck_renamed_things__kind is named ck_renamed_things_kind");
    assert_eq!(repair::<After>(db).await, <[String; 0]>::default());
    assert_eq!(drift::<After>(db).await, <[String; 0]>::default());
    let row = After { id: 1, code: 2, kind: 3, data: "x".into() };
    assert_eq!(db.get::<After>(1).await.unwrap().as_ref(), Some(&row));
    let error = db.insert(&After { id: 2, ..row }).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.constraint()),
        (ErrorKind::UniqueViolation, Some("ux_renamed_things__code"))
    );
}

/// Before and after the rename of a column that has a check and is in a key, a filter and another check.
pub mod moved {
    use store::Table;

    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(schema = "conformance", name = "moved_columns", index(columns(id, amount), filter(amount > 0)))]
    #[table(check(name = "ck_moved_amount", amount <= id), unique(columns(amount)))]
    pub struct Before {
        #[column(primary_key)]
        pub id: u16,
        #[column(default = 7)]
        pub amount: u16,
    }

    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(schema = "conformance", name = "moved_columns", index(columns(id, total), filter(total > 0)))]
    #[table(check(name = "ck_moved_amount", total <= id), unique(columns(total)))]
    pub struct After {
        #[column(primary_key)]
        pub id: u16,
        #[column(default = 7, renamed_from = "amount")]
        pub total: u16,
    }
}

/// A column with the name of an earlier version is a difference, and the repair renames it without losing values.
pub async fn columns_are_renamed(db: &mut impl Connection) {
    use moved::{After, Before};
    db.create::<Before>().await.unwrap();
    db.insert(&Before { id: 9, amount: 2 }).await.unwrap();
    let found = db.drift::<After>().await.unwrap();
    let column = found.iter().find(|drift| drift.part.kind == PartKind::Column).unwrap();
    assert_eq!(column.to_string(), "column total is named amount");
    assert!(column.breaks());
    assert_eq!(repair::<After>(db).await, <[String; 0]>::default());
    assert_eq!(drift::<After>(db).await, <[String; 0]>::default());
    assert_eq!(db.get::<After>(9).await.unwrap(), Some(After { id: 9, total: 2 }));
    let error = db.insert(&After { id: 10, total: 2 }).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation);
    assert_eq!(error.constraint(), Some("ux_moved_columns__total"));
    let error = db.insert(&After { id: 3, total: 4 }).await.unwrap_err();
    assert_eq!((error.kind(), error.constraint()), (ErrorKind::CheckViolation, Some("ck_moved_amount")));
}

async fn drift<T: Table>(db: &mut impl Connection) -> Vec<String> {
    db.drift::<T>().await.unwrap().iter().map(Drift::to_string).collect()
}

/// A table that a struct creates does not differ from the struct.
pub async fn created_tables_have_none(db: &mut impl Connection) {
    assert_eq!(drift::<Meter>(db).await, ["the table is missing"]);
    macro_rules! check {
        ($($table:ident),*) => {$(
            db.create::<$table>().await.unwrap();
            assert_eq!(drift::<$table>(db).await, <[String; 0]>::default(), stringify!($table));
        )*};
    }
    check!(
        Meter, EveryType, Job, Step, Order, Invitation, Ticket, Account, Document, Sale, Page, Shipment,
        Signal, Member
    );
    check!(WorkItem, IngestRun, RunBatch, ResourceVersion, DiscoveredLink, LaterSightings);
    check!(Checkpoint, WorkerHeartbeat, SourceControl, Counter);
}

/// Each difference is reported, and whether it breaks the statements of the struct.
pub async fn is_reported(db: &mut impl Connection) {
    db.create::<Job>().await.unwrap();
    let drift = db.drift::<other::Job>().await.unwrap();
    let of = |kind: PartKind, name: &str| {
        // On SQLite the schema is a prefix of the name of an index.
        let found = drift.iter().find(|drift| drift.part.kind == kind && drift.part.name.ends_with(name));
        let found = found.unwrap_or_else(|| panic!("no difference for {name}: {drift:?}"));
        (found.expected.is_some(), found.found.is_some(), found.breaks())
    };
    let (missing, differs) = ((true, false, true), (true, true, true));
    assert_eq!(of(PartKind::Column, "more"), missing);
    assert_eq!(of(PartKind::Index, "ix_jobs_more"), missing);
    assert_eq!(of(PartKind::Column, "status"), differs);
    assert_eq!(of(PartKind::Column, "priority"), differs);
    assert_eq!(of(PartKind::Index, "ix_jobs_claim"), differs);
    // An additional column that must not be NULL makes every insert fail; an additional index is harmless.
    assert_eq!(of(PartKind::Column, "source"), (false, true, true));
    assert_eq!(of(PartKind::Column, "lease_until"), (false, true, false));
    assert_eq!(of(PartKind::Index, "ix_jobs__lease_until"), (false, true, false));
    assert_eq!(of(PartKind::Key, "ux_jobs_key"), (false, true, true));
}

/// Repairs a table and returns the remaining manual steps.
async fn repair<T: Table>(db: &mut impl Connection) -> Vec<String> {
    let plan = db.plan_repair::<T>().await.unwrap();
    let statements: Vec<&str> = plan.statements.iter().map(String::as_str).collect();
    db.execute_ddl(&statements).await.unwrap();
    plan.manual_steps
}

async fn breaking<T: Table>(db: &mut impl Connection) -> Vec<String> {
    let drift = db.drift::<T>().await.unwrap();
    drift.iter().filter(|drift| drift.breaks()).map(Drift::to_string).collect()
}

/// A table is repaired to match another struct and back, and keeps its rows.
pub async fn is_repaired(db: &mut impl Connection) {
    assert_eq!(repair::<Job>(db).await, <[String; 0]>::default(), "a missing table is created");
    assert_eq!(drift::<Job>(db).await, <[String; 0]>::default());
    assert!(db.plan_repair::<Job>().await.unwrap().is_empty());
    let jobs: Vec<Job> =
        [("1", 8), ("2", 7), ("3", 6)].map(|(id, priority)| Job { priority, ..job(id) }).into();
    db.insert_many(&jobs).await.unwrap();

    // A unique key that is not part of the struct is reported, not dropped: it may protect data.
    let manual_steps = repair::<other::Job>(db).await;
    assert!(
        manual_steps.iter().any(|line| line.contains("ux_jobs_key") && line.contains("DROP INDEX")),
        "{manual_steps:?}"
    );
    let left = breaking::<other::Job>(db).await;
    assert!(left.iter().all(|line| line.contains("not declared by the struct")), "{left:?}");
    assert!(db.plan_repair::<other::Job>().await.unwrap().statements.is_empty());

    assert_eq!(repair::<Job>(db).await, <[String; 0]>::default());
    assert_eq!(breaking::<Job>(db).await, <[String; 0]>::default());
    let kept = Job::with_ids(&["1", "2", "3"].map(|id| JobId(id.to_owned()))).all(db).await.unwrap();
    assert_eq!(kept, jobs);
    // The unique key and the claim work again.
    let error = db.insert(&Job { id: JobId("4".to_owned()), ..jobs[0].clone() }).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation);
    assert_eq!(Job::next(None, 30, 1).all(db).await.unwrap()[0].id.0, "3");
}

/// A new column without a default is added as nullable first, so that the rows can get values.
pub async fn is_repaired_in_two_steps(db: &mut impl Connection) {
    db.create::<Meter>().await.unwrap();
    let meter = |number: u8| Meter {
        digest: [number; 4],
        name: format!("name {number}"),
        unit: "pages".to_owned(),
        total: i64::from(number),
        weight: 0.5,
        remark: None,
        noted_at: "2026-01-02T03:04:05.000006Z".parse().unwrap(),
    };
    db.insert_many(&[meter(1), meter(2)]).await.unwrap();
    let manual_steps = repair::<grown::Meter>(db).await;
    assert!(manual_steps.iter().any(|line| line.contains("column label has no default")), "{manual_steps:?}");
    assert!(breaking::<grown::Meter>(db).await.iter().any(|line| line.contains("column label")));
    assert_eq!(grown::Meter::label_all(7).execute(db).await.unwrap(), 2);
    repair::<grown::Meter>(db).await;
    let left = breaking::<grown::Meter>(db).await;
    assert!(left.iter().all(|line| line.contains("not declared by the struct")), "{left:?}");
    let rows = grown::Meter::all().all(db).await.unwrap();
    let expected = [1, 2].map(|number| grown::Meter {
        digest: [number; 4],
        name: format!("name {number}"),
        unit: "pages".to_owned(),
        total: i64::from(number),
        label: 7,
    });
    assert_eq!(rows, expected);
    // Additional columns keep their values and are not required in an insert.
    db.insert(&grown::Meter { digest: [3; 4], ..expected[0].clone() }).await.unwrap_err();
    db.insert(&grown::Meter { digest: [3; 4], name: "name 3".to_owned(), ..expected[0].clone() })
        .await
        .unwrap();
}
