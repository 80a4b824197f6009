use store::Table;

type Address = Option<i32>;

#[derive(Table)]
#[table(unique(columns(place)))]
#[query(update rename(email) set(name = :name) many)]
struct Member {
    #[column(primary_key)]
    id: i64,
    #[column(unique)]
    email: Option<i32>,
    place: i32,
    name: i64,
}

#[derive(Table)]
struct Letter {
    #[column(primary_key)]
    id: i64,
    #[column(unique)]
    address: Address,
}

fn main() {}
