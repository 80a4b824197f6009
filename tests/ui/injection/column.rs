use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key, name = "id]) VALUES (1); --")]
    id: i64,
    #[column(name = "a'b")]
    quote: i32,
    #[column(name = "a\"b")]
    double_quote: i32,
    #[column(name = "a`b")]
    backtick: i32,
    #[column(name = "a[b")]
    bracket: i32,
    #[column(name = "a;b")]
    semicolon: i32,
    #[column(name = "a--b")]
    dashes: i32,
    #[column(name = "a/*b*/")]
    comment: i32,
    #[column(name = "a\0b")]
    nul: i32,
    #[column(name = "a\nGO\nb")]
    newline: i32,
    #[column(name = "a\u{2028}b")]
    line_separator: i32,
    #[column(name = "a＇b")]
    full_width_quote: i32,
    #[column(name = "aʼb")]
    apostrophe: i32,
    #[column(name = "a］b")]
    full_width_bracket: i32,
    #[column(name = "a b")]
    space: i32,
    #[column(name = "a$(b)")]
    sqlcmd_variable: i32,
    #[column(name = "@a")]
    parameter: i32,
    #[column(name = "#a")]
    temporary: i32,
    #[column(name = "\u{FEFF}a")]
    byte_order_mark: i32,
}

fn main() {}
