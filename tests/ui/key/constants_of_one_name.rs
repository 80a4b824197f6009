use store::Table;

#[derive(Table)]
#[table(unique(name = "ux_a_b", columns(a)), unique(name = "ux_a__b", columns(b)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    a: i64,
    b: i64,
}

fn main() {}
