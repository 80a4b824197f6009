use store::{Field, Table};

#[derive(Field)]
struct Millis(i64);

#[derive(Table)]
#[query(select old(at < now() - seconds(60)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    at: Millis,
}

fn main() {}
