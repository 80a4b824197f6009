use store::Table;

#[derive(Table)]
#[table(unique(columns(source, place)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    source: i32,
    place: Option<i32>,
}

fn main() {}
