use store::Table;

#[derive(Table)]
#[table(primary_key(columns(id, id)), unique(columns(source, id, source)))]
struct Job {
    id: i64,
    source: i32,
}

fn main() {}
