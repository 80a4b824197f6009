use store::Table;

#[derive(Table)]
#[table(index(columns(source), filter(source = :x)))]
#[table(index(columns(place), filter(source)))]
#[table(index(columns(source, place), filter(source in :list)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    source: i32,
    place: i32,
}

fn main() {}
