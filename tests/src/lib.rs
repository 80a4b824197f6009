//! The tables that the tests share.

pub mod tables;
