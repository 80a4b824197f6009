use rust_decimal::Decimal;
use store::FromRow;

#[derive(FromRow)]
struct Words {
    #[column(primary_key)]
    id: i64,
    #[column(skip, json)]
    both: i64,
    text: &'static str,
    amount: Decimal,
}

#[derive(FromRow)]
struct Tuple(i64);

#[derive(FromRow)]
struct Empty {}

#[derive(FromRow)]
struct Generic<T> {
    value: T,
}

#[derive(FromRow)]
enum Choice {
    A,
}

#[derive(FromRow)]
#[from_row(table = "x")]
struct Named {
    id: i64,
}

fn main() {}
