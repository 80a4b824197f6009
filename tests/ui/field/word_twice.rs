use store::Field;

#[derive(Field)]
#[field(len = 36, len = 37)]
struct Id(String);

fn main() {}
