use store::SqlEnum;

#[derive(SqlEnum)]
#[sql_enum(rename_all = "lowercase", rename_all = "UPPERCASE")]
enum Status {
    #[sql_enum(rename = "a", rename = "b")]
    Pending,
}

fn main() {}
