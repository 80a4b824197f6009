//! The placement of an order, in one transaction.

use store::Batch;
use store::prelude::*;

use crate::tables::{NewLine, NewOrder, Order, Product};

/// An order to place: the customer, and the code and the number of pieces of each product.
pub(crate) struct PlaceOrder {
    pub(crate) customer: &'static str,
    pub(crate) lines: Vec<(&'static str, i32)>,
}

/// The result of a placement.
pub(crate) enum Placed {
    Order(Order),
    /// A product is not in stock. Nothing was changed.
    NotInStock,
}

impl UnitOfWork for PlaceOrder {
    type Output = Placed;

    async fn run<C: Connection>(&self, db: &mut C) -> Result<Placed, Error> {
        let codes: Vec<&str> = self.lines.iter().map(|(code, _)| *code).collect();
        let products = Product::of_codes(&codes).all(db).await?;
        // All products are taken from the stock in one request. A product with fewer pieces is not changed, and then the guard
        // undoes the whole batch.
        let (mut batch, mut taken) = (Batch::new(), Vec::new());
        for (code, pieces) in &self.lines {
            let known = products.iter().find(|product| product.code == *code);
            let Some(product) = known else { return Ok(Placed::NotInStock) };
            let slot = batch.execute_returning(Product::take(product.id, *pieces));
            batch.expect(slot, 1);
            taken.push((slot, *pieces));
        }
        let mut results = match db.batch(batch).await {
            Err(error) if error.kind() == ErrorKind::UnexpectedRowCount => return Ok(Placed::NotInStock),
            results => results?,
        };
        let order = db.insert_returning(&NewOrder { customer: self.customer.to_owned() }).await?;
        let mut lines = Vec::new();
        for (slot, pieces) in taken {
            let rows = results.take(slot)?;
            let line = |product: &Product| NewLine {
                order_id: order.id,
                product_id: product.id,
                pieces,
                price: product.price,
            };
            lines.extend(rows.iter().map(line));
        }
        db.insert_many(&lines).await?;
        Ok(Placed::Order(order))
    }
}
