use store::Table;

#[derive(Table)]
#[table(index(column(id)))]
#[table(index(columns(id), where(id > 1)))]
#[table(index(columns(id), includes(id)))]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
