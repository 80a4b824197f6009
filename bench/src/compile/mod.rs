//! Packages that are compiled to measure the compiler: 100 structs with a derive, and small applications.

mod application;
mod cargo;
mod derive;

pub(crate) use application::APPLICATIONS;
pub(crate) use cargo::Package;
pub(crate) use derive::{DERIVES, FIELDS, STRUCTS};
