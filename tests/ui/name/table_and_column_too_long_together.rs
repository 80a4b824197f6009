use store::Table;

#[derive(Table)]
#[table(name = "a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789")]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(len = 10, name = "b23456789_b23456789_b23456789_b23456789_b23456")]
    text: String,
}

fn main() {}
