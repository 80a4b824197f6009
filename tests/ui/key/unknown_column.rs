use store::Table;

#[derive(Table)]
#[table(primary_key(columns(ids)), unique(columns(sorce, place)))]
struct Job {
    id: i64,
    source: i32,
}

fn main() {}
