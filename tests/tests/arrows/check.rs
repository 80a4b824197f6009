//! The rules: which module may use which, which crate may use which, and how long files and functions may be.

use std::collections::BTreeSet;

use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};

use crate::crates::Crate;
use crate::modules::{ModuleTree, Target};
use crate::order::Order;
use crate::paths::references;

const PAGE: &str = "docs/architecture.md";
const MODULE_RULE: &str = "a module uses only modules on the lines above its own";
const CRATE_RULE: &str = "a crate uses only crates on the lines above its own";

/// The drivers, and the only module of `store` that may name them.
const DRIVERS: [&str; 2] = ["store_mssql", "store_sqlite"];
const FACTORY: &str = "factory";

/// Returns the violations of the order of modules, and where the lists and the source differ.
pub(crate) fn module_order(source: &Crate, orders: &[Order]) -> Vec<String> {
    let tree = match ModuleTree::read(source) {
        Ok(tree) => tree,
        Err(error) => return vec![error],
    };
    let mut faults = Vec::new();
    for name in source.files.keys().filter(|name| tree.files.iter().all(|file| file.name != **name)) {
        faults.push(format!("{name}: no `mod` declares this file"));
    }
    if orders.iter().all(|order| order.subject != source.source) {
        faults.push(format!("{PAGE}: no list for {}: add a block ```order {}", source.source, source.source));
    }
    for order in orders {
        let Some(inner) = order.subject.strip_prefix(source.source.as_str()) else { continue };
        let folder: Vec<String> =
            inner.split('/').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        faults.extend(list_is_complete(&tree, order, &folder));
        faults.extend(folder_order(&tree, order, &folder));
    }
    faults
}

fn list_is_complete(tree: &ModuleTree, order: &Order, folder: &[String]) -> Vec<String> {
    let modules = tree.children(folder);
    let subject = &order.subject;
    let missing = modules.iter().filter(|module| order.names().all(|name| name != *module));
    let missing = missing.map(|module| format!("{PAGE}: the list for {subject} lacks `{module}`"));
    let unknown = order.names().filter(|name| !modules.contains(*name));
    let unknown = unknown
        .map(|name| format!("{PAGE}: the list for {subject} has `{name}`, but there is no such module"));
    missing.chain(unknown).collect()
}

fn folder_order(tree: &ModuleTree, order: &Order, folder: &[String]) -> Vec<String> {
    let depth = folder.len();
    let mut faults = Vec::new();
    for file in &tree.files {
        // One message for each module that a file may not use.
        let mut reported = BTreeSet::new();
        for reference in references(file) {
            // The root module of the folder declares and re-exports the others.
            let Some(from) = reference.module.get(depth).filter(|_| reference.module.starts_with(folder))
            else {
                continue;
            };
            let Some(Target::Module(target)) = tree.resolve(&reference.module, &reference.path) else {
                continue;
            };
            let to = target.get(depth);
            if !target.starts_with(folder) || to == Some(from) || !reported.insert(to.cloned()) {
                continue;
            }
            let objection = match to {
                Some(to) => order.objection(from, to).map(|why| format!("`{to}`, which is {why}")),
                None => Some(format!("the root module of {}, which comes after all others", order.subject)),
            };
            faults.extend(objection.map(|objection| {
                let (line, path) = (reference.line, reference.path.join("::"));
                format!("{}:{line}: `{from}` uses {objection} ({path}): {MODULE_RULE}", file.name)
            }));
        }
    }
    faults.sort();
    faults
}

/// Returns the violations of the order of crates.
pub(crate) fn crate_order(crates: &[Crate], order: &Order) -> Vec<String> {
    let mut faults = Vec::new();
    for found in crates {
        if order.names().all(|name| name != found.name) {
            faults.push(format!("{PAGE}: the list of crates lacks `{}`", found.name));
        }
        let own = found.dependencies.iter().filter(|name| crates.iter().any(|other| other.name == **name));
        for dependency in own {
            if let Some(why) = order.objection(&found.name, dependency) {
                let folder = found.source.trim_end_matches("/src");
                faults.push(format!(
                    "{folder}/Cargo.toml: `{}` depends on `{dependency}`, which is {why}: {CRATE_RULE}",
                    found.name
                ));
            }
        }
    }
    faults
}

/// Returns the places outside the factory where `store` names a driver.
pub(crate) fn drivers_in_factory(store: &Crate) -> Vec<String> {
    let tree = match ModuleTree::read(store) {
        Ok(tree) => tree,
        Err(error) => return vec![error],
    };
    let mut faults = Vec::new();
    for file in tree.files.iter().filter(|file| file.module.first().is_none_or(|module| module != FACTORY)) {
        for reference in references(file) {
            let driver = reference.path.first().filter(|name| DRIVERS.contains(&name.as_str()));
            faults.extend(driver.map(|driver| {
                let place = format!("{}:{}", file.name, reference.line);
                format!("{place}: `{driver}` is named outside `{FACTORY}`: `store` names drivers only there")
            }));
        }
    }
    faults
}

/// The limits, in lines.
const MAX_FILE: usize = 600;
const MAX_FUNCTION: usize = 60;

/// The beginning of the comment that allows a longer function.
const REASON: &str = "// Long because ";

/// Returns an error for a file that is too long.
pub(crate) fn file_length(name: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    (lines > MAX_FILE).then(|| format!("{name}: {lines} lines, but the limit is {MAX_FILE}: split the file"))
}

/// Returns an error for each function that is too long, from `fn` to its closing brace, and has no comment with the reason.
pub(crate) fn function_length(name: &str, text: &str) -> Vec<String> {
    let syntax = match syn::parse_file(text) {
        Ok(syntax) => syntax,
        Err(error) => return vec![format!("{name}: {error}")],
    };
    let mut functions = Functions::default();
    functions.visit_file(&syntax);
    let lines: Vec<&str> = text.lines().collect();
    let mut faults = Vec::new();
    for (function, first, last) in functions.found {
        let length = last - first + 1;
        if length > MAX_FUNCTION && !has_reason(&lines[..first - 1]) {
            faults.push(format!(
                "{name}:{first}: `{function}` has {length} lines, but the limit is {MAX_FUNCTION}: split the function, or \
                 write `{REASON}…` above it"
            ));
        }
    }
    faults
}

/// Whether the comments and attributes directly above a function have the line with the reason.
fn has_reason(above: &[&str]) -> bool {
    let block = above
        .iter()
        .rev()
        .map(|line| line.trim())
        .take_while(|line| line.starts_with("//") || line.starts_with('#'));
    block.into_iter().any(|line| line.len() > REASON.len() && line.starts_with(REASON))
}

/// The functions of a file with their first and last line.
#[derive(Default)]
struct Functions {
    found: Vec<(String, usize, usize)>,
}

impl Functions {
    fn add(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let first = signature.span().start().line;
        self.found.push((signature.ident.to_string(), first, block.span().end().line));
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.add(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.add(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.add(&item.sig, block);
        }
        visit::visit_trait_item_fn(self, item);
    }
}
