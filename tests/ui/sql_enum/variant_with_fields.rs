use store::SqlEnum;

#[derive(SqlEnum)]
enum Status {
    Pending,
    Failed(String),
    Done { at: i64 },
    Empty(),
}

fn main() {}
