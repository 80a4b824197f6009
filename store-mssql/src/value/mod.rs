//! Conversion of values: parameters and results on the wire, and rows in JSON.

mod calendar;
mod decode;
mod encode;
mod json;
mod staged;

pub(crate) use decode::decode;
pub(crate) use encode::{Param, declared_type, encode, encode_owned, has_typed_null};
pub(crate) use json::write_json;
pub(crate) use staged::{is_loadable, staged};
