// Each name is short enough, `ix_…` made out of three of them is not.

use store::Table;

#[derive(Table)]
#[table(index(columns(a_rather_long_name_of_a_column_1, a_rather_long_name_of_a_column_2, a_rather_long_name_of_a_column_3)))]
#[table(unique(columns(a_rather_long_name_of_a_column_1, a_rather_long_name_of_a_column_2, a_rather_long_name_of_a_column_3)))]
struct ATableWithAnEquallyLongName {
    #[column(primary_key)]
    id: i64,
    a_rather_long_name_of_a_column_1: i32,
    a_rather_long_name_of_a_column_2: i32,
    a_rather_long_name_of_a_column_3: i32,
}

fn main() {}
