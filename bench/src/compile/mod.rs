//! Packages that are compiled to measure the compiler: 100 structs with a derive or one of its words, and small applications.

mod application;
mod cargo;
mod derive;
mod words;

pub(crate) use application::APPLICATIONS;
pub(crate) use cargo::Package;
pub(crate) use derive::{DERIVES, FIELDS, STRUCTS};
pub(crate) use words::{DEPENDENCIES, WORDS};
