use store::Field;

#[derive(Field)]
#[field(len = 0)]
struct Name(String);

fn main() {}
