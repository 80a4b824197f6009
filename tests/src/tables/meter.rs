//! A table of numbers that add up, found by bytes.

use chrono::{DateTime, Utc};
use store::Table;

/// A meter, found by the digest of its name.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "conformance", name = "meters")]
#[table(unique(name = "ux_meters_name", columns(name)))]
#[query(select with_digests(digest in :digests) order_by(name))]
#[query(select but(name not in :names, unit not in ("secret", "hidden")) order_by(name))]
#[query(select since(noted_at > now() - milliseconds(:elapsed)) order_by(name))]
#[query(update note(digest) set(noted_at = now() + milliseconds(:ahead)))]
#[query(delete up_to(total <= :most) limit(:rows))]
#[query(delete at_most_two(total > :least?) limit(2))]
pub struct Meter {
    /// The key.
    #[column(primary_key)]
    pub digest: [u8; 4],
    /// What is counted.
    #[column(len = 50)]
    pub name: String,
    /// In what.
    #[column(len = 20)]
    pub unit: String,
    /// How many so far.
    #[column(add, default = 0)]
    pub total: i64,
    /// How much so far.
    #[column(add)]
    pub weight: f64,
    /// What was said of it last.
    #[column(keep, len = 50)]
    pub remark: Option<String>,
    /// When it was noted.
    pub noted_at: DateTime<Utc>,
}
