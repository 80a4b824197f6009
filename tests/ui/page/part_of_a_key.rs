use store::Table;

#[derive(Table)]
#[query(select all() order_by(source) page)]
struct Job {
    #[column(primary_key)]
    source: i32,
    #[column(primary_key)]
    place: i32,
}

fn main() {}
