//! A table with the types of the standard library, `time` and `jiff` that the derive does not know by name.

use std::borrow::Cow;
use std::num::{NonZeroI64, NonZeroU16};
use std::sync::Arc;
use std::time::Duration;

use store::Table;

/// A shipment.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "conformance", name = "shipments", unique(columns(code)))]
#[query(select sent_since(sent_at >= :since, sent_at < now()) order_by(sent_at, id))]
#[query(select open_at(opens <= :at, closes > :at_most, took < :longest) order_by(id))]
#[query(update repack(id) set(pieces = :pieces, took = :took, code = :code))]
pub struct Shipment {
    /// The key.
    #[column(primary_key)]
    pub id: NonZeroI64,
    /// The code.
    #[column(len = 20)]
    pub code: Arc<str>,
    /// The receiver.
    #[column(len = 50)]
    pub receiver: Box<str>,
    /// A note.
    #[column(len = 50)]
    pub note: Option<Cow<'static, str>>,
    /// The number of pieces.
    pub pieces: NonZeroU16,
    /// The duration of the transport.
    pub took: Duration,
    /// When the shipment was sent.
    pub sent_at: time::OffsetDateTime,
    /// When the shipment was seen last.
    pub seen_at: Option<time::UtcDateTime>,
    /// The day of the delivery.
    pub day: time::Date,
    /// When the receiver opens.
    pub opens: time::Time,
    /// When the receiver confirmed the delivery.
    pub confirmed_at: Option<jiff::Timestamp>,
    /// The day on which the bill is due.
    pub due: jiff::civil::Date,
    /// When the receiver closes.
    pub closes: jiff::civil::Time,
}
