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
        "The schema. In a SQLite file it is a prefix of the table's name. Without it, the table is in `dbo` on SQL Server and has \
         no prefix on SQLite.",
        Letter in "table.rs",
        ["create_schema", "create_table", "insert"]
    ),
    section!(
        "table",
        ["name"],
        "name = \"…\"",
        "The table's name; without it, the struct's in snake_case, as the crate heck has it: `HTTPServer` becomes `http_server`.",
        Person in "table.rs",
        ["create_table"]
    ),
    section!(
        "table",
        ["rename_all"],
        "rename_all = \"…\"",
        "How the names of fields become names of columns: `lowercase`, `UPPERCASE`, `PascalCase`, `camelCase`, `snake_case` or \
         `SCREAMING_SNAKE_CASE`. Without it they stay as they are.",
        Reading in "table.rs",
        ["create_table"]
    ),
    section!(
        "table",
        ["primary_key", "name", "columns"],
        "primary_key(name = \"…\", columns(a, b))",
        "A primary key whose name or order of columns `#[column(primary_key)]` cannot say. Without a name it is `pk_` and the table's.",
        Line in "table.rs",
        ["create_table", "select_by_pk_order_lines"]
    ),
    section!(
        "table",
        ["unique", "columns"],
        "unique(name = \"…\", columns(a, b))",
        "A unique key, by which rows can also be inserted if absent, upserted, read and removed. A constant names it: here \
         `Account::UX_ACCOUNT_BANK_NUMBER`, for `insert_if_absent_by` and `upsert_by`.",
        Account in "table.rs",
        ["create_index_1", "insert_if_absent_by_ux_account__bank__number"]
    ),
    section!(
        "table",
        ["index", "name", "columns", "asc", "desc"],
        "index(name = \"…\", columns(a, b desc))",
        "An index. Columns are sorted upwards, or with `desc` downwards.",
        Event in "table.rs",
        ["create_index_1"]
    ),
    section!(
        "table",
        ["include"],
        "index(…, include(c))",
        "Columns that the index carries beside its key, so that a query that wants no others need not look at the table. SQLite has \
         no such columns; there they stand at the end of the key.",
        Product in "table.rs",
        ["create_index_1"]
    ),
    section!(
        "table",
        ["filter"],
        "index(…, filter(condition, …))",
        "An index over the rows for which all conditions hold. They compare columns with constants.",
        Task in "table.rs",
        ["create_index_1"]
    ),
    section!(
        "table",
        ["foreign_key", "references", "schema", "table", "columns", "on_delete"],
        "foreign_key(name = \"…\", columns(a), references(schema = \"…\", table = \"…\", columns(x), on_delete = \"…\"))",
        "A reference to rows of another table, in the table's own schema unless another is named. `on_delete` is `no action`, which it is \
         without the word, `cascade` or `set null`.",
        Part in "table.rs",
        ["create_table"]
    ),
    section!(
        "table",
        ["check"],
        "check(name = \"…\", condition, …)",
        "Conditions that hold for every row.",
        Booking in "table.rs",
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
        "The path of this library, for macros that derive on behalf of a program that does not name it.",
        Note in "table.rs",
        []
    ),
];
