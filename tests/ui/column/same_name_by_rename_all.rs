use store::Table;

#[derive(Table)]
#[table(rename_all = "lowercase")]
struct Job {
    #[column(primary_key)]
    id: i64,
    work_item: i32,
    workitem: i32,
}

fn main() {}
