use store::{Field, Table};

#[derive(Field)]
struct SourceId(i64);

#[derive(Table)]
#[query(select some(source is null))]
struct Job {
    #[column(primary_key)]
    id: i64,
    source: SourceId,
}

fn main() {}
