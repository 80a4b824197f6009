use store::Table;

#[derive(Table)]
#[table(rename_all = "camelCase")]
struct Job {
    #[column(primary_key)]
    id: i64,
    or_der: i32,
}

fn main() {}
