use store::Table;

#[derive(Table)]
#[table(index(columns(source), filter(any(source = 1, place = 2))))]
struct Job {
    #[column(primary_key)]
    id: i64,
    source: i32,
    place: i32,
}

fn main() {}
