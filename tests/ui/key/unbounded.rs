use store::Table;

#[derive(Table)]
#[table(unique(columns(source, data)))]
struct Job {
    #[column(primary_key)]
    id: String,
    source: String,
    data: Vec<u8>,
}

fn main() {}
