use store::{Field, SqlEnum, Table};

#[derive(SqlEnum)]
enum Status {
    Pending,
    #[sql_enum(rename = "")]
    Done,
}

#[derive(Field)]
#[field(lenn = 5)]
struct Name(String);

#[derive(Table)]
#[query(select some(status))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: Status,
    name: Name,
}

fn main() {
    println!("{}", Status::Done.as_str());
    let _ = Job::some(&Status::Pending);
}
