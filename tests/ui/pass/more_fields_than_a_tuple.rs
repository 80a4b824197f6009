use store::Table;

#[derive(Table)]
struct Wide {
    #[column(primary_key)]
    c01: i64, c02: i32, c03: i32, c04: i32, c05: i32, c06: i32, c07: i32, c08: i32,
    c09: i32, c10: i32, c11: i32, c12: i32, c13: i32, c14: i32, c15: i32, c16: i32,
    c17: i32, c18: String, c19: Option<Vec<u8>>, c20: [u8; 4],
    #[column(json)]
    c21: Vec<String>,
}

fn main() {
    assert!(Wide::SQL.of(store::Dialect::Sqlite).insert().contains("?21"));
}
