// `Uuid` is a name that the derive knows, but here it is a text.

use store::Table;

type Uuid = String;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    uuid: Uuid,
}

fn main() {}
