//! Values on the wire and in JSON.

mod calendar;
mod decode;
mod encode;
mod json;

pub(crate) use decode::decode;
pub(crate) use encode::{Nulls, encode};
pub(crate) use json::write_json;
