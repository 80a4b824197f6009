use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(name = "a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789")]
    text: String,
}

fn main() {}
