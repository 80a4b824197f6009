//! `#[query(…)]`.

use chrono::{DateTime, Utc};
use store::Table;

use super::{Section, section};

// sample Book
#[derive(Table)]
#[query(select of_author(author) order_by(year desc, id) limit(10))]
#[query(select all() order_by(id) limit(:most))]
struct Book {
    #[column(primary_key)]
    id: i64,
    #[column(len = 100)]
    author: String,
    year: i32,
}
// end

// sample Film
#[derive(Table)]
#[query(select listed(genre) order_by(year desc, id) page)]
struct Film {
    #[column(primary_key)]
    id: i64,
    #[column(len = 30)]
    genre: String,
    year: i32,
}
// end

// sample Visit
#[derive(Table)]
#[query(count since(at >= :start))]
#[query(count by_country() group_by(country))]
struct Visit {
    #[column(primary_key)]
    id: i64,
    #[column(len = 2)]
    country: String,
    at: DateTime<Utc>,
}
// end

// sample Parcel
#[derive(Table)]
#[query(update send(id, sent_at is null) set(sent_at = now(), attempts += 1, note, place = :to, owner = null))]
struct Parcel {
    #[column(primary_key)]
    id: i64,
    #[column(len = 50)]
    place: String,
    attempts: i32,
    #[column(len = 50)]
    owner: Option<String>,
    note: Option<String>,
    sent_at: Option<DateTime<Utc>>,
}
// end

// sample Task
#[derive(Table)]
#[query(update finish(id, token) set(result, token = null, finished_at = now()) many)]
struct Task {
    #[column(primary_key)]
    id: i64,
    token: Option<i64>,
    #[column(len = 200)]
    result: Option<String>,
    finished_at: Option<DateTime<Utc>>,
}
// end

// sample Stock
#[derive(Table)]
#[query(update sell(id, pieces >= :count) set(pieces -= :count) returning)]
#[query(delete sold_out(pieces = 0) returning)]
struct Stock {
    #[column(primary_key)]
    id: i64,
    pieces: i64,
}
// end

// sample LogLine
#[derive(Table)]
#[query(delete older(written_at < now() - seconds(:age)) limit(:most))]
#[query(delete all())]
struct LogLine {
    #[column(primary_key)]
    id: i64,
    written_at: DateTime<Utc>,
}
// end

// sample Ticket
#[derive(Table)]
#[query(claim next(state = "open")
    order_by(priority, id)
    set(state = "taken", taken_until = now() + milliseconds(:lease)))]
struct Ticket {
    #[column(primary_key)]
    id: i64,
    #[column(len = 10)]
    state: String,
    priority: i32,
    taken_until: Option<DateTime<Utc>>,
}
// end

// sample Offer
#[derive(Table)]
#[query(select search(maker?, price <= :most?) order_by(id))]
struct Offer {
    #[column(primary_key)]
    id: i64,
    #[column(len = 50)]
    maker: String,
    price: i64,
}
// end

// sample Order
#[derive(Table)]
#[table(name = "orders")]
#[query(select picked(state in ("paid", "packed"), customer in :customers, id not in :known) order_by(id))]
struct Order {
    #[column(primary_key)]
    id: i64,
    customer: i64,
    #[column(len = 10)]
    state: String,
}
// end

// sample Lease
#[derive(Table)]
#[query(select loose(any(holder is null, until < now()), uses < most_uses) order_by(id))]
struct Lease {
    #[column(primary_key)]
    id: i64,
    #[column(len = 50)]
    holder: Option<String>,
    until: DateTime<Utc>,
    uses: i32,
    most_uses: i32,
}
// end

// sample Token
#[derive(Table)]
#[query(select live(issued_at > now() - seconds(3600)) order_by(id))]
#[query(update extend(id) set(valid_until = now() + milliseconds(:more)))]
struct Token {
    #[column(primary_key)]
    id: i64,
    issued_at: DateTime<Utc>,
    valid_until: DateTime<Utc>,
}
// end

pub(super) const SECTIONS: &[Section] = &[
    section!(
        "query",
        ["select", "order_by", "limit"],
        "select name(conditions…) order_by(a desc, b) limit(n)",
        "Selects rows. The function returns a `SelectQuery`: run it with `.all(db)`, `.first(db)` or `.for_each(db, …)`. \
         `limit` takes a number or a parameter and requires `order_by`.",
        Book in "query.rs",
        ["of_author", "all"]
    ),
    section!(
        "query",
        ["page"],
        "select … page",
        "Selects one page of rows. The function takes two more arguments: `after`, the values of the `order_by` columns \
         in the last row of the previous page (`None` for the first page), and `limit`. The order must end with the \
         columns of a key. The first statement below reads the first page, the second one the pages after it.",
        Film in "query.rs",
        ["listed_0", "listed_1"]
    ),
    section!(
        "query",
        ["count", "group_by"],
        "count name(conditions…) group_by(a, b)",
        "Counts rows. The function returns a `CountQuery`: run it with `.total(db)`, or with `.groups(db)` if the query \
         has a `group_by`.",
        Visit in "query.rs",
        ["since", "by_country"]
    ),
    section!(
        "query",
        ["update", "set"],
        "update name(conditions…) set(a = value, …)",
        "Updates rows. `.execute(db)` returns the number of updated rows. A value is a constant, a parameter, a column, \
         arithmetic on numbers, `null` or the clock of the database; `a` is short for `a = :a`.",
        Parcel in "query.rs",
        ["send"]
    ),
    section!(
        "query",
        ["many"],
        "update … many",
        "Adds a statement that runs the update for many keys at once. The conditions must compare each column of the primary \
         key, or of a unique key, with a parameter. The function returns a `KeyedUpdate`: `.execute(db)` returns whether a row was \
         changed, and `KeyedUpdate::execute_many(db, &updates)` runs up to 1,000 updates in one round trip on SQL Server, all or \
         none, and returns a `bool` for each. An update sees the results of those before it. Lists cannot be parameters, and columns \
         of keys cannot be assigned. SQLite has no such statement: the updates run one by one in a transaction.",
        Task in "query.rs",
        ["finish", "finish_many"]
    ),
    section!(
        "query",
        ["returning"],
        "update … returning, delete … returning",
        "Returns the rows: those of an update with their new values, those of a delete as they were. The function returns a \
         `ReturningQuery`: run it with `.all(db)`. On SQL Server the rows are returned through a table variable, so that the table may \
         have triggers.",
        Stock in "query.rs",
        ["sell", "sold_out"]
    ),
    section!(
        "query",
        ["delete"],
        "delete name(conditions…) limit(n)",
        "Deletes rows, with `limit` at most `n` of them. `.execute(db)` returns the number of deleted rows.",
        LogLine in "query.rs",
        ["older", "all"]
    ),
    section!(
        "query",
        ["claim"],
        "claim name(conditions…) order_by(…) set(…)",
        "Updates rows and returns them, each row to one caller only. Run the query with `.all(db)`. Rows that another \
         caller is claiming at the same time are skipped. The last argument of the function is the maximum number of \
         rows.",
        Ticket in "query.rs",
        ["next"]
    ),
    section!(
        "query",
        [],
        "condition?",
        "Makes a condition optional: the argument is an `Option`, and `None` leaves the condition out. There is one \
         statement for each combination of optional conditions. A query has at most six optional conditions.",
        Offer in "query.rs",
        ["search_0", "search_1", "search_2", "search_3"]
    ),
    section!(
        "query",
        ["in", "not"],
        "a in (…), a in :list, a not in …",
        "Tests whether a value is in a list (`not in`: is not in the list). The list consists of constants, or is one \
         parameter: a JSON array, or the bytes of all elements if the column is `[u8; N]`.",
        Order in "query.rs",
        ["picked"]
    ),
    section!(
        "query",
        ["any", "is", "null", "now"],
        "any(…), a is null, a < now(), a < b",
        "`any(…)` holds if at least one of its conditions holds. `is null` and `is not null` test for NULL. `now()` is \
         the clock of the database in UTC, with a precision of milliseconds on SQLite. A column can be compared with \
         another column. The comparison operators are `=`, `!=`, `<`, `<=`, `>` and `>=`.",
        Lease in "query.rs",
        ["loose"]
    ),
    section!(
        "query",
        ["now", "seconds", "milliseconds"],
        "now() - seconds(n), now() + milliseconds(:n)",
        "The clock of the database plus or minus a duration, which is a number or a parameter.",
        Token in "query.rs",
        ["live", "extend"]
    ),
];
