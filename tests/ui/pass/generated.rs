//! Structs for inserts: visibility, doc comments, derives, raw identifiers, JSON and newtypes.

#![deny(missing_docs)]

use store::prelude::*;

/// The orders.
pub mod orders {
    use serde::{Deserialize, Serialize};
    use store::prelude::*;

    /// The key.
    #[derive(Clone, Copy, Debug, PartialEq, Field)]
    pub struct OrderId(i64);

    /// The details.
    #[derive(Clone, Debug, Default, Serialize, Deserialize)]
    pub struct Details {
        /// The lines.
        pub lines: Vec<String>,
    }

    /// An order.
    #[derive(Table)]
    #[table(name = "orders", insert as NewOrder, derive(Clone, Debug, Default))]
    pub struct Order {
        /// The key.
        #[column(primary_key, identity(seed = 100))]
        pub id: OrderId,
        /// A keyword.
        pub r#type: i32,
        /// The details.
        #[column(json)]
        pub details: Option<Details>,
        /// Not a column.
        #[column(skip)]
        pub cached: bool,
        /// Twice the type.
        #[column(computed(mssql = "[type] * 2", sqlite = "`type` * 2"))]
        pub(crate) doubled: i32,
        /// Visible in this module.
        pub(super) visible: bool,
    }
}

async fn insert<C: Connection>(db: &mut C) -> Result<(), Error> {
    let new = orders::NewOrder { r#type: 1, visible: true, ..orders::NewOrder::default() };
    let id: orders::OrderId = db.insert(&new.clone()).await?;
    let ids: Vec<orders::OrderId> = db.insert_many(&[new.clone()]).await?;
    let order: orders::Order = db.insert_returning(&new).await?;
    assert!(ids.len() == 1 && order.id != id && order.doubled == 2);
    Ok(())
}

fn main() {
    let _ = insert::<store_sqlite::SqliteConnection>;
    assert_eq!(orders::Order::SQL.of(Dialect::Sqlite).insert_many(), None);
}
