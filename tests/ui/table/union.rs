use store::Table;

#[derive(Table)]
union Job {
    a: i64,
    b: f64,
}

fn main() {}
