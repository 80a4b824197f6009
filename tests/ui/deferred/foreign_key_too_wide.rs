use store::{Field, Table};

#[derive(Field)]
#[field(len = 451)]
struct Url(String);

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(references(table = "pages", columns(url)))]
    url: Url,
}

fn main() {}
