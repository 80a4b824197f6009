//! A table with unique keys that can be NULL.

use store::Table;

/// A member of a club.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "conformance", name = "members", unique(columns(club, badge)), returning)]
#[query(select all() order_by(id))]
#[query(update rename(email, name != "new") set(name = :name))]
pub struct Member {
    /// The key.
    #[column(primary_key)]
    pub id: i32,
    /// The address; not every member has one.
    #[column(len = 50, unique)]
    pub email: Option<String>,
    /// The club.
    pub club: i32,
    /// The number of the badge, if there is one.
    pub badge: Option<i64>,
    /// The name.
    #[column(len = 50)]
    pub name: String,
}
