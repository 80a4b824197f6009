use store::SqlEnum;

#[derive(SqlEnum)]
#[sql_enum(rename = "x")]
enum A {
    Pending,
}

#[derive(SqlEnum)]
enum B {
    #[sql_enum(name = "x")]
    Pending,
}

fn main() {}
