use store::Table;

#[derive(Table)]
#[table(schema = "app")]
struct Job {
    #[column(primary_key)]
    id: i64,
    number: i64,
    #[column(references(table = "job", columns(number)))]
    parent: Option<i64>,
    #[column(references(table = "job", columns(id)))]
    next: Option<i32>,
    #[column(references(table = "job", columns(elsewhere)))]
    previous: Option<i64>,
}

fn main() {}
