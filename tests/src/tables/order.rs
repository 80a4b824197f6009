//! A table with values that the database makes.

use chrono::{DateTime, Utc};
use store::Table;
use uuid::Uuid;

/// An order, whose number, time, state and total the database makes.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "conformance", name = "orders", insert as NewOrder, derive(Clone, Debug))]
#[table(unique(name = "ux_orders_reference", columns(reference)))]
#[table(index(columns(total desc)))]
#[query(select worth(total >= :least) order_by(id))]
#[query(update cancel(id) set(state = "cancelled"))]
#[query(update reprice(quantity >= :least) set(price = :price) returning)]
#[query(delete purge(state = "cancelled") returning)]
#[query(delete drop_some(state) limit(2) returning)]
pub struct Order {
    /// The number of the order.
    #[column(primary_key, identity)]
    pub id: i64,
    /// The reference of the customer.
    #[column(len = 20)]
    pub reference: String,
    /// The number of pieces.
    pub quantity: i32,
    /// The price of a piece.
    pub price: i32,
    /// The price of all pieces.
    #[column(computed = "quantity * price", stored)]
    pub total: i32,
    /// The reference in capital letters.
    #[column(computed(mssql = "UPPER([reference])", sqlite = "upper(`reference`)"), len = 20)]
    pub label: String,
    /// Progress of the order.
    #[column(default = "open", generated, len = 20)]
    pub state: String,
    /// When the order was inserted.
    #[column(default = now(), generated, insert_only)]
    pub created_at: DateTime<Utc>,
    /// A note of the customer.
    pub note: Option<String>,
}

/// An invitation, whose key the database makes.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "conformance", name = "invitations", insert as NewInvitation)]
pub struct Invitation {
    #[column(primary_key, default = new_id(), generated)]
    /// The key.
    pub id: Uuid,
    /// The name of the guest.
    #[column(len = 50)]
    pub guest: String,
}

/// A ticket, whose numbers begin with 1,000 and are multiples of ten.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "conformance", name = "tickets", insert as NewTicket)]
pub struct Ticket {
    #[column(primary_key, identity(seed = 1_000, increment = 10))]
    /// The number of the ticket.
    pub id: i32,
    /// The name of the holder.
    #[column(len = 50)]
    pub holder: String,
}

/// A note of a tenant, whose key the database makes in part.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "conformance", name = "tenant_notes", primary_key(columns(tenant, id)), insert as NewTenantNote)]
pub struct TenantNote {
    /// The tenant.
    pub tenant: i32,
    /// The number of the note.
    #[column(default = new_id(), generated)]
    pub id: Uuid,
    /// The note.
    #[column(len = 50)]
    pub text: String,
}
