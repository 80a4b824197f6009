//! Tables that use every attribute.

mod account;
mod every_type;
mod holder_sale;
mod job;
mod member;
mod meter;
mod old_guest;
mod old_invoice;
mod order;
mod order_detail;
mod page;
mod plain;
mod sale;
mod shipment;
mod signal;

pub use account::{Account, AccountTotal, Document, NewDocument};
pub use every_type::{Color, EveryType, Money, Point};
pub use holder_sale::{HolderNote, HolderRevenue, HolderSale, RegionSales};
pub use job::{Job, JobId, Status, Step};
pub use member::Member;
pub use meter::Meter;
pub use old_guest::{NewOldGuest, OldGuest};
pub use old_invoice::{NewOldInvoice, OldInvoice};
pub use order::{Invitation, NewInvitation, NewOrder, NewTenantNote, NewTicket, Order, TenantNote, Ticket};
pub use order_detail::{OldLine, OldPrice, OldUser, OrderDetail};
pub use page::Page;
pub use plain::Plain;
pub use sale::{Overall, RegionNote, RegionTotal, Sale, SaleLine, SaleOrder, SaleRegion};
pub use shipment::Shipment;
pub use signal::{Extremes, Light, Signal, SignalLight};
