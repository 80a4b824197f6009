//! Every rule finds a violation that is planted in a small crate.

use std::collections::BTreeMap;

use crate::check::{crate_order, drivers_in_factory, file_length, function_length, module_order};
use crate::crates::Crate;
use crate::order::Order;

const PAGE: &str = "
```order crates
core
driver store_mssql
app
```

```order app/src
low
side other   # next to each other
high/
```

```order app/src/high
first
second
```
";

const RULE: &str = "a module uses only modules on the lines above its own";

/// A crate with the modules of `PAGE`, without a violation.
fn app(changed: &[(&str, &str)]) -> Crate {
    let sources = [
        (
            "lib.rs",
            "mod low;\n#[path = \"at_the_side.rs\"]\nmod side;\nmod other;\npub mod high;\npub use high::Peak;\nfn own() {}",
        ),
        ("low.rs", "pub(crate) struct Ground;\n"),
        ("at_the_side.rs", "use crate::low::Ground;\n"),
        ("other.rs", "use super::low as ground;\nfn f() { ground::Ground; }\n"),
        ("high/mod.rs", "mod first;\nmod second;\npub use first::Peak;\n"),
        ("high/first.rs", "use crate::{low::{self, Ground}, other};\npub struct Peak;\n"),
        ("high/second.rs", "use super::first::Peak;\nuse std::fmt;\n"),
    ];
    let mut files = BTreeMap::new();
    for (name, text) in sources.iter().chain(changed) {
        files.insert(format!("app/src/{name}"), (*text).to_owned());
    }
    Crate {
        name: "app".to_owned(),
        source: "app/src".to_owned(),
        root_file: "app/src/lib.rs".to_owned(),
        files,
        dependencies: vec!["core".to_owned()],
    }
}

fn faults(changed: &[(&str, &str)]) -> Vec<String> {
    module_order(&app(changed), &Order::of_page(PAGE))
}

#[test]
fn a_crate_in_order_has_no_fault() {
    assert_eq!(faults(&[]), [""; 0]);
}

#[test]
fn an_import_from_below_is_found() {
    let expected = format!(
        "app/src/low.rs:2: `low` uses `high`, which is further down the list (crate::high::Peak): {RULE}"
    );
    assert_eq!(faults(&[("low.rs", "pub(crate) struct Ground;\nuse crate::high::Peak;\n")]), [expected]);
}

#[test]
fn an_import_through_a_re_export_of_the_root_is_found() {
    let expected =
        format!("app/src/low.rs:2: `low` uses `high`, which is further down the list (super::Peak): {RULE}");
    assert_eq!(faults(&[("low.rs", "pub(crate) struct Ground;\nuse super::Peak;\n")]), [expected]);
}

#[test]
fn an_import_from_the_same_line_is_found() {
    let expected = format!(
        "app/src/other.rs:1: `other` uses `side`, which is on the same line of the list (crate::side): {RULE}"
    );
    assert_eq!(faults(&[("other.rs", "use crate::{low, side};\n")]), [expected]);
}

#[test]
fn an_import_of_the_root_is_found() {
    let expected = format!(
        "app/src/low.rs:2: `low` uses the root module of app/src, which comes after all others (crate::own): {RULE}"
    );
    assert_eq!(faults(&[("low.rs", "pub(crate) struct Ground;\nfn f() { crate::own() }\n")]), [expected]);
}

#[test]
fn paths_in_code_macros_and_attributes_are_found() {
    let sources = [
        "pub(crate) struct Ground;\nfn f() { drop(crate::high::Peak); }\n",
        "pub(crate) struct Ground;\nfn f() { println!(\"{}\", crate::high::Peak); }\n",
        "pub(crate) struct Ground;\nmacro_rules! m { () => { $crate::high::Peak } }\n",
        "pub(crate) struct Ground;\nmacro_rules! m { () => { use crate::high::{Peak}; } }\n",
        "pub(crate) struct Ground;\n#[derive(crate::high::Peak)] struct S;\n",
        "pub(crate) struct Ground;\nmod inner { use super::super::high::Peak; }\n",
        "pub(crate) struct Ground;\nfn f(_: impl Fn() -> super::high::Peak) {}\n",
    ];
    for source in sources {
        let found = faults(&[("low.rs", source)]);
        assert_eq!(found.len(), 1, "{source}\n{found:?}");
        assert!(found[0].starts_with("app/src/low.rs:2: `low` uses `high`"), "{found:?}");
    }
}

#[test]
fn a_visibility_uses_nothing() {
    let first = "pub struct Peak;\npub(in crate::high) struct Inner;\n";
    assert_eq!(faults(&[("high/first.rs", first)]), [""; 0]);
}

#[test]
fn a_folder_with_a_list_is_in_order() {
    let expected = format!(
        "app/src/high/first.rs:2: `first` uses `second`, which is further down the list (super::second::Edge): {RULE}"
    );
    let first = "pub struct Peak;\nuse super::second::Edge;\n";
    assert_eq!(faults(&[("high/first.rs", first), ("high/second.rs", "pub struct Edge;\n")]), [expected]);
}

#[test]
fn modules_for_tests_may_use_any_other() {
    let source = "pub(crate) struct Ground;\n#[cfg(test)]\nmod tests { use crate::high::Peak; }\n#[cfg(test)]\nmod more;\n";
    assert_eq!(faults(&[("low.rs", source), ("low/more.rs", "use crate::high::Peak;\n")]), [""; 0]);
}

#[test]
fn a_module_that_is_not_listed_is_found() {
    let root = "mod low;\nmod new;\n#[path = \"at_the_side.rs\"]\nmod side;\nmod other;\npub mod high;\n";
    let found = faults(&[("lib.rs", root), ("new.rs", "use crate::low::Ground;\n")]);
    let unlisted =
        format!("app/src/new.rs:1: `new` uses `low`, which is not in the list (crate::low::Ground): {RULE}");
    assert_eq!(found, ["docs/architecture.md: the list for app/src lacks `new`".to_owned(), unlisted]);
}

#[test]
fn a_listed_module_that_does_not_exist_is_found() {
    let page = PAGE.replace("side other", "side other gone");
    let found = module_order(&app(&[]), &Order::of_page(&page));
    assert_eq!(found, ["docs/architecture.md: the list for app/src has `gone`, but there is no such module"]);
}

#[test]
fn a_crate_without_a_list_is_found() {
    let found = module_order(&app(&[]), &[]);
    assert_eq!(found, ["docs/architecture.md: no list for app/src: add a block ```order app/src"]);
}

#[test]
fn a_file_that_no_module_declares_is_found() {
    assert_eq!(faults(&[("stray.rs", "")]), ["app/src/stray.rs: no `mod` declares this file"]);
}

#[test]
fn a_dependency_on_a_crate_below_is_found() {
    let crates = [("core", "app"), ("driver", "store_mssql")].map(|(name, dependency)| Crate {
        name: name.to_owned(),
        source: format!("{name}/src"),
        dependencies: vec![dependency.to_owned(), "serde".to_owned()],
        ..app(&[])
    });
    let mssql = Crate { name: "store_mssql".to_owned(), ..app(&[]) };
    let crates = crates.into_iter().chain([mssql, app(&[])]).collect::<Vec<_>>();
    let rule = "a crate uses only crates on the lines above its own";
    assert_eq!(
        crate_order(&crates, &Order::of_page(PAGE)[0]),
        [
            format!("core/Cargo.toml: `core` depends on `app`, which is further down the list: {rule}"),
            format!(
                "driver/Cargo.toml: `driver` depends on `store_mssql`, which is on the same line of the list: {rule}"
            ),
        ]
    );
}

#[test]
fn a_driver_named_outside_the_factory_is_found() {
    let root = "mod factory;\nmod runner;\n";
    let in_order = [("lib.rs", root), ("factory.rs", "use store_mssql::Mssql;\n"), ("runner.rs", "")];
    assert_eq!(drivers_in_factory(&app(&in_order)), [""; 0]);
    let planted = [("lib.rs", root), ("factory.rs", ""), ("runner.rs", "\nfn f() { store_mssql::open() }\n")];
    assert_eq!(
        drivers_in_factory(&app(&planted)),
        ["app/src/runner.rs:2: `store_mssql` is named outside `factory`: `store` names drivers only there"]
    );
}

#[test]
fn a_long_file_is_found() {
    assert_eq!(file_length("a.rs", &"\n".repeat(600)), None);
    let found = file_length("a.rs", &"\n".repeat(601));
    assert_eq!(found.as_deref(), Some("a.rs: 601 lines, but the limit is 600: split the file"));
}

#[test]
fn a_long_function_is_found_unless_a_comment_says_why() {
    let function = |lines: usize| format!("#[inline]\nfn long() {{\n{}}}\n", "\n".repeat(lines - 2));
    assert_eq!(function_length("a.rs", &function(60)), [""; 0]);
    let expected = "a.rs:2: `long` has 61 lines, but the limit is 60: split the function, or write `// Long because …` above it";
    assert_eq!(function_length("a.rs", &function(61)), [expected]);
    let method = format!("impl S {{\n{}}}\n", function(61));
    assert_eq!(function_length("a.rs", &method).len(), 1);
    let reason = format!("// Long because every arm is one line.\n{}", function(61));
    assert_eq!(function_length("a.rs", &reason), [""; 0]);
    let elsewhere = format!("// Long because of this.\n\n{}", function(61));
    assert_eq!(function_length("a.rs", &elsewhere).len(), 1);
    let empty = format!("// Long because \n{}", function(61));
    assert_eq!(function_length("a.rs", &empty).len(), 1);
}
