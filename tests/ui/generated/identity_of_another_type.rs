use store::prelude::*;

#[derive(Clone, Field)]
#[field(len = 10)]
struct Name(String);

#[derive(Table)]
#[table(insert as NewInvoice)]
struct Invoice {
    #[column(primary_key, identity)]
    id: Name,
    other: i64,
}

fn main() {}
