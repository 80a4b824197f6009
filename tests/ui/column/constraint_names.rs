use store::Table;

#[derive(Table)]
#[table(check(name = "ck_rows", stars > 0))]
struct Review {
    #[column(primary_key, check_name = "ck_id")]
    id: i64,
    #[column(default_name = "df_stars", check_name = "ck_stars")]
    stars: i32,
    #[column(check_name = "ck_rows", default = 1, default_name = "ck rows")]
    points: i32,
}

fn main() {}
