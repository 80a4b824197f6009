use store::Table;

#[derive(Table)]
#[table(primary_key(columns(source, place)))]
struct Job {
    #[column(len = 446)]
    source: String,
    #[column(len = 9)]
    place: Vec<u8>,
}

fn main() {}
