use store::Table;

mod wide {
    pub type String = std::vec::Vec<u8>;
}

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    text: wide::String,
}

fn main() {}
