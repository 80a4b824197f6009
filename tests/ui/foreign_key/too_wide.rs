use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(len = 451, references(table = "pages", columns(url)))]
    url: String,
    #[column(references(table = "pages", columns(title)))]
    title: String,
}

fn main() {}
