#![no_implicit_prelude]

#[derive(::store::SqlEnum)]
enum Status {
    Pending,
}

#[derive(::store::Field)]
#[field(len = 10)]
struct Id(::std::string::String);

#[derive(::store::Table)]
#[table(schema = "app")]
#[query(select some(a = :n?, status?) order_by(id) page)]
#[query(update change(id) set(b = :new))]
struct Job {
    #[column(primary_key)]
    id: Id,
    #[column(len = 4)]
    a: ::std::string::String,
    status: Status,
    b: ::std::option::Option<i32>,
    #[column(json)]
    c: ::std::option::Option<::std::vec::Vec<i32>>,
}

fn main() {}
