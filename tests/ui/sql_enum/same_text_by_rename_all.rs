use store::SqlEnum;

#[derive(SqlEnum)]
#[sql_enum(rename_all = "lowercase")]
enum Status {
    InProgress,
    Inprogress,
}

fn main() {}
