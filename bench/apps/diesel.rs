//! Upserts pages and reads them, with diesel.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::upsert::excluded;
use libsqlite3_sys as _;

diesel::table! {
    pages (url) {
        url -> Text,
        source -> Text,
        visits -> Integer,
    }
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = pages, check_for_backend(diesel::sqlite::Sqlite))]
struct Page {
    url: String,
    source: String,
    visits: i32,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    use pages::dsl;
    let mut connection = SqliteConnection::establish(":memory:")?;
    connection.batch_execute(
        "CREATE TABLE pages (url TEXT PRIMARY KEY NOT NULL, source TEXT NOT NULL, visits INTEGER NOT NULL) STRICT",
    )?;
    for visits in 1..=2 {
        diesel::insert_into(dsl::pages)
            .values(Page { url: "/a".to_owned(), source: "docs".to_owned(), visits })
            .on_conflict(dsl::url)
            .do_update()
            .set((dsl::source.eq(excluded(dsl::source)), dsl::visits.eq(excluded(dsl::visits))))
            .execute(&mut connection)?;
    }
    let found = dsl::pages.filter(dsl::source.eq("docs")).order(dsl::url).select(Page::as_select());
    let pages: Vec<Page> = found.load(&mut connection)?;
    assert_eq!(pages.iter().map(|page| page.visits).collect::<Vec<_>>(), [2]);
    Ok(())
}
