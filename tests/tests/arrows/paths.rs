//! The paths in the source of a crate: in `use` items, in code, and in the tokens of macros and attributes.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, ItemMod, ItemUse, Macro, Meta, Path, Visibility};

use crate::modules::{ModulePath, SourceFile, flatten, is_for_tests};

/// A path in the source.
pub(crate) struct Reference {
    pub(crate) line: usize,
    /// The module that has the path.
    pub(crate) module: ModulePath,
    /// The path as written.
    pub(crate) path: Vec<String>,
}

/// Returns the paths in a file, except those in modules for tests.
pub(crate) fn references(file: &SourceFile) -> Vec<Reference> {
    let mut visitor = References { module: file.module.clone(), found: Vec::new() };
    if !file.is_test {
        visitor.visit_file(&file.syntax);
    }
    visitor.found
}

struct References {
    module: ModulePath,
    found: Vec<Reference>,
}

impl References {
    fn add(&mut self, line: usize, path: Vec<String>) {
        self.found.push(Reference { line, module: self.module.clone(), path });
    }

    /// Adds the paths among tokens that only a macro can parse.
    fn scan(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Group(group) => self.scan(group.stream()),
                TokenTree::Ident(first) if !follows_colon(&tokens, at) => {
                    let (path, after) = path_at(&tokens, at);
                    if path.len() > 1 {
                        let line = first.span().start().line;
                        let group = tokens.get(after);
                        self.add_grouped(line, path, group);
                    }
                    at = after;
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// Adds a path, or the paths of the group that it ends in, such as `use a::{b, c}` within `macro_rules!`.
    fn add_grouped(&mut self, line: usize, path: Vec<String>, after: Option<&TokenTree>) {
        let Some(TokenTree::Group(group)) = after.filter(|_| path.last().is_some_and(String::is_empty))
        else {
            self.add(line, path.into_iter().filter(|name| !name.is_empty()).collect());
            return;
        };
        if group.delimiter() == Delimiter::Brace {
            for token in group.stream() {
                if let TokenTree::Ident(name) = token {
                    let inner = path[..path.len() - 1].iter().cloned().chain([name.to_string()]).collect();
                    self.add(name.span().start().line, inner);
                }
            }
        }
    }
}

/// Whether a token follows `::` and is thus not the beginning of a path.
fn follows_colon(tokens: &[TokenTree], at: usize) -> bool {
    at >= 2 && is_colon(&tokens[at - 1]) && is_colon(&tokens[at - 2])
}

fn is_colon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':')
}

/// Returns the path that begins at a token and the position after it. A path that ends in `::` has an empty last name.
fn path_at(tokens: &[TokenTree], mut at: usize) -> (Vec<String>, usize) {
    let mut path = Vec::new();
    while let Some(TokenTree::Ident(name)) = tokens.get(at) {
        path.push(name.to_string());
        at += 1;
        if !(tokens.get(at).is_some_and(is_colon) && tokens.get(at + 1).is_some_and(is_colon)) {
            return (path, at);
        }
        at += 2;
    }
    path.push(String::new());
    (path, at)
}

impl<'ast> Visit<'ast> for References {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if is_for_tests(&item.attrs) {
            return;
        }
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        for import in flatten(&item.tree) {
            self.add(import.line, import.path);
        }
    }

    fn visit_visibility(&mut self, _: &'ast Visibility) {
        // `pub(in path)` names a module that the item is in, and uses nothing of it.
    }

    fn visit_path(&mut self, path: &'ast Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if let Some(first) = path.segments.first().filter(|_| names.len() > 1) {
            self.add(first.ident.span().start().line, names);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast Macro) {
        self.visit_path(&item.path);
        self.scan(item.tokens.clone());
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.scan(list.tokens.clone());
        }
    }
}
