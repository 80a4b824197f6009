//! The rows of the SQL cases.

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
