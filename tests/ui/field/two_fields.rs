use store::Field;

#[derive(Field)]
struct Pair(i32, i32);

fn main() {}
