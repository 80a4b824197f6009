use store::{Field, Table};

#[derive(Field)]
struct Id(i64);

#[derive(Field)]
struct Stars(i32);

#[derive(Table)]
struct Review {
    #[column(primary_key, check_name = "ck_id")]
    id: Id,
    #[column(check_name = "ck_stars")]
    stars: Stars,
}

fn main() {}
