use store::Table;

#[derive(Table)]
#[table(schema = "", name = "")]
struct Empty {
    #[column(primary_key, name = "")]
    id: i64,
}

fn main() {}
