use store::SqlEnum;

#[derive(SqlEnum)]
enum Status {
    #[sql_enum(rename = "a\0')")]
    Nul,
    #[sql_enum(rename = "b\n')); DROP TABLE users; --")]
    Newline,
    #[sql_enum(rename = "\u{1B}[2J")]
    Escape,
    #[sql_enum(rename = " ")]
    Space,
    #[sql_enum(rename = "trailing ")]
    Trailing,
    #[sql_enum(rename = "\u{A0}leading")]
    Leading,
    #[sql_enum(rename = "")]
    Empty,
}

fn main() {}
