use store::Table;

#[derive(Table)]
struct Smallest {
    #[column(primary_key)]
    id: i64,
}

fn main() {
    assert_eq!(Smallest { id: 1 }.id, 1);
    assert!(Smallest::SQL.of(store::Dialect::Mssql).create_schema().is_none());
}
