use store::prelude::*;

#[derive(Table)]
#[table(insert as NewInvoice)]
struct Invoice {
    #[column(primary_key, default = new_id(), generated)]
    id: i64,
    #[column(default = now(), generated)]
    at: i64,
    #[column(generated)]
    bare: i64,
    #[column(default = later())]
    unknown: i64,
    #[column(default = now(1))]
    argument: i64,
    #[column(default = 1, generated, keep)]
    kept: Option<i64>,
    #[column(default = 1, generated, computed = "1")]
    both: i64,
}

fn main() {}
