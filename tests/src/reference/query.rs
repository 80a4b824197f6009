//! `#[query(…)]`.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use store::{FromRow, Table};

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

// sample Payment
#[derive(Table)]
#[query(select open(paid = false) only(id, amount) as OpenPayment order_by(id))]
#[query(select dues(paid = false) only(customer, amount) into Due order_by(customer, id))]
#[query(select customers() distinct only(customer) as Customer order_by(customer))]
struct Payment {
    #[column(primary_key)]
    id: i64,
    customer: i64,
    #[column(precision = 9, scale = 2)]
    amount: Decimal,
    paid: bool,
}

#[derive(FromRow)]
struct Due {
    customer: i64,
    #[column(precision = 9, scale = 2)]
    amount: Decimal,
}
// end

// sample Sale
#[derive(Table)]
#[query(select by_region(sold_at >= :since)
    only(region, sales = count(), customers = count(distinct customer), revenue = sum(amount), mean = avg(pieces),
        first = min(sold_at), last = max(sold_at))
    group_by(region) having(sales >= :least) order_by(revenue desc, region) as RegionSales)]
struct Sale {
    #[column(primary_key)]
    id: i64,
    #[column(len = 20)]
    region: String,
    customer: i64,
    pieces: i32,
    #[column(precision = 9, scale = 2)]
    amount: Decimal,
    sold_at: DateTime<Utc>,
}
// end

// sample Article
#[derive(Table)]
#[query(select listed(price <= :most)
    order_by(enum ArticleOrder { Cheapest(price, id), Newest(added_at desc, id) }) limit(20))]
#[query(exists any_for(price <= :most))]
struct Article {
    #[column(primary_key)]
    id: i64,
    price: i64,
    added_at: DateTime<Utc>,
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

// sample Document
#[derive(Table)]
#[table(index(columns(path)))]
#[query(select below(path starts_with :folder, path ends_with ".txt", title contains :part?) order_by(id))]
struct Document {
    #[column(primary_key)]
    id: i64,
    #[column(len = 400)]
    path: String,
    #[column(len = 200)]
    title: String,
}
// end

// sample Bid
#[derive(Table)]
#[query(select open(not(any(all(amount = 0, bidder is null), withdrawn = true)), amount between :least and :most) order_by(id))]
struct Bid {
    #[column(primary_key)]
    id: i64,
    amount: i64,
    #[column(len = 50)]
    bidder: Option<String>,
    withdrawn: bool,
}
// end

// sample Event
#[derive(Table)]
#[query(select of_kind(data->"$.kind" = :kind, data->"$.tags[0]" is not null) order_by(id))]
struct Event {
    #[column(primary_key)]
    id: i64,
    data: serde_json::Value,
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
        ["only", "as", "into", "distinct"],
        "select … only(a, b) as Name, select … only(a, b) into Name",
        "Selects some columns. `as` declares the struct of the rows, with the types of the columns and the derives of \
         `#[table(derive(…))]`; `into` uses a struct that derives `FromRow`, and checks that it has these fields, in this order. \
         `distinct` returns equal rows once.",
        Payment in "query.rs",
        ["open", "dues", "customers"]
    ),
    section!(
        "query",
        ["group_by", "having", "sum", "avg", "min", "max"],
        "select … only(a, n = count(), …) group_by(a) having(n > 1) as Name",
        "Selects one row for each group, or without `group_by` one row. `count()` is the number of rows, `count(b)` of those \
         in which `b` is not NULL, and `count(distinct b)` of its distinct values. `sum` adds integers with 64 bits, and \
         decimals of up to 18 digits without rounding; a sum that does not fit is an error on both engines. `avg` is the sum of integers \
         divided by their number, an `f64`. `min` and `max` have the type of their column. Without `group_by`, and for a column that \
         can be NULL, all but counts are an `Option`. `having` compares an aggregate with a constant or a parameter, and `order_by` \
         sorts by aggregates and grouped columns.",
        Sale in "query.rs",
        ["by_region"]
    ),
    section!(
        "query",
        ["order_by", "enum"],
        "select … order_by(enum Name { First(a, b), Second(c desc) })",
        "Lets the caller choose the order: declares an enum, which the function takes as the argument `order`. There is one statement \
         for each order and combination of optional conditions, at most 64.",
        Article in "query.rs",
        ["listed_0", "listed_1"]
    ),
    section!(
        "query",
        ["exists"],
        "exists name(conditions…)",
        "Returns whether there is a row. The function returns an `ExistsQuery`: run it with `.exists(db)`.",
        Article in "query.rs",
        ["any_for"]
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
    section!(
        "query",
        ["starts_with", "ends_with", "contains"],
        "a starts_with :text, a ends_with :text, a contains :text",
        "Tests the text of a column, code point by code point: case and blanks at the end count, and no character is a wildcard. \
         `starts_with` uses an index of the column. The text is a parameter or a constant.",
        Document in "query.rs",
        ["below_1"]
    ),
    section!(
        "query",
        ["between", "and", "all", "not", "any"],
        "a between :low and :high, all(…, …), not(…)",
        "`between` includes both ends. `any(…)` and `all(…)` can contain each other, and `not(…)` takes one condition. As in SQL, a \
         comparison with NULL is unknown, and so is its negation: the row is not found.",
        Bid in "query.rs",
        ["open"]
    ),
    section!(
        "query",
        [],
        "a->\"$.path\" = :text",
        "Compares a string, a number or a `bool` in a column of JSON, as text: a number as it is written. The path has members such as \
         `.name`, `.\\\"a name\\\"` and `[0]`. A value that is missing, `null`, an object or an array is NULL, and so is text of \
         more than 4,000 UTF-16 code units on SQL Server. The operators are `=`, `!=` and `is [not] null`.",
        Event in "query.rs",
        ["of_kind"]
    ),
];
