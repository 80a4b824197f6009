use store::Table;

#[derive(Table)]
#[query(select some(single = 16777217))]
#[query(select wide(wide = 9223372036854775807))]
#[query(select fine(single = 16777216, wide = 16777217))]
struct Reading {
    #[column(primary_key)]
    id: i64,
    single: f32,
    wide: f64,
}

fn main() {}
