//! Upserts pages and reads them, with store.

use store::prelude::*;
use store_sqlite::{SqliteConnection, SqliteOptions};

#[derive(Table)]
#[table(name = "pages")]
#[query(select seen_in(source) order_by(url))]
struct Page {
    #[column(primary_key, len = 200)]
    url: String,
    #[column(len = 40)]
    source: String,
    visits: i32,
}

fn main() -> Result<(), Error> {
    let mut connection = SqliteConnection::open(&SqliteOptions::in_memory())?;
    let mut connection = connection.blocking();
    connection.create::<Page>()?;
    for visits in 1..=2 {
        connection.upsert(&Page { url: "/a".to_owned(), source: "docs".to_owned(), visits })?;
    }
    let pages = connection.run(async |connection| Page::seen_in("docs").all(connection).await)?;
    assert_eq!(pages.iter().map(|page| page.visits).collect::<Vec<_>>(), [2]);
    Ok(())
}
