use store::Table;

#[derive(Table)]
#[table(filter(held(id, held())))]
#[table(filter(open(status = 1), mine(open(), id)))]
#[table(set(ended(status = 2, ended())))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
}

fn main() {}
