use store::Table;

#[derive(Table)]
#[query(select a(id not 1))]
#[query(select b(id not in ()))]
#[query(select c(weight not in :weights))]
#[query(select d(at > now() + hours(1)))]
#[query(select e(at > now() + milliseconds("1")))]
#[query(select sound(id not in (1, 2), name not in :names?, bytes in :list, at > now() - milliseconds(20)))]
struct Thing {
    #[column(primary_key)]
    id: i64,
    #[column(len = 20)]
    name: String,
    weight: f64,
    bytes: [u8; 4],
    at: chrono::DateTime<chrono::Utc>,
}

fn main() {}
