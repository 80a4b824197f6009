#![allow(dead_code, non_snake_case)]

struct Some;
struct None;
fn Ok<T>(value: T) -> T {
    value
}
fn Err<T>(value: T) -> T {
    value
}
enum Result {}
struct Vec;
struct Cow;

#[derive(store::Field)]
#[field(len = 10)]
struct Id(std::string::String);

#[derive(store::SqlEnum)]
enum Status {
    Pending,
}

#[derive(store::Table)]
#[table(schema = "app", unique(columns(note)))]
#[query(select all(status?, note = :note?) order_by(id) page)]
#[query(update change(id) set(note = :new))]
struct Job {
    #[column(primary_key)]
    id: Id,
    status: Status,
    #[column(len = 10)]
    note: String,
}

fn main() {}
