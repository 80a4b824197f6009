use store::prelude::*;

#[derive(Table)]
#[table(insert as NewInvoice)]
struct Invoice {
    #[column(primary_key)]
    id: i64,
    #[column(computed(mssql = "id + 1"))]
    one_engine: i64,
    #[column(computed(postgres = "id + 1"))]
    unknown_engine: i64,
    #[column(computed = "id + 1) + (2")]
    unbalanced: i64,
    #[column(computed = "id; DROP TABLE x")]
    statements: i64,
    #[column(computed = "id -- 1")]
    comment: i64,
    #[column(computed = "'id")]
    quote: i64,
    #[column(computed = " ")]
    empty: i64,
    #[column(computed = "id", default = 1)]
    with_default: i64,
    #[column(computed = "id", insert_only)]
    insert_only: i64,
    #[column(stored)]
    stored: i64,
}

#[derive(Table)]
#[table(insert as NewLine)]
struct Line {
    #[column(primary_key, computed = "other")]
    id: i64,
    other: i64,
}

#[derive(Table)]
#[table(insert as NewAccount)]
struct Account {
    #[column(primary_key)]
    id: i64,
    #[column(computed = "lower(email)", len = 50, unique)]
    email_key: Option<String>,
    #[column(len = 50)]
    email: Option<String>,
}

fn main() {}
