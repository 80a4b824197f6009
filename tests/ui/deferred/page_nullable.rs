use store::Table;

type Maybe = Option<i32>;

#[derive(Table)]
#[query(select some() order_by(maybe, id) page)]
struct Job {
    #[column(primary_key)]
    id: i64,
    maybe: Maybe,
}

fn main() {}
