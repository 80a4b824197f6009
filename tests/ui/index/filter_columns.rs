use store::Table;

#[derive(Table)]
#[table(index(columns(source), filter(source < place)))]
#[table(index(columns(place), filter(source = source + 1)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    source: i32,
    place: i32,
}

fn main() {}
