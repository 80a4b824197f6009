use store::Table;

#[derive(Table)]
#[table(index(columns(source, place)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(len = 850)]
    source: String,
    place: u8,
}

fn main() {}
