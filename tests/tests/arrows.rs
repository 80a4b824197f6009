//! Modules and crates use each other only in the order of `docs/architecture.md`, and no file or function is too long.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics to fail")]

#[path = "arrows/check.rs"]
mod check;
#[path = "arrows/crates.rs"]
mod crates;
#[path = "arrows/modules.rs"]
mod modules;
#[path = "arrows/order.rs"]
mod order;
#[path = "arrows/paths.rs"]
mod paths;
#[path = "arrows/planted.rs"]
mod planted;

use std::fs;
use std::path::Path;

use crates::{files, root, workspace};
use order::Order;

fn orders() -> Vec<Order> {
    let orders = Order::of_page(&fs::read_to_string(root().join("docs/architecture.md")).unwrap());
    assert!(!orders.is_empty(), "docs/architecture.md has no block that begins with ```order");
    orders
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn modules_use_only_those_listed_above_them() {
    let orders = orders();
    let faults: Vec<String> =
        workspace().iter().flat_map(|source| check::module_order(source, &orders)).collect();
    assert_none(&faults);
}

#[test]
fn crates_use_only_those_listed_above_them() {
    let orders = orders();
    let order = orders.iter().find(|order| order.subject == "crates").unwrap();
    assert_none(&check::crate_order(&workspace(), order));
}

#[test]
fn store_names_drivers_in_its_factory_only() {
    let crates = workspace();
    let store = crates.iter().find(|found| found.name == "store").unwrap();
    assert_none(&check::drivers_in_factory(store));
}

/// Every Rust file of the repository: sources, tests, benches and examples.
fn all_files() -> Vec<(String, String)> {
    let root = root();
    let folders = fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
    let is_source = |path: &Path| !name(path).starts_with("target") && !name(path).starts_with('.');
    let folders = folders.filter(|path| path.is_dir() && is_source(path));
    let paths = folders.flat_map(|folder| files(&folder));
    paths.map(|path| (name(&path), fs::read_to_string(&path).unwrap())).collect()
}

#[test]
fn files_and_functions_are_short_or_say_why_not() {
    let mut faults = Vec::new();
    // The structs of the existing schemas are generated.
    for (name, text) in all_files().iter().filter(|(name, _)| !name.starts_with("tests/existing/")) {
        faults.extend(check::file_length(name, text));
        faults.extend(check::function_length(name, text));
    }
    assert_none(&faults);
}
