use store::Table;

#[derive(Table)]
#[query(select some(type))]
#[query(update change(id) set(type))]
struct Job {
    #[column(primary_key)]
    id: i64,
    r#type: i32,
}

fn main() {
    let _ = Job::some(5);
    let _ = Job::change(1, 5);
}
