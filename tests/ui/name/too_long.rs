// 129 characters, one more than SQL Server's `sysname` holds.

use store::Table;

#[derive(Table)]
#[table(name = "a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789", primary_key(name = "pk_long", columns(id)))]
struct TooLong {
    id: i64,
}

fn main() {}
