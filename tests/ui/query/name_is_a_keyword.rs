use store::Table;

#[derive(Table)]
#[query(select type(id))]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
