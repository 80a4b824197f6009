use store::Table;

macro_rules! table {
    ($name:ident, $text:literal, $len:literal, $key:ident: $type:ident, $query:ident) => {
        #[derive(Table)]
        #[table(name = $text)]
        #[query(select $query($key, note = :note?) order_by($key) limit(5))]
        #[query(update change($key) set(note = "x"))]
        struct $name {
            #[column(primary_key)]
            $key: $type,
            #[column(len = $len, default = $text)]
            note: String,
        }
    };
}

table!(First, "first_table", 20, id: i64, of_id);
table!(Second, "second_table", 30, number: i32, of_number);

fn main() {
    let _ = First::of_id(1i64, Some("a"));
    let _ = Second::of_number(1i32, None);
    let _ = (First::change(1), Second::change(1));
    assert!(Second::SQL.of(store::Dialect::Mssql).create_table().contains("[second_table]"));
}
