//! How tables differ from their structs.

use store::drift::{Drift, PartKind};
use store::prelude::*;
use store::state::{
    Checkpoint, DiscoveredLink, IngestRun, ResourceVersion, RunBatch, SeenResource, SourceControl, Tally,
    WorkItem, WorkerHeartbeat,
};

use crate::tables::{Counter, EveryType, Job, Step};

/// Another struct over the table of [`Job`], with something of each kind that is not there or is something else.
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

async fn drift<T: Table>(db: &mut impl Connection) -> Vec<String> {
    db.drift::<T>().await.unwrap().iter().map(Drift::to_string).collect()
}

/// What a struct creates does not differ from it.
pub async fn there_is_none(db: &mut impl Connection) {
    assert_eq!(drift::<Counter>(db).await, ["the table is missing"]);
    macro_rules! check {
        ($($table:ident),*) => {$(
            db.create::<$table>().await.unwrap();
            assert_eq!(drift::<$table>(db).await, <[String; 0]>::default(), stringify!($table));
        )*};
    }
    check!(Counter, EveryType, Job, Step);
    check!(WorkItem, IngestRun, RunBatch, ResourceVersion, DiscoveredLink, SeenResource);
    check!(Checkpoint, WorkerHeartbeat, SourceControl, Tally);
}

/// Each part that is something else is told, and whether it matters.
pub async fn is_told(db: &mut impl Connection) {
    db.create::<Job>().await.unwrap();
    let drift = db.drift::<other::Job>().await.unwrap();
    let of = |kind: PartKind, name: &str| {
        // On SQLite an index has the schema in front of its name.
        let found = drift.iter().find(|drift| drift.part.kind == kind && drift.part.name.ends_with(name));
        let found = found.unwrap_or_else(|| panic!("nothing about {name}: {drift:?}"));
        (found.expected.is_some(), found.found.is_some(), found.breaks())
    };
    let (missing, differs) = ((true, false, true), (true, true, true));
    assert_eq!(of(PartKind::Column, "more"), missing);
    assert_eq!(of(PartKind::Index, "ix_jobs_more"), missing);
    assert_eq!(of(PartKind::Column, "status"), differs);
    assert_eq!(of(PartKind::Column, "priority"), differs);
    assert_eq!(of(PartKind::Index, "ix_jobs_claim"), differs);
    // A column that must have a value makes every insert fail; an index that nobody asked for does no harm.
    assert_eq!(of(PartKind::Column, "source"), (false, true, true));
    assert_eq!(of(PartKind::Column, "lease_until"), (false, true, false));
    assert_eq!(of(PartKind::Index, "ix_jobs_lease_until"), (false, true, false));
    assert_eq!(of(PartKind::Key, "ux_jobs_key"), (false, true, true));
}
