use store::prelude::*;

#[derive(Table)]
struct Job<T: Clone> {
    #[column(primary_key)]
    id: i64,
    value: T,
}

#[derive(Table)]
struct Page<'a, 'b> {
    #[column(primary_key)]
    url: &'a str,
    #[column(len = 10)]
    text: &'b str,
}

#[derive(SqlEnum)]
enum Status<T> {
    Waiting,
    Taken(T),
}

#[derive(Field)]
struct Id<'a>(&'a str);

async fn work(db: &mut impl Connection) -> Result<(), Error> {
    db.create::<Job<i32>>().await?;
    db.insert(&Job { id: 1, value: 2 }).await?;
    db.upsert(&Page { url: "a", text: "b" }).await?;
    let _ = db.get::<Job<i32>>(1).await?;
    let _ = (Status::<i32>::Waiting.as_str(), Id("a"));
    Ok(())
}

fn main() {}
