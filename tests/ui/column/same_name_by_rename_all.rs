use store::Table;

#[derive(Table)]
#[table(rename_all = "camelCase")]
struct Job {
    #[column(primary_key)]
    id: i64,
    work_item: i32,
    work__item: i32,
}

fn main() {}
