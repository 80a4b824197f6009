use store::Table;

#[derive(Table)]
#[table(check(name = "ck\" CHECK (1=1) /*", source > 0))]
struct Job {
    #[column(primary_key)]
    id: i64,
    source: i32,
}

fn main() {}
