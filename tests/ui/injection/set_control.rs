use store::Table;

#[derive(Table)]
#[query(update mark(id) set(note = "a\r\nGO"))]
struct Job {
    #[column(primary_key)]
    id: i64,
    note: String,
}

fn main() {}
