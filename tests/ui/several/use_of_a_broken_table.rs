// The only error is the one in the declaration: code that uses the table's SQL, values and key gives none.

use store::{Table, TableValues};

#[derive(Table)]
#[table(name = "bad name")]
struct Job {
    #[column(primary_key)]
    id: i64,
    source: String,
}

fn text<T: Table>(_: T::Key<'_>) -> &'static str {
    T::SQL.of(store::Dialect::Sqlite).insert()
}

fn main() {
    let job = Job { id: 1, source: String::new() };
    println!("{} {} {}", job.id, job.source, Job::SQL.of(store::Dialect::Mssql).upsert());
    println!("{}", text::<Job>(job.id));
    let _ = job.values();
}
