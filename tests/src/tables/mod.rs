//! Tables that use every attribute.

mod account;
mod every_type;
mod job;
mod meter;
mod order;
mod plain;

pub use account::{Account, Document, NewDocument};
pub use every_type::{Color, EveryType, Money, Point};
pub use job::{Job, JobId, Status, Step};
pub use meter::Meter;
pub use order::{Invitation, NewInvitation, NewOrder, NewTicket, Order, Ticket};
pub use plain::Plain;
