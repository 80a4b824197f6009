use store::{Field, Table};

#[derive(Field)]
struct Share(u8);

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(default = 256)]
    share: Share,
}

fn main() {}
