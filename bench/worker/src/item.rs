//! The rows of the SQL cases, and the items of the queue cases.

/// A row as every library gets it; each converts it into its own struct before the clock starts.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the columns of an arbitrary table")]
pub struct Item {
    pub id: String,
    pub source: String,
    pub external_key: String,
    pub status: String,
    pub priority: i32,
    pub attempt: i32,
    pub title: String,
    pub created: i64,
    pub note: Option<String>,
}

/// The struct of a row of a library, which [`row!`](crate::row) implements.
pub trait Row: From<Item> + 'static {
    /// Returns the place of the row in the order of a claim: its priority and key.
    fn claim_order(&self) -> (i32, &str);
}

/// Implements [`Row`] for a struct with the fields of [`Item`].
#[macro_export]
macro_rules! row {
    ($row:ty) => {
        impl From<$crate::Item> for $row {
            fn from(item: $crate::Item) -> Self {
                let $crate::Item {
                    id,
                    source,
                    external_key,
                    status,
                    priority,
                    attempt,
                    title,
                    created,
                    note,
                } = item;
                Self { id, source, external_key, status, priority, attempt, title, created, note }
            }
        }

        impl $crate::Row for $row {
            fn claim_order(&self) -> (i32, &str) {
                (self.priority, &self.id)
            }
        }
    };
}

/// Sorts claimed rows, since `RETURNING` promises no order.
pub fn sort_claimed<R: Row>(rows: &mut [R]) {
    rows.sort_unstable_by(|a, b| a.claim_order().cmp(&b.claim_order()));
}

/// Returns the URI of the page with a number, which is the payload of an item of a queue.
#[must_use]
pub fn page_uri(number: usize) -> String {
    format!("https://bench.example/pages/{number}")
}

/// Returns rows whose ids are in no order, like random UUIDs.
pub fn items(count: usize) -> impl Iterator<Item = Item> {
    (0..count).map(|at| Item {
        id: format!("{:08x}-0000-4000-8000-{at:012x}", at.wrapping_mul(2_654_435_761) % (1 << 32)),
        source: "bench".to_owned(),
        external_key: format!("https://example.org/documents/{at}"),
        status: "pending".to_owned(),
        priority: i32::try_from(at % 10).unwrap(),
        attempt: 0,
        title: format!("Document number {at}"),
        created: 1_700_000_000_000_000,
        note: None,
    })
}
