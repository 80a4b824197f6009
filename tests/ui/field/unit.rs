use store::Field;

#[derive(Field)]
struct Nothing;

fn main() {}
