use rust_decimal::Decimal;
use store::Table;

#[derive(Table)]
#[table(unique(columns(wide, byte)), index(columns(wide, byte)))]
struct Job {
    #[column(primary_key, len = 450)]
    id: String,
    #[column(len = 849)]
    wide: String,
    #[column(len = 2)]
    byte: Vec<u8>,
    #[column(len = 4000)]
    text: String,
    #[column(len = 8000)]
    bytes: Vec<u8>,
    #[column(precision = 28, scale = 28)]
    decimal: Decimal,
}

fn main() {
    assert!(Job::SQL.of(store::Dialect::Mssql).create_table().contains("NVARCHAR(4000)"));
}
