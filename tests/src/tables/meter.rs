//! A table with columns that add up, and a key of bytes.

use chrono::{DateTime, Utc};
use store::Table;

/// A meter whose key is the digest of its name.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "conformance", name = "meters")]
#[table(unique(name = "ux_meters_name", columns(name)))]
#[query(select with_digests(digest in :digests) order_by(name))]
#[query(select without_digests(digest not in :digests) order_by(name))]
#[query(select but(name not in :names, unit not in ("secret", "hidden")) order_by(name))]
#[query(select since(noted_at > now() - milliseconds(:elapsed)) order_by(name))]
#[query(update note(digest) set(noted_at = now() + milliseconds(:ahead)))]
#[query(update weigh(digest, unit != :unit) set(total += :total, weight = :weight, remark) many)]
#[query(delete up_to(total <= :most) limit(:rows))]
#[query(delete at_most_two(total > :least?) limit(2))]
pub struct Meter {
    /// The digest of the name.
    #[column(primary_key)]
    pub digest: [u8; 4],
    /// The name.
    #[column(len = 50)]
    pub name: String,
    /// The unit.
    #[column(len = 20)]
    pub unit: String,
    /// The sum of the counts.
    #[column(add, default = 0)]
    pub total: i64,
    /// The sum of the weights.
    #[column(add)]
    pub weight: f64,
    /// The last remark.
    #[column(keep, len = 50)]
    pub remark: Option<String>,
    /// The time of the last note.
    pub noted_at: DateTime<Utc>,
}
