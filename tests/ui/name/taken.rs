use store::Table;

#[derive(Table)]
#[table(name = "jobs")]
#[table(unique(name = "ux_jobs", columns(a)))]
#[table(unique(name = "UX_jobs", columns(b)))]
#[table(index(name = "ux_jobs", columns(a, b)))]
#[table(index(name = "Jobs", columns(b, a)))]
#[table(index(columns(b)))]
#[table(index(columns(b desc)))]
#[table(check(name = "pk_jobs", a > 0))]
#[table(foreign_key(name = "ux_jobs", columns(a), references(table = "places", columns(id))))]
struct Job {
    #[column(primary_key)]
    id: i64,
    a: i32,
    b: i32,
}

fn main() {}
