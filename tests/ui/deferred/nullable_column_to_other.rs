use store::Table;

type Maybe = Option<i32>;

#[derive(Table)]
#[query(update change(id) set(number = maybe))]
struct Job {
    #[column(primary_key)]
    id: i64,
    maybe: Maybe,
    number: i32,
}

fn main() {}
