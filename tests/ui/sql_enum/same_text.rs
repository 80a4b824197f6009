use store::SqlEnum;

#[derive(SqlEnum)]
#[sql_enum(rename_all = "snake_case")]
enum Status {
    InProgress,
    #[sql_enum(rename = "IN_PROGRESS")]
    Running,
    #[sql_enum(rename = "in_progress")]
    Busy,
}

fn main() {}
