// 128 characters are allowed, and a table and a column of 123 together.

use store::Table;

#[derive(Table)]
#[table(schema = "a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a2345678")]
#[table(name = "b23456789_b23456789_b23456789_b23456789_b23456789_b23456789_b23456789_b23456789_b23456789_b23456789")]
#[table(index(name = "c23456789_c23456789_c23456789_c23456789_c23456789_c23456789_c23456789_c23456789_c23456789_c23456789_c23456789_c23456789_c2345678", columns(source)))]
struct Long {
    #[column(primary_key, name = "d23456789_d23456789_d234")]
    id: i32,
    _source: i32,
    #[column(name = "_")]
    source: i32,
}

fn main() {
    assert!(Long::SQL.of(store::Dialect::Mssql).create_table().contains("[d23456789_d23456789_d234]"));
}
