use store::Table;

mod s {
    pub type Kind = i32;
}

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    kind: s::Kind,
}

fn main() {}
