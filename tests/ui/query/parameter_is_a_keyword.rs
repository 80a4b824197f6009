use store::Table;

#[derive(Table)]
#[query(select a(id = :type))]
#[query(select b(id = :self))]
#[query(select c(id = :_))]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
