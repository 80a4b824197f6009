use store::Table;

#[derive(Table)]
#[table(index(columns(source descending)))]
#[query(select all() order_by(source DESC))]
struct Job {
    #[column(primary_key)]
    id: i64,
    source: i32,
}

fn main() {}
