use store::Table;

#[derive(Table)]
struct Inserted {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(schema = "app", name = "DELETED")]
struct A {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "pragma_table_info")]
struct B {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(schema = "json", name = "each")]
struct C {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(schema = "json", name = "other")]
struct D {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
