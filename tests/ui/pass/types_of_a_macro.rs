#![allow(unused_parens)]

use store::Table;

macro_rules! table {
    ($key:ty, $optional:ty) => {
        #[derive(Table)]
        #[query(select some(id, maybe?, number))]
        struct Job {
            #[column(primary_key, len = 5)]
            id: $key,
            maybe: $optional,
            number: (i64),
        }
    };
}

table!(String, Option<i32>);

fn main() {
    let _ = Job::some("a", Some(5), 6);
}
