use store::prelude::*;

/// A number that only its trait knows.
#[derive(Field)]
struct Revision(String);

#[derive(Table)]
struct Page {
    #[column(primary_key)]
    id: i64,
    #[column(version, len = 10)]
    revision: Revision,
}

fn main() {}
