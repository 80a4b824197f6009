use store::Table;

#[derive(Table)]
#[table(unique(name = "ux' OR '1'='1", columns(source)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    source: i32,
}

fn main() {}
