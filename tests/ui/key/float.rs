use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: f64,
    #[column(unique)]
    source: f32,
}

fn main() {}
