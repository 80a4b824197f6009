use store::Table;

#[derive(Table)]
#[query(select r#all())]
#[query(select all())]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
