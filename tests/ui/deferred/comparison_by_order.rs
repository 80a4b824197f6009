use store::{Field, Table};

#[derive(Field)]
struct Flag(bool);

#[derive(Table)]
#[query(select some(flag >= :least))]
struct Job {
    #[column(primary_key)]
    id: i64,
    flag: Flag,
}

fn main() {}
