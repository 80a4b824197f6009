use rust_decimal::Decimal;
use store::Field;

#[derive(Field)]
#[field(precision = 300)]
struct A(Decimal);

#[derive(Field)]
#[field(precision = 29)]
struct B(Decimal);

#[derive(Field)]
#[field(precision = 5, scale = 9)]
struct C(Decimal);

#[derive(Field)]
#[field(precision = 0)]
struct D(Decimal);

fn main() {}
