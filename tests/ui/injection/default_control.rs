// Quotes are doubled; what a script or a terminal could read as something else than text is refused.

use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(default = "a\0b")]
    nul: String,
    #[column(default = "a\nGO\nDROP TABLE users")]
    newline: String,
    #[column(default = "a\u{1B}[2Jb")]
    escape_code: String,
    #[column(default = "a\u{85}b")]
    next_line: String,
}

fn main() {}
