use store::{Table, View};

#[derive(Table)]
struct Invoice {
    #[column(primary_key)]
    id: i64,
}

#[derive(View)]
#[view(select = "SELECT id FROM {Invoice}")]
struct WithAKey {
    #[column(primary_key)]
    id: i64,
}

#[derive(View)]
#[view(select = "SELECT id FROM {Invoice}")]
struct WithADefault {
    #[column(default = 1)]
    id: i64,
}

#[derive(View)]
#[view(select = "SELECT id FROM {Invoice}")]
struct WithoutColumns {}

#[derive(View)]
#[view(select = "SELECT id, id FROM {Invoice}", unique(columns(id)))]
struct WithIndex {
    id: i64,
    #[column(name = "ID")]
    other: i64,
}

#[derive(View)]
#[view(name = "select", select = "SELECT id FROM {Invoice}")]
struct Reserved {
    id: i64,
}

#[derive(View)]
#[view(select = "SELECT id FROM {Invoice}", derive(Debug))]
struct NothingToDerive {
    id: i64,
}

#[derive(View)]
#[view(select = "SELECT id FROM {Invoice}")]
struct Generic<T> {
    id: T,
}

#[derive(View)]
#[view(select = "SELECT id FROM {Invoice}")]
enum NotAStruct {
    Id,
}

fn main() {}
