//! A table with integers of 8 and 64 bits, an enum of integers, and times with an offset and without a zone.

use std::num::NonZeroU64;

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use store::{SqlEnum, Table};

/// The state of a signal, stored as a number.
#[derive(Clone, Copy, Debug, PartialEq, SqlEnum)]
#[sql_enum(repr = i16)]
pub enum Light {
    /// Stop.
    Red = -1,
    /// Wait.
    Amber,
    /// Go.
    Green = 300,
}

/// A signal.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "conformance", name = "signals", unique(columns(digest)), derive(Debug))]
#[table(index(columns(changed_at)))]
#[query(select lit(light = 300, level >= :least) order_by(id))]
#[query(select of_lights(light in :lights, light != 0) order_by(light desc, id))]
#[query(select by_digest(digest, digest >= 7) order_by(digest))]
#[query(select at(changed_at) order_by(id))]
#[query(select not_at(changed_at != :at, changed_at is not null) order_by(id))]
#[query(select within(changed_at >= :from, changed_at < :until) order_by(changed_at, id))]
#[query(select around(changed_at > :after, changed_at <= :up_to) order_by(changed_at desc, id))]
#[query(select spanning(changed_at between :low and :high, any(checked_at is null, changed_at != checked_at)) order_by(id))]
#[query(select planned_before(planned < :until) order_by(planned desc))]
#[query(select lights() distinct only(light) as SignalLight order_by(light))]
#[query(select extremes() only(least = min(digest), greatest = max(digest), first = min(planned), level = sum(level)) as Extremes)]
#[query(update turn(id) set(light = :light, level -= 1, changed_at = :at))]
#[query(update check_at(id) set(checked_at = changed_at) many)]
#[query(count by_light() group_by(light))]
#[query(count per_digest() group_by(digest))]
pub struct Signal {
    /// The key.
    #[column(primary_key)]
    pub id: i32,
    /// The brightness.
    #[column(default = -1)]
    pub level: i8,
    /// The state.
    #[column(default = 0)]
    pub light: Light,
    /// A hash.
    pub digest: u64,
    /// The number of a message.
    pub message: Option<NonZeroU64>,
    /// When the state changed, at the place of the signal.
    pub changed_at: Option<DateTime<FixedOffset>>,
    /// When the state was checked.
    pub checked_at: Option<DateTime<FixedOffset>>,
    /// When the state is planned to change, wherever the signal is.
    pub planned: NaiveDateTime,
    /// The same, as a type of `time`.
    pub planned_too: time::PrimitiveDateTime,
    /// The same, as a type of `jiff`.
    pub planned_also: Option<jiff::civil::DateTime>,
}
