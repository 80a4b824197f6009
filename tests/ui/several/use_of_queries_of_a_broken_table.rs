use store::Table;

#[derive(Table)]
#[table(unique(name = "ux_job_a", columns(a)))]
#[query(select some(a) order_by(id) page)]
struct Job {
    #[column(primary_key)]
    id: i64,
    a: i32,
    order: i32,
}

fn main() {
    let _ = Job::some(5, None, 10);
    let _ = Job::UX_JOB_A;
}
