//! Tables with a version of each row.

use store::Table;

/// An account, whose version every change raises.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "conformance", name = "accounts", unique(columns(holder)), derive(Debug))]
#[query(select everything() order_by(id))]
#[query(select total() only(balance = sum(balance), mean = avg(balance)) as AccountTotal)]
#[query(update deposit(id) set(balance += :amount))]
#[query(update withdraw(id, version) set(balance -= :amount) many)]
#[query(claim richest(balance > 0) order_by(balance desc, id) set(balance = 0))]
pub struct Account {
    /// The number of the account.
    #[column(primary_key)]
    pub id: i64,
    /// The name of the holder.
    #[column(len = 50)]
    pub holder: String,
    /// The balance in cents.
    pub balance: i64,
    /// The number of changes.
    #[column(version)]
    pub version: i32,
}

/// A document, whose row version the database makes.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "conformance", name = "documents", insert as NewDocument, derive(Clone))]
#[query(update rename(id, stamp) set(title = :title))]
pub struct Document {
    /// The key.
    #[column(primary_key)]
    pub id: i32,
    /// The title.
    #[column(len = 50)]
    pub title: String,
    /// The contents.
    pub body: Option<Vec<u8>>,
    /// The version of the row.
    #[column(rowversion)]
    pub stamp: [u8; 8],
}
