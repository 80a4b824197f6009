use store::Table;

#[derive(Table)]
#[query(select a(id > :after) order_by(id) page)]
#[query(select b() order_by(id) page limit(:after))]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
