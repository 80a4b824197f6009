use store::Table;

#[derive(Table)]
struct Sale {
    #[column(primary_key, renamed_from = "ID")]
    id: i64,
    #[column(renamed_from = "note")]
    price: i32,
    #[column(renamed_from = "count")]
    amount: i32,
    #[column(renamed_from = "Count")]
    total: i32,
    #[column(renamed_from = "a]b")]
    note: i32,
    #[column(renamed_from = "Order Date", renamed_from = "x")]
    day: i32,
    #[column(skip, renamed_from = "hint")]
    hint: i32,
    #[column(name = "Kind", renamed_from = kind)]
    kind: i32,
}

fn main() {}
