use store::Table;

#[derive(Table)]
#[table(name = "crawl.pages")]
struct Page {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "a.b.c")]
struct Other {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
