use store::SqlEnum;

#[derive(SqlEnum)]
#[sql_enum(rename_all = "snake case")]
enum Status {
    Pending,
}

fn main() {}
