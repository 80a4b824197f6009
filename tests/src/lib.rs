//! What the tests share: tables, and the statements they give.

pub mod statements;
pub mod tables;
