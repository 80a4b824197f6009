use store::Table;

#[derive(Table)]
#[table(check(stauts >= 0))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
}

fn main() {}
