use store::Table;

#[derive(Table)]
#[table(indx(columns(source)))]
#[table(uniqe(columns(source)))]
#[query(slect all())]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(lenght = 5)]
    source: i32,
}

fn main() {}
