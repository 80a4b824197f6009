use store::SqlEnum;

#[derive(SqlEnum)]
union Status {
    a: i32,
    b: u32,
}

fn main() {}
