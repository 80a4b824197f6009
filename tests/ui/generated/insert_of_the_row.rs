use store::prelude::*;

#[derive(Table)]
#[table(insert as NewInvoice)]
struct Invoice {
    #[column(primary_key, identity)]
    id: i64,
    name: i64,
}

async fn insert(db: &mut impl Connection) -> Result<(), Error> {
    db.insert(&Invoice { id: 1, name: 2 }).await?;
    Ok(())
}

fn main() {}
