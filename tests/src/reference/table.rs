//! `#[table(…)]`.

use chrono::{DateTime, Utc};
use store::Table;

use super::{Section, section};

// sample Letter
#[derive(Table)]
#[table(schema = "post")]
struct Letter {
    #[column(primary_key)]
    id: i64,
}
// end

// sample Person
#[derive(Table)]
#[table(name = "people")]
struct Person {
    #[column(primary_key)]
    id: i64,
}
// end

// sample OldLine
#[derive(Table)]
#[table(name = "Order Details", quoted)]
#[query(select of_order(order) order_by(order, product))]
struct OldLine {
    #[column(primary_key, name = "Order ID", quoted)]
    order: i32,
    #[column(primary_key, name = "Product ID", quoted)]
    #[column(references(table = "Products (old)", quoted, columns("Product ID")))]
    product: i32,
    #[column(name = "Qty.", quoted)]
    quantity: i32,
}
// end

// sample Reading
#[derive(Table)]
#[table(rename_all = "camelCase")]
struct Reading {
    #[column(primary_key)]
    sensor_id: i64,
    taken_at: DateTime<Utc>,
}
// end

// sample Line
#[derive(Table)]
#[table(primary_key(name = "pk_order_lines", columns(order_id, number)))]
struct Line {
    order_id: i64,
    number: i32,
    quantity: i32,
}
// end

// sample Visit
#[derive(Table)]
#[table(primary_key(columns(page, day)), without_rowid)]
struct Visit {
    #[column(len = 200)]
    page: String,
    day: i32,
    visits: i64,
}
// end

// sample Parcel
#[derive(Table)]
#[table(insert as NewParcel, derive(Clone, Debug))]
struct Parcel {
    #[column(primary_key, identity)]
    id: i64,
    #[column(len = 100)]
    address: String,
}
// end

// sample Postcard
#[derive(Table)]
#[table(returning)]
struct Postcard {
    #[column(primary_key)]
    id: i64,
    #[column(len = 100)]
    address: String,
}
// end

// sample Account
#[derive(Table)]
#[table(unique(columns(bank, number)))]
struct Account {
    #[column(primary_key)]
    id: i64,
    #[column(len = 11)]
    bank: String,
    #[column(len = 34)]
    number: String,
}
// end

// sample Event
#[derive(Table)]
#[table(index(name = "ix_event_newest", columns(source asc, happened_at desc)))]
struct Event {
    #[column(primary_key)]
    id: i64,
    #[column(len = 50)]
    source: String,
    happened_at: DateTime<Utc>,
}
// end

// sample Product
#[derive(Table)]
#[table(index(columns(maker), include(price)))]
struct Product {
    #[column(primary_key)]
    id: i64,
    #[column(len = 50)]
    maker: String,
    price: i64,
}
// end

// sample Task
#[derive(Table)]
#[table(index(columns(priority), filter(done = false, owner is not null)))]
struct Task {
    #[column(primary_key)]
    id: i64,
    priority: i32,
    done: bool,
    #[column(len = 50)]
    owner: Option<String>,
}
// end

// sample Part
#[derive(Table)]
#[table(foreign_key(
    columns(order_id, line),
    references(schema = "shop", table = "order_lines", columns(order_id, number), on_delete = "cascade")
))]
struct Part {
    #[column(primary_key)]
    id: i64,
    order_id: i64,
    line: i32,
}
// end

// sample Booking
#[derive(Table)]
#[table(check(name = "ck_booking_times", seats > 0, any(until is null, since < until)))]
struct Booking {
    #[column(primary_key)]
    id: i64,
    seats: i32,
    since: DateTime<Utc>,
    until: Option<DateTime<Utc>>,
}
// end

// sample Stock
#[derive(Table)]
#[table(name = "Stock", not_strict)]
#[table(check_sql(name = "CK_Stock.Unit", mssql = "[Unit] LIKE '[a-z]%'", sqlite = "Unit GLOB '[a-z]*'"))]
#[table(undeclared("Place", "IX_Stock_Place"))]
struct Stock {
    #[column(primary_key, name = "Product")]
    product: i32,
    #[column(name = "Unit", len = 10)]
    unit: String,
}
// end

// sample Errand
#[derive(Table)]
#[table(filter(held(id, status = "held", lease_token)))]
#[table(set(ended(owner = null, leased_until = null)))]
#[query(update renew(held()) set(leased_until = now() + seconds(:lease)))]
#[query(update finish(held()) set(status = "done", ended()))]
struct Errand {
    #[column(primary_key)]
    id: i64,
    #[column(len = 10)]
    status: String,
    lease_token: i64,
    #[column(len = 50)]
    owner: Option<String>,
    leased_until: Option<DateTime<Utc>>,
}
// end

// sample Note
#[derive(Table)]
#[table(crate = "::store")]
struct Note {
    #[column(primary_key)]
    id: i64,
}
// end

pub(super) const SECTIONS: &[Section] = &[
    section!(
        "table",
        ["schema"],
        "schema = \"…\"",
        "The schema of the table. SQLite has no schemas: there the name becomes a prefix, as in `post_letter`. Default: \
         `dbo` on SQL Server, no prefix on SQLite.",
        Letter in "table.rs",
        ["create_schema", "create_table", "insert"]
    ),
    section!(
        "table",
        ["name"],
        "name = \"…\"",
        "The name of the table. Default: the name of the struct in snake_case as the crate [heck](https://docs.rs/heck) \
         converts it, so that `HTTPServer` becomes `http_server`.",
        Person in "table.rs",
        ["create_table"]
    ),
    section!(
        "table",
        ["quoted"],
        "name = \"…\", quoted",
        "The name of an existing table, view or column that is not a plain identifier: a reserved word, or a name with other characters \
         than letters A-Z, digits and `_`. Statements write every name in quotes, so it is used as it is; names that contain quotes, brackets \
         or characters that are not shown are errors. In `references`, `quoted` applies to the table's name, and a column is \
         written in quotes if its name is not a plain identifier.",
        OldLine in "table.rs",
        ["create_table", "of_order"]
    ),
    section!(
        "table",
        ["rename_all"],
        "rename_all = \"…\"",
        "Converts the names of the fields to names of columns: `lowercase`, `UPPERCASE`, `PascalCase`, `camelCase`, \
         `snake_case` or `SCREAMING_SNAKE_CASE`, with the results of serde. Default: a column has the name of its field.",
        Reading in "table.rs",
        ["create_table"]
    ),
    section!(
        "table",
        ["primary_key", "name", "columns"],
        "primary_key(name = \"…\", columns(a, b))",
        "Declares the primary key with a custom name or an order of columns that differs from the order of the fields; \
         otherwise `#[column(primary_key)]` is enough. Default name: `pk_table`.",
        Line in "table.rs",
        ["create_table", "select_by_pk_order_lines"]
    ),
    section!(
        "table",
        ["without_rowid"],
        "without_rowid",
        "Stores the rows in the primary key on SQLite (`WITHOUT ROWID`), which saves an index. Use it for small rows that \
         are read by their key or in the order of their key. On SQL Server the primary key is clustered in any case.",
        Visit in "table.rs",
        ["create_table"]
    ),
    section!(
        "table",
        ["insert"],
        "insert as Name",
        "Declares a struct for inserts, with the fields that an insert writes: those without `identity`, `computed`, \
         `rowversion` or `generated`. `insert`, `insert_if_absent_by`, `upsert_by`, their forms for many rows, and batches take it; `insert` \
         returns the value that the database makes for the primary key, `insert_returning` the stored row. `insert_verbatim` takes the \
         struct of the table, with the values that the database would make. The fields have \
         the visibility and the documentation of those of the table.",
        Parcel in "table.rs",
        ["insert", "insert_returning"]
    ),
    section!(
        "table",
        ["derive"],
        "derive(…)",
        "The derives of the struct that `insert as …` declares.",
        Parcel in "table.rs",
        ["create_table"]
    ),
    section!(
        "table",
        ["returning"],
        "returning",
        "Adds the statement of `insert_returning`, which inserts a row and returns it as the database stored it. A table with \
         `insert as …` has it already.",
        Postcard in "table.rs",
        ["insert_returning"]
    ),
    section!(
        "table",
        ["unique", "columns"],
        "unique(name = \"…\", columns(a, b))",
        "Declares a unique key. Rows can be inserted if absent, upserted, selected and deleted by this key. \
         `insert_if_absent_by` and `upsert_by` take the key as a constant of the struct, here \
         `Account::UX_ACCOUNT_BANK_NUMBER`. If fields of the key are `Option`s, the key is unique among the rows in which none of them \
         is NULL: SQL Server gets an index with a filter. Default name: `ux_table__a__b`.",
        Account in "table.rs",
        ["create_index_1", "insert_if_absent_by_ux_account__bank__number"]
    ),
    section!(
        "table",
        ["index", "name", "columns", "asc", "desc"],
        "index(name = \"…\", columns(a, b desc))",
        "Declares an index. A column is sorted in ascending order, with `desc` in descending order. Default name: \
         `ix_table__a__b`.",
        Event in "table.rs",
        ["create_index_1"]
    ),
    section!(
        "table",
        ["include"],
        "index(…, include(c))",
        "Adds columns to the index that are not part of its key, so that a query that reads no other columns does not \
         access the table. SQLite has no included columns: there they become the last columns of the key.",
        Product in "table.rs",
        ["create_index_1"]
    ),
    section!(
        "table",
        ["filter"],
        "index(…, filter(condition, …))",
        "Limits the index to the rows for which all conditions hold. The conditions compare columns with constants.",
        Task in "table.rs",
        ["create_index_1"]
    ),
    section!(
        "table",
        ["foreign_key", "references", "schema", "table", "columns", "on_delete"],
        "foreign_key(name = \"…\", columns(a), references(schema = \"…\", table = \"…\", columns(x), on_delete = \"…\"))",
        "Declares a foreign key. The referenced table is in the schema of this table unless `schema` names another one. \
         `on_delete` is `no action` (the default), `cascade` or `set null`. Default name: `fk_table__a`.",
        Part in "table.rs",
        ["create_table"]
    ),
    section!(
        "table",
        ["check"],
        "check(name = \"…\", condition, …)",
        "Declares a check constraint: all conditions must hold for every row. Default name: `ck_table__1`, with the \
         number of the check.",
        Booking in "table.rs",
        ["create_table"]
    ),
    section!(
        "table",
        ["check_sql", "name", "mssql", "sqlite"],
        "check_sql(name = \"…\", mssql = \"…\", sqlite = \"…\")",
        "For a table that exists: a check constraint whose condition is SQL, for one engine or both.",
        Stock in "table.rs",
        ["create_table"]
    ),
    section!(
        "table",
        ["undeclared", "not_strict"],
        "undeclared(\"…\", …), not_strict",
        "For a table that exists: the names of its columns, keys, indexes and constraints that the struct does not declare and that are no \
         drift; a constraint without a name is identified by its definition, as drift reports it. Such a column must be nullable or have a \
         default. `not_strict` is for a table that is not `STRICT` on SQLite.",
        Stock in "table.rs",
        ["create_table"]
    ),
    section!(
        "table",
        ["filter", "set"],
        "filter(name(condition, …)), set(name(a = value, …))",
        "Fragments: a filter or a set list that is declared once and used by name. `name()` among the conditions of a query, an \
         index filter or a check is replaced by the conditions of the filter, and `name()` in the `set(…)` of a query by the \
         assignments of the set list. Their parameters become parameters of the query, in order of appearance.",
        Errand in "table.rs",
        ["renew", "finish"]
    ),
    section!(
        "table",
        ["crate"],
        "crate = \"…\"",
        "The path of the `store` crate, for a macro that derives `Table` in a crate that does not depend on `store` \
         itself. Default: `::store`.",
        Note in "table.rs",
        []
    ),
];
