use rust_decimal::Decimal;
use store::Field;

#[derive(Field)]
#[field(scale = 2)]
struct Money(Decimal);

fn main() {}
