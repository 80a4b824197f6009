use store::Field;

#[derive(Field)]
struct Wrapper<T>(T);

fn main() {}
