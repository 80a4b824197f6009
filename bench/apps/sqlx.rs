//! Upserts pages and reads them, with sqlx.

use sqlx::{Connection as _, Executor as _, SqliteConnection};

#[derive(sqlx::FromRow)]
struct Page {
    url: String,
    source: String,
    visits: i32,
}

#[tokio::main]
async fn main() -> Result<(), sqlx::Error> {
    let mut connection = SqliteConnection::connect("sqlite::memory:").await?;
    connection
        .execute("CREATE TABLE pages (url TEXT PRIMARY KEY NOT NULL, source TEXT NOT NULL, visits INTEGER NOT NULL) STRICT")
        .await?;
    for visits in 1..=2 {
        let page = Page { url: "/a".to_owned(), source: "docs".to_owned(), visits };
        sqlx::query(
            "INSERT INTO pages (url, source, visits) VALUES (?1, ?2, ?3)
             ON CONFLICT (url) DO UPDATE SET source = excluded.source, visits = excluded.visits",
        )
        .bind(page.url)
        .bind(page.source)
        .bind(page.visits)
        .execute(&mut connection)
        .await?;
    }
    let found = sqlx::query_as("SELECT url, source, visits FROM pages WHERE source = ?1 ORDER BY url");
    let pages: Vec<Page> = found.bind("docs").fetch_all(&mut connection).await?;
    assert_eq!(pages.iter().map(|page| page.visits).collect::<Vec<_>>(), [2]);
    Ok(())
}
