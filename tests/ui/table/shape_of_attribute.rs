use store::Table;

#[derive(Table)]
#[table]
#[table = "jobs"]
#[table("jobs")]
#[table(name("jobs"))]
#[table(schema = app)]
#[table(index = "ix")]
#[table(index(columns = (id)))]
#[table(unique(id))]
#[table(schema = "a" name = "b")]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
