use store::Table;

#[derive(Table)]
#[table(name = "a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789")]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
