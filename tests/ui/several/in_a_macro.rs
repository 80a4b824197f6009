// The fault is shown where the macro was given it.

use store::Table;

macro_rules! table {
    ($name:ident, $text:literal, $column:ident) => {
        #[derive(Table)]
        #[table(name = $text)]
        struct $name {
            #[column(primary_key)]
            $column: i64,
        }
    };
}

table!(Job, "bad name", order);

fn main() {}
