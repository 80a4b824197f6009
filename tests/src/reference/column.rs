//! `#[column(…)]`.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use store::Table;

use super::{Section, section};

// sample Member
#[derive(Table)]
struct Member {
    #[column(primary_key)]
    id: i64,
    #[column(name = "order_number")]
    order: i32,
}
// end

// sample Membership
#[derive(Table)]
struct Membership {
    #[column(primary_key)]
    club: i64,
    #[column(primary_key)]
    person: i64,
}
// end

// sample User
#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(unique, len = 254)]
    email: String,
}
// end

// sample Page
#[derive(Table)]
struct Page {
    #[column(primary_key, len = 400)]
    url: String,
    #[column(len = 16)]
    digest: Vec<u8>,
    text: String,
}
// end

// sample Article
#[derive(Table)]
struct Article {
    #[column(primary_key)]
    id: i64,
    #[column(len = 20_000, max)]
    body: String,
}
// end

// sample Invoice
#[derive(Table)]
struct Invoice {
    #[column(primary_key)]
    id: i64,
    #[column(precision = 19, scale = 4)]
    total: Decimal,
    #[column(precision = 5, scale = 2)]
    discount: Option<Decimal>,
}
// end

// sample Job
#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(default = 100)]
    priority: i32,
    #[column(len = 10, default = "new")]
    state: String,
}
// end

// sample Robot
#[derive(Serialize, Deserialize)]
struct Settings {
    speed: f64,
    tools: Vec<String>,
}

#[derive(Table)]
struct Robot {
    #[column(primary_key)]
    id: i64,
    #[column(json)]
    settings: Settings,
}
// end

// sample Document
#[derive(Table)]
struct Document {
    #[column(primary_key)]
    id: i64,
    #[column(insert_only, len = 50)]
    author: String,
    revision: i32,
}
// end

// sample Hits
#[derive(Table)]
struct Hits {
    #[column(primary_key, len = 400)]
    url: String,
    #[column(add)]
    hits: i64,
}
// end

// sample Contact
#[derive(Table)]
struct Contact {
    #[column(primary_key)]
    id: i64,
    #[column(keep, len = 30)]
    phone: Option<String>,
}
// end

// sample Comment
#[derive(Table)]
struct Comment {
    #[column(primary_key)]
    id: i64,
    #[column(references(table = "article", columns(id), on_delete = "cascade"))]
    article_id: i64,
}
// end

// sample Review
#[derive(Table)]
struct Review {
    #[column(primary_key)]
    id: i64,
    #[column(check_name = "ck_review_range", default = 3, default_name = "df_review_stars")]
    stars: u16,
}
// end

// sample Session
#[derive(Table)]
struct Session {
    #[column(primary_key)]
    id: i64,
    #[column(skip)]
    is_new: bool,
}
// end

pub(super) const SECTIONS: &[Section] = &[
    section!(
        "column",
        ["name"],
        "name = \"…\"",
        "The column's name, where it is not the field's. Attributes go on naming the field.",
        Member in "column.rs",
        ["create_table", "select_by_pk_member"]
    ),
    section!(
        "column",
        ["primary_key"],
        "primary_key",
        "The column is the primary key; on several fields, a key of several columns in their order.",
        Membership in "column.rs",
        ["create_table", "select_by_pk_membership"]
    ),
    section!(
        "column",
        ["unique"],
        "unique",
        "A unique key of this column, as `unique(columns(…))` on the struct.",
        User in "column.rs",
        ["create_index_1", "insert_if_absent_by_ux_users__email"]
    ),
    section!(
        "column",
        ["len"],
        "len = n",
        "At most so many UTF-16 code units of text, or so many bytes. Text and bytes without it may be of any length, and stand in no key.",
        Page in "column.rs",
        ["create_table"]
    ),
    section!(
        "column",
        ["max"],
        "len = n, max",
        "Beside a length over 4,000 (bytes: 8,000), for which SQL Server has no `NVARCHAR(n)`: the column is `(MAX)` with a check. The \
         word says that this is meant.",
        Article in "column.rs",
        ["create_table"]
    ),
    section!(
        "column",
        ["precision", "scale"],
        "precision = p, scale = s",
        "The digits of a decimal: 1 to 28 in all, so many of them behind the point. Up to 18 SQLite keeps a number that is scaled, above \
         that a text that sorts as the numbers do.",
        Invoice in "column.rs",
        ["create_table"]
    ),
    section!(
        "column",
        ["default"],
        "default = …",
        "What the database writes where a row is inserted without the column, as by another program. The program's own inserts give every \
         column.",
        Job in "column.rs",
        ["create_table"]
    ),
    section!(
        "column",
        ["json"],
        "json",
        "A value of any serde type, kept as JSON and checked to be JSON.",
        Robot in "column.rs",
        ["create_table"]
    ),
    section!(
        "column",
        ["insert_only"],
        "insert_only",
        "Written when the row is inserted, and left alone by update and upsert.",
        Document in "column.rs",
        ["update_by_pk_document", "upsert_by_pk_document"]
    ),
    section!(
        "column",
        ["add"],
        "add",
        "A number to which an upsert adds: where the row is there, the new value is added to the old one.",
        Hits in "column.rs",
        ["upsert_by_pk_hits"]
    ),
    section!(
        "column",
        ["keep"],
        "keep",
        "For an `Option`: where the row is there, an upsert with `None` leaves the value as it is.",
        Contact in "column.rs",
        ["upsert_by_pk_contact"]
    ),
    section!(
        "column",
        ["references"],
        "references(schema = \"…\", table = \"…\", columns(x), on_delete = \"…\")",
        "A reference from this column alone, as `foreign_key` on the struct.",
        Comment in "column.rs",
        ["create_table"]
    ),
    section!(
        "column",
        ["check_name", "default_name"],
        "check_name = \"…\", default_name = \"…\"",
        "The names of the check that the column's type has and, on SQL Server, of the constraint that the default is. Without them \
         they are `ck_table__column` and `df_table__column`.",
        Review in "column.rs",
        ["create_table"]
    ),
    section!(
        "column",
        ["skip"],
        "skip",
        "No column. When a row is read the field has its `Default`.",
        Session in "column.rs",
        ["create_table", "insert"]
    ),
];
