use store::SqlEnum;

#[derive(SqlEnum)]
#[sql_enum(repr = u8)]
enum OutOfRange {
    A = 255,
    B,
    C = -1,
}

#[derive(SqlEnum)]
#[sql_enum(repr = usize)]
enum OtherType {
    A,
}

#[derive(SqlEnum)]
#[sql_enum(repr = i16, len = 20, rename_all = "lowercase")]
enum Strings {
    #[sql_enum(rename = "b")]
    A,
}

const START: isize = 3;

#[derive(SqlEnum)]
#[sql_enum(repr = i16)]
enum Expression {
    A = START,
}

fn main() {}
