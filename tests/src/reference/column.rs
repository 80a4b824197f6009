//! `#[column(…)]`.

use chrono::{DateTime, NaiveDateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use store::Table;
use uuid::Uuid;

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

// sample Guest
#[derive(Table)]
struct Guest {
    #[column(primary_key)]
    id: i64,
    #[column(name = "E-mail (private)", quoted, len = 254, unique)]
    email: Option<String>,
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

// sample Ticket
#[derive(Table)]
#[table(insert as NewTicket)]
struct Ticket {
    #[column(primary_key, identity(seed = 1_000, increment = 10))]
    id: i64,
    #[column(len = 50)]
    holder: String,
}
// end

// sample Badge
#[derive(Table)]
#[table(insert as NewBadge)]
struct Badge {
    #[column(primary_key, default = new_id(), generated)]
    id: Uuid,
    #[column(default = now(), generated, insert_only)]
    issued_at: DateTime<Utc>,
    person: i64,
}
// end

// sample OrderLine
#[derive(Table)]
#[table(insert as NewOrderLine)]
struct OrderLine {
    #[column(primary_key)]
    id: i64,
    quantity: i32,
    price: i32,
    #[column(computed = "quantity * price", stored)]
    total: i32,
    #[column(len = 20)]
    code: String,
    #[column(computed(mssql = "UPPER([code])", sqlite = "upper(`code`)"), len = 20)]
    label: String,
}
// end

// sample Account
#[derive(Table)]
struct Account {
    #[column(primary_key)]
    id: i64,
    balance: i64,
    #[column(version)]
    version: i64,
}
// end

// sample Letter
#[derive(Table)]
#[table(insert as NewLetter)]
struct Letter {
    #[column(primary_key)]
    id: i64,
    text: String,
    #[column(rowversion)]
    stamp: [u8; 8],
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

// sample OldOrder
#[derive(Table)]
#[table(name = "Orders", rename_all = "PascalCase", not_strict, insert as NewOldOrder)]
#[query(select of(customer))]
struct OldOrder {
    #[column(primary_key, identity(reuse))]
    #[column(sql_type(sqlite = "INTEGER"))]
    id: i32,
    #[column(len = 40, sql_type(mssql = "VARCHAR(40)", sqlite = "VARCHAR(40) COLLATE NOCASE"))]
    customer: String,
    #[column(precision = 19, scale = 4, sql_type(mssql = "MONEY"))]
    total: Decimal,
    #[column(sql_type(mssql = "DATETIME"), default(mssql = "getdate()", sqlite = "CURRENT_TIMESTAMP"))]
    issued: NaiveDateTime,
}
// end

// sample Parcel
#[derive(Table)]
struct Parcel {
    #[column(primary_key)]
    id: i64,
    #[column(renamed_from = "size")]
    weight: u16,
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
        "The name of the column, if it differs from the name of the field. Other attributes still name the field.",
        Member in "column.rs",
        ["create_table", "select_by_pk_member"]
    ),
    section!(
        "column",
        ["quoted"],
        "name = \"…\", quoted",
        "The name of an existing column that is not a plain identifier, as for a table. The column of this sample is also a unique key \
         that can be NULL.",
        Guest in "column.rs",
        ["create_table", "create_index_1", "upsert_by_ux_guest__E-mail (private)"]
    ),
    section!(
        "column",
        ["primary_key"],
        "primary_key",
        "Makes the column the primary key. On several fields, these columns form the primary key, in the order of the \
         fields.",
        Membership in "column.rs",
        ["create_table", "select_by_pk_membership"]
    ),
    section!(
        "column",
        ["unique"],
        "unique",
        "Declares a unique key of this column, as `unique(columns(…))` does on the struct. An `Option` is unique where it is not NULL.",
        User in "column.rs",
        ["create_index_1", "insert_if_absent_by_ux_users__email"]
    ),
    section!(
        "column",
        ["len"],
        "len = n",
        "The maximum length: UTF-16 code units of text, or bytes of binary data. A column without `len` is unbounded and \
         cannot be part of a key or an index.",
        Page in "column.rs",
        ["create_table"]
    ),
    section!(
        "column",
        ["max"],
        "len = n, max",
        "Allows a `len` over 4,000 code units (binary data: 8,000 bytes), the limit of `NVARCHAR(n)` and `VARBINARY(n)` \
         on SQL Server. The column is `NVARCHAR(MAX)` or `VARBINARY(MAX)` with a check of the length.",
        Article in "column.rs",
        ["create_table"]
    ),
    section!(
        "column",
        ["precision", "scale"],
        "precision = p, scale = s",
        "The digits of a decimal: `precision` is the total number of digits, 1 to 28, and `scale` the number of digits \
         after the decimal point. SQLite stores a decimal of up to 18 digits as a scaled integer, and a longer one as \
         text that sorts like the number.",
        Invoice in "column.rs",
        ["create_table"]
    ),
    section!(
        "column",
        ["default"],
        "default = …",
        "The default value of the column in the database: a constant, `now()`, the clock in UTC, or `new_id()`, a random \
         UUID. The default applies to rows that another program inserts without this column; the statements of the derive \
         write the column, unless it is `generated`.",
        Job in "column.rs",
        ["create_table"]
    ),
    section!(
        "column",
        ["identity", "seed", "increment"],
        "identity, identity(seed = …, increment = …)",
        "The database numbers the rows in this column, an integer that is the primary key by itself (`IDENTITY`; \
         `AUTOINCREMENT` on SQLite). Inserts take the struct of `#[table(insert as …)]`, which does not have the column, and \
         return the value. Values ascend in the order of the inserts, and are not used again; there can be gaps. The \
         first value (`seed`) and the difference between two values (`increment`) are 1 unless they are given.",
        Ticket in "column.rs",
        ["create_table", "insert"]
    ),
    section!(
        "column",
        ["generated"],
        "default = …, generated",
        "No insert writes the column, so that the database stores the default. Inserts take the struct of \
         `#[table(insert as …)]`, and return the value if the column is in the primary key; `insert_returning` returns the \
         whole row. An update of a whole row writes the column, unless it is `insert_only`; an upsert keeps the stored value.",
        Badge in "column.rs",
        ["create_table", "insert", "insert_returning"]
    ),
    section!(
        "column",
        ["computed", "stored"],
        "computed = \"…\", computed(mssql = \"…\", sqlite = \"…\")",
        "The database computes the column from other columns of the row, by an expression in SQL: one for both engines, or one \
         for each. No statement writes the column. With `stored` the value is stored in the row, otherwise it is computed when \
         it is read. The value must have the type of the column on each engine: a `bool` is 0 or 1, and the documentation of \
         `SqlType` lists the other representations.",
        OrderLine in "column.rs",
        ["create_table", "insert"]
    ),
    section!(
        "column",
        ["version"],
        "version",
        "The version of the row, for optimistic concurrency: an integer that every statement of the struct that changes the row \
         raises by 1. `update`, `update_many` and `delete_row` compare it with the version in the struct, and do not change a row \
         that changed after it was read: the error is `VersionConflict`, in `update_many` the outcome `Conflict`. An upsert and \
         `delete` do not compare it. An insert writes the value of the field.",
        Account in "column.rs",
        ["update_by_pk_account", "delete_row"]
    ),
    section!(
        "column",
        ["rowversion"],
        "rowversion",
        "As `version`, for an existing table of SQL Server with a column of the type `rowversion`: eight bytes that the server \
         makes whenever the row is written. No statement writes the column, and inserts take the struct of \
         `#[table(insert as …)]`. On SQLite, the statements of the struct store eight random bytes, so that row versions can be \
         compared for equality only.",
        Letter in "column.rs",
        ["create_table", "insert", "update_by_pk_letter"]
    ),
    section!(
        "column",
        ["json"],
        "json",
        "Stores a value of any serde type as JSON. A check constraint verifies that the text is valid JSON.",
        Robot in "column.rs",
        ["create_table"]
    ),
    section!(
        "column",
        ["insert_only"],
        "insert_only",
        "Writes the column only when the row is inserted: an update or upsert of an existing row leaves the column \
         unchanged.",
        Document in "column.rs",
        ["update_by_pk_document", "upsert_by_pk_document"]
    ),
    section!(
        "column",
        ["add"],
        "add",
        "Adds up numbers in an upsert: if the row exists, the new value is added to the stored value.",
        Hits in "column.rs",
        ["upsert_by_pk_hits"]
    ),
    section!(
        "column",
        ["keep"],
        "keep",
        "Keeps the stored value in an upsert: if the row exists and the new value is `None`, the column is unchanged. The \
         field is an `Option`.",
        Contact in "column.rs",
        ["upsert_by_pk_contact"]
    ),
    section!(
        "column",
        ["references"],
        "references(schema = \"…\", table = \"…\", columns(x), on_delete = \"…\")",
        "Declares a foreign key of this column, as `foreign_key` does on the struct.",
        Comment in "column.rs",
        ["create_table"]
    ),
    section!(
        "column",
        ["check_name", "default_name"],
        "check_name = \"…\", default_name = \"…\"",
        "The names of the check constraint that the type of the column requires and, on SQL Server, of the default \
         constraint. Defaults: `ck_table__column` and `df_table__column`.",
        Review in "column.rs",
        ["create_table"]
    ),
    section!(
        "column",
        ["sql_type", "default", "mssql", "sqlite", "identity", "reuse"],
        "sql_type(mssql = \"…\", sqlite = \"…\"), default(mssql = \"…\", sqlite = \"…\"), identity(reuse)",
        "For a column that exists: its type with its collation, and its default, as the database has them; an engine that is left out \
         has the type that belongs to the field, and no default. The column has no check constraint of its type, and a computed column \
         is its expression alone. The database compares text by the collation of the column, and stores a value with the precision of the \
         type. On SQL Server, a value is converted to `VARCHAR` or `DATETIME` before it is compared with a column of this type, so that \
         an index is used and a value that was read is found. Without a collation, the column has that of the database. \
         `identity(reuse)` is an identity without `AUTOINCREMENT` on SQLite, which may use the number of a deleted row again.",
        OldOrder in "column.rs",
        ["create_table", "of"]
    ),
    section!(
        "column",
        ["renamed_from"],
        "renamed_from = \"…\"",
        "The name that the column had in an earlier version. If the table has a column of that name and none of the new \
         one, `drift` reports the rename, and `plan_repair` and upgrade scripts rename the column, which keeps its values: with \
         `sp_rename` on SQL Server, and with `ALTER TABLE … RENAME COLUMN` on SQLite. No other statement changes; keep the \
         attribute until every database has the new name.",
        Parcel in "column.rs",
        ["create_table"]
    ),
    section!(
        "column",
        ["skip"],
        "skip",
        "Leaves the field out of the table. In a row that is read, the field is `Default::default()`.",
        Session in "column.rs",
        ["create_table", "insert"]
    ),
];
