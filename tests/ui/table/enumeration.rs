use store::Table;

#[derive(Table)]
enum Job {
    Pending,
    Done { id: i64 },
}

fn main() {}
