use store::{Connection, ConnectionExt, Error, Table, View, sql};

#[derive(Table)]
struct Invoice {
    #[column(primary_key)]
    id: i64,
}

#[derive(View)]
#[view(select = "SELECT id FROM {Invoice}")]
#[query(update change(id) set(id = 1))]
#[query(delete remove(id))]
#[query(claim next() order_by(id) set(id = 1))]
#[query(select pages() order_by(id) page)]
struct Changed {
    id: i64,
}

#[derive(View)]
#[view(select = "SELECT id FROM {Invoice}")]
struct Summary {
    id: i64,
}

struct Plain {
    id: i64,
}

async fn write(db: &mut impl Connection) -> Result<(), Error> {
    db.insert(&Summary { id: 1 }).await?;
    db.drop_view::<Invoice>().await?;
    let _ = sql!("SELECT id FROM {Plain}");
    Ok(())
}

fn main() {}
