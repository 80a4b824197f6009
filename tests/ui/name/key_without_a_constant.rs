use store::Table;

#[derive(Table)]
#[table(unique(name = "_", columns(a)), unique(name = "_1a", columns(b)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    a: i32,
    b: i32,
}

#[derive(Table)]
#[table(unique(name = "sql", columns(a)), unique(name = "ux_a", columns(b)), unique(name = "ux__a", columns(c)))]
struct Step {
    #[column(primary_key)]
    id: i64,
    a: i32,
    b: i32,
    c: i32,
}

fn main() {}
