use store::Field;

#[derive(Field)]
struct Size(usize);

fn main() {}
