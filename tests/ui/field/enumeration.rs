use store::Field;

#[derive(Field)]
enum Status {
    Pending,
    Done,
}

fn main() {}
