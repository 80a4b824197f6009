// Names around a table that are those of its arguments, and of what a derive may write.

#![deny(warnings)]
#![allow(non_upper_case_globals, non_camel_case_types, dead_code)]

use store::prelude::*;

static limit: u32 = 1;
const after: u32 = 2;
const status: u32 = 3;
static name: u32 = 4;
static more: u32 = 5;
struct value;
struct text;
struct row;
struct fields;
struct key_0;
struct json;
struct id;
type R = u8;
type str = String;
type u32 = std::primitive::u32;
type i32 = std::primitive::i32;

#[derive(Clone, Copy, SqlEnum)]
enum State {
    Waiting,
    Taken,
}

#[derive(Field)]
struct Id(i64);

#[derive(Table)]
#[query(select of(status, name?) order_by(id) page)]
#[query(claim next(status = "Waiting") order_by(id) set(status = "Taken"))]
#[query(update raise(id) set(count += :more, at = now() + seconds(:limit)))]
#[query(select listed(name in :value) order_by(id))]
#[query(count by_name() group_by(name))]
struct Job {
    #[column(primary_key)]
    id: Id,
    status: State,
    #[column(len = 20)]
    name: String,
    count: i32,
    kind: R,
    #[column(json)]
    json: Vec<u8>,
    at: chrono::DateTime<chrono::Utc>,
}

fn main() {
    let _ = (limit, after, status, name, more, value, text, row, fields, key_0, json, id);
    let _ = (Job::of(&State::Waiting, None, None, 1), Job::next(10), Job::raise(&Id(1), 1, 2));
}
