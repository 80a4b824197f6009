use store::Field;

#[derive(Field)]
#[field(length = 36)]
struct Id(String);

#[derive(Field)]
#[field(lenn = 36)]
struct Other(String);

fn main() {}
