// 451 units of text are 902 bytes.

use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key, len = 451)]
    id: String,
}

fn main() {}
