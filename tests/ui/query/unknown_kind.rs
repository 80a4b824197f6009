use store::Table;

#[derive(Table)]
#[query(selct all())]
#[query(insert one())]
#[query(by_id(id))]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
