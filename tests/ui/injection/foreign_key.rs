use store::Table;

#[derive(Table)]
#[table(foreign_key(
    name = "fk]; --",
    columns(source),
    references(schema = "x].[y", table = "sources] (id); DROP TABLE users; --", columns(id), on_delete = "cascade; DROP TABLE users"),
))]
struct Job {
    #[column(primary_key)]
    id: i64,
    source: i32,
}

fn main() {}
