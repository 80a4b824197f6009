use store::Table;

type Maybe = Option<i64>;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: Maybe,
}

fn main() {}
