use store::Table;

#[derive(Table)]
#[query(select a(note = :"x; DROP TABLE users"))]
#[query(update b(id) set("note = 1; DROP TABLE users"))]
#[query(count c() group_by("note; DROP TABLE users"))]
#[query(select d() order_by(id) limit("1; DROP TABLE users"))]
struct Job {
    #[column(primary_key)]
    id: i64,
    note: String,
}

fn main() {}
