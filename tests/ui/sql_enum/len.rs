use store::SqlEnum;

#[derive(SqlEnum)]
#[sql_enum(len = 6)]
enum Short {
    Pending,
}

#[derive(SqlEnum)]
#[sql_enum(len = 4001)]
enum Long {
    Pending,
}

fn main() {}
