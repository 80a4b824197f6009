use store::Table;

#[derive(Table)]
#[table(foreign_key(columns(a), references(table = "other", columns(id), on_delete = "cascade")))]
#[table(foreign_key(columns(b), references(table = "other", columns(id), on_delete = "set null")))]
struct Job {
    #[column(primary_key)]
    id: i64,
    a: i64,
    b: Option<i64>,
    #[column(references(table = "job", columns(id), on_delete = "cascade"))]
    parent: Option<i64>,
    #[column(references(table = "job", columns(id), on_delete = "set null"))]
    next: Option<i64>,
    #[column(references(table = "job", columns(id)))]
    previous: Option<i64>,
}

fn main() {}
