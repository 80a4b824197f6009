use store::Field;

#[derive(Field)]
struct Name {
    text: String,
}

fn main() {}
