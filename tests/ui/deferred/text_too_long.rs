use store::{Field, Table};

#[derive(Field)]
#[field(len = 3)]
struct Code(String);

#[derive(Table)]
#[query(select odd(code = "four"))]
struct Job {
    #[column(primary_key)]
    id: i64,
    code: Code,
}

fn main() {}
