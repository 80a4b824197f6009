use store::Table;

#[derive(Table)]
#[table(primary_key(name = "pk] PRIMARY KEY (id)); DROP TABLE users; --", columns(id)))]
struct Job {
    id: i64,
}

fn main() {}
