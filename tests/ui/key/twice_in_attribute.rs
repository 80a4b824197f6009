use store::Table;

#[derive(Table)]
#[table(primary_key(columns(id)), primary_key(columns(source)))]
struct Job {
    id: i64,
    source: i32,
}

fn main() {}
