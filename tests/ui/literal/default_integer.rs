use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(default = 256)]
    a: u8,
    #[column(default = -1)]
    b: u32,
    #[column(default = 32768)]
    c: i16,
    #[column(default = 1.5)]
    d: i32,
    #[column(default = true)]
    e: i32,
    #[column(default = "1")]
    f: Option<i64>,
    #[column(default = 9223372036854775808)]
    g: i64,
}

fn main() {}
