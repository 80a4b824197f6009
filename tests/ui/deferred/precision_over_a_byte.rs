use rust_decimal::Decimal;
use store::Field;

#[derive(Field)]
#[field(precision = 300)]
struct Money(Decimal);

fn main() {}
