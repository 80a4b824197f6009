use store::Table;

#[derive(Table)]
#[query(update a(id) set(priority = "high", source = "longer", flag = 0))]
#[query(update b(id) set(priority += 1.5, small -= 300))]
struct Job {
    #[column(primary_key)]
    id: i64,
    priority: i32,
    small: u8,
    #[column(len = 5)]
    source: String,
    flag: bool,
}

fn main() {}
