//! The modules of a crate, read from its source, and what a path in one of them refers to.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Attribute, Expr, Item, Lit, Meta, UseTree};

use crate::crates::Crate;

/// The names of a module, from the crate root, which is empty.
pub(crate) type ModulePath = Vec<String>;

/// A module with its items and imports.
#[derive(Default)]
pub(crate) struct Module {
    /// The names of the items that the module defines, modules aside.
    items: BTreeSet<String>,
    /// The imported names and their paths, as written.
    imports: BTreeMap<String, Vec<String>>,
    /// The paths of the `use path::*` items, as written.
    globs: Vec<Vec<String>>,
}

/// A source file of a crate and the module that it is.
pub(crate) struct SourceFile {
    /// The path from the root of the repository.
    pub(crate) name: String,
    pub(crate) module: ModulePath,
    /// Whether the module, or one that it is in, is compiled for tests only.
    pub(crate) is_test: bool,
    pub(crate) syntax: syn::File,
}

/// The modules of a crate.
#[derive(Default)]
pub(crate) struct ModuleTree {
    modules: BTreeMap<ModulePath, Module>,
    /// The modules that are compiled for tests only.
    tests: BTreeSet<ModulePath>,
    pub(crate) files: Vec<SourceFile>,
    /// The name by which the crate refers to itself: `extern crate self as name`.
    own_name: Option<String>,
}

/// Where the items of a module are.
struct Scope {
    module: ModulePath,
    /// The folder of the file, from which `#[path]` attributes name other files.
    folder: String,
    /// The folder of the files of inner modules.
    children: String,
    is_test: bool,
}

/// What a path refers to.
#[derive(Debug, PartialEq)]
pub(crate) enum Target {
    /// An item of this module, or the module itself.
    Module(ModulePath),
    /// An item of another crate.
    External(String),
}

/// The imported names that are being followed, by their module: imports may form a cycle.
type Followed = BTreeSet<(ModulePath, String)>;

impl ModuleTree {
    /// Reads the crate from its root file. The error names a file that does not parse or does not exist.
    pub(crate) fn read(source: &Crate) -> Result<ModuleTree, String> {
        let mut tree = ModuleTree::default();
        tree.read_file(source, &source.root_file, Vec::new(), false)?;
        Ok(tree)
    }

    fn read_file(
        &mut self,
        source: &Crate,
        name: &str,
        module: ModulePath,
        is_test: bool,
    ) -> Result<(), String> {
        let text = source.files.get(name).ok_or_else(|| format!("{name}: no such file"))?;
        let syntax = syn::parse_file(text).map_err(|error| format!("{name}: {error}"))?;
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let is_folder_file = matches!(file, "lib.rs" | "main.rs" | "mod.rs");
        let children = if is_folder_file { folder } else { name.trim_end_matches(".rs") };
        let scope = Scope {
            module: module.clone(),
            folder: folder.to_owned(),
            children: children.to_owned(),
            is_test,
        };
        self.read_items(source, &syntax.items, &scope)?;
        self.files.push(SourceFile { name: name.to_owned(), module, is_test, syntax });
        Ok(())
    }

    fn read_items(&mut self, source: &Crate, items: &[Item], scope: &Scope) -> Result<(), String> {
        self.modules.entry(scope.module.clone()).or_default();
        if scope.is_test {
            self.tests.insert(scope.module.clone());
        }
        for item in items {
            let Item::Mod(inner) = item else {
                self.add_item(&scope.module, item);
                continue;
            };
            let module = [scope.module.as_slice(), &[inner.ident.to_string()]].concat();
            let is_test = scope.is_test || is_for_tests(&inner.attrs);
            let path = format!("{}/{}", scope.children, inner.ident);
            if let Some((_, items)) = &inner.content {
                let inner = Scope { module, folder: path.clone(), children: path, is_test };
                self.read_items(source, items, &inner)?;
            } else if let Some(named) = inner.attrs.iter().find_map(path_attribute) {
                self.read_file(source, &format!("{}/{named}", scope.folder), module, is_test)?;
            } else {
                let files = [format!("{path}.rs"), format!("{path}/mod.rs")];
                let found = files.iter().find(|file| source.files.contains_key(*file));
                self.read_file(source, found.unwrap_or(&files[0]), module, is_test)?;
            }
        }
        Ok(())
    }

    fn add_item(&mut self, module: &ModulePath, item: &Item) {
        let name = match item {
            Item::Use(item) => {
                for import in flatten(&item.tree) {
                    self.add_import(module, import);
                }
                None
            }
            Item::ExternCrate(item) if item.ident == "self" => {
                self.own_name = item.rename.as_ref().map(|(_, name)| name.to_string());
                None
            }
            Item::Const(item) => Some(&item.ident),
            Item::Enum(item) => Some(&item.ident),
            Item::Fn(item) => Some(&item.sig.ident),
            Item::Macro(item) => item.ident.as_ref(),
            Item::Static(item) => Some(&item.ident),
            Item::Struct(item) => Some(&item.ident),
            Item::Trait(item) => Some(&item.ident),
            Item::Type(item) => Some(&item.ident),
            Item::Union(item) => Some(&item.ident),
            _ => None,
        };
        let found = self.modules.entry(module.clone()).or_default();
        found.items.extend(name.map(ToString::to_string));
    }

    fn add_import(&mut self, module: &ModulePath, import: Import) {
        let found = self.modules.entry(module.clone()).or_default();
        match import.name {
            Some(name) => {
                found.imports.insert(name, import.path);
            }
            None => found.globs.push(import.path),
        }
    }

    /// Returns the modules directly within another, without those for tests.
    pub(crate) fn children(&self, module: &[String]) -> BTreeSet<String> {
        let depth = module.len() + 1;
        let is_child = |path: &&ModulePath| path.len() == depth && path.starts_with(module);
        let inner = self.modules.keys().filter(|path| is_child(path) && !self.tests.contains(*path));
        inner.filter_map(|path| path.last().cloned()).collect()
    }

    /// Returns what a path in a module refers to, following re-exports. `None` if the crate does not define the name, for
    /// example because a macro does.
    pub(crate) fn resolve(&self, module: &[String], path: &[String]) -> Option<Target> {
        self.follow(module, path, &mut Followed::new())
    }

    fn follow(&self, module: &[String], path: &[String], followed: &mut Followed) -> Option<Target> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" | "$crate" => self.descend(&[], rest, followed),
            "self" => self.descend(module, rest, followed),
            "super" => {
                let (_, parent) = module.split_last()?;
                if rest.is_empty() {
                    return Some(Target::Module(parent.to_vec()));
                }
                // `super::super::name` has its second `super` relative to the parent.
                self.follow(parent, &with_self(rest), followed)
            }
            own if Some(own) == self.own_name.as_deref() => self.descend(&[], rest, followed),
            _ => self.descend(module, path, followed).or_else(|| Some(Target::External(first.clone()))),
        }
    }

    fn descend(&self, module: &[String], path: &[String], followed: &mut Followed) -> Option<Target> {
        let Some((name, rest)) = path.split_first() else {
            return Some(Target::Module(module.to_vec()));
        };
        let child = [module, std::slice::from_ref(name)].concat();
        if self.modules.contains_key(&child) {
            return self.descend(&child, rest, followed);
        }
        let found = self.modules.get(module)?;
        if found.items.contains(name) {
            return Some(Target::Module(module.to_vec()));
        }
        if !followed.insert((module.to_vec(), name.clone())) {
            return None;
        }
        if let Some(import) = found.imports.get(name) {
            // `use serde;` or `use self::name` under its own name would refer to itself.
            if import.first() == Some(name) {
                return Some(Target::External(name.clone()));
            }
            return self.follow(module, &[import.as_slice(), rest].concat(), followed);
        }
        let mut external = None;
        for glob in &found.globs {
            let through = [glob.as_slice(), path].concat();
            match self.follow(module, &through, followed) {
                Some(Target::External(name)) => external = Some(Target::External(name)),
                Some(found) => return Some(found),
                None => {}
            }
        }
        external
    }
}

/// A path after `super::`, which is relative to the parent module.
fn with_self(rest: &[String]) -> Vec<String> {
    match rest.first().map(String::as_str) {
        Some("super" | "self") => rest.to_vec(),
        _ => [&["self".to_owned()], rest].concat(),
    }
}

/// One name of a `use` item; a glob has none.
pub(crate) struct Import {
    name: Option<String>,
    pub(crate) path: Vec<String>,
    pub(crate) line: usize,
}

/// Returns the names that a `use` item imports, with groups expanded.
pub(crate) fn flatten(tree: &UseTree) -> Vec<Import> {
    let mut imports = Vec::new();
    flatten_into(tree, &mut Vec::new(), &mut imports);
    imports
}

fn flatten_into(tree: &UseTree, before: &mut Vec<String>, imports: &mut Vec<Import>) {
    let mut add = |name: Option<String>, ident: Option<&syn::Ident>, line: usize| {
        let mut path = before.clone();
        path.extend(ident.filter(|ident| *ident != "self" || path.is_empty()).map(ToString::to_string));
        let name = name.map(|name| if name == "self" { path.last().cloned().unwrap_or(name) } else { name });
        imports.push(Import { name, path, line });
    };
    match tree {
        UseTree::Path(tree) => {
            before.push(tree.ident.to_string());
            flatten_into(&tree.tree, before, imports);
            before.pop();
        }
        UseTree::Name(tree) => {
            add(Some(tree.ident.to_string()), Some(&tree.ident), tree.ident.span().start().line);
        }
        UseTree::Rename(tree) => {
            add(Some(tree.rename.to_string()), Some(&tree.ident), tree.ident.span().start().line);
        }
        UseTree::Glob(tree) => add(None, None, tree.star_token.spans[0].start().line),
        UseTree::Group(tree) => {
            for tree in &tree.items {
                flatten_into(tree, before, imports);
            }
        }
    }
}

/// Whether a module is compiled for tests only. Such modules may use any other: a unit test may exercise a module through
/// the modules that use it.
pub(crate) fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let Meta::List(list) = &attribute.meta else { return false };
        let condition = list.tokens.to_string();
        list.path.is_ident("cfg")
            && (condition == "test" || condition == "doctest" || condition.starts_with("all (test"))
    })
}

/// Returns the file of `#[path = "file"]`.
fn path_attribute(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else { return None };
    let Expr::Lit(value) = &meta.value else { return None };
    let Lit::Str(file) = &value.lit else { return None };
    attribute.path().is_ident("path").then(|| file.value())
}
