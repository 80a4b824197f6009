use store::Table;

#[derive(Table)]
#[table(index(columns(a)), index(columns(a, bb)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    a: i32,
    b: i32,
}

fn main() {}
