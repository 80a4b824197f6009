use store::Table;

#[derive(Table)]
#[query(update a(id) set(status = note, note = small))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
    small: i16,
    note: String,
}

fn main() {}
