//! From attributes to store-core's model: names are resolved, every rule is checked.

mod column;
mod condition;
mod index;
mod key;
mod name;
mod params;
mod query;

use bumpalo::Bump;
use proc_macro2::{Group, Literal, Span, TokenStream, TokenTree};
use quote::quote_spanned;
use store_core::derive::PackedStrings;
use store_core::schema::{Column, Columns, Key, Merge, TableModel};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields, GenericParam, Generics, Ident, Path, parse_quote};

pub(crate) use column::{FieldInfo, check_digits, check_len};
pub(crate) use params::{Param, Role};
pub(crate) use query::{QueryInfo, primary_key};

use crate::attr::{self, QueryAttr, TableAttrs};
use crate::ctxt::Ctxt;

/// A table, as far as its declaration could be understood: it passed all checks if no error was noted.
pub(crate) struct Lowered<'b> {
    pub(crate) krate: Path,
    pub(crate) model: TableModel<'b>,
    pub(crate) fields: Vec<FieldInfo>,
    /// Fields that are no columns.
    pub(crate) skipped: Vec<Ident>,
    pub(crate) queries: Vec<QueryInfo<'b>>,
    /// Checks that only the compiler can make, since they need a type that only its trait knows.
    pub(crate) asserts: Vec<TokenStream>,
}

/// What the steps of lowering share.
struct Scope<'c, 'b> {
    ctxt: &'c Ctxt,
    bump: &'b Bump,
    columns: &'b [Column<'b>],
    fields: &'c [FieldInfo],
    asserts: std::cell::RefCell<Vec<TokenStream>>,
}

impl<'b> Scope<'_, 'b> {
    /// The column of a field.
    fn find(&self, field: &Ident) -> Option<usize> {
        self.fields.iter().position(|info| field.unraw() == info.name)
    }

    /// The column of a field, or an error that names the nearest one.
    fn column(&self, field: &Ident) -> Option<usize> {
        let name = field.unraw().to_string();
        let found = self.find(field);
        if found.is_none() {
            let names = self.fields.iter().map(|info| info.name.as_str());
            let hint = attr::nearest(&name, names.clone()).map_or_else(
                || format!("the fields are `{}`", names.collect::<Vec<_>>().join("`, `")),
                |near| format!("did you mean `{near}`?"),
            );
            self.ctxt.error(field, format!("no field `{name}` is a column of the table: {hint}"));
        }
        found
    }

    /// Columns, each of which may stand once.
    fn columns(&self, fields: &[Ident]) -> Vec<usize> {
        let mut columns = Vec::new();
        for field in fields {
            if let Some(column) = self.column(field) {
                if columns.contains(&column) {
                    self.ctxt.error(field, format!("`{field}` stands twice: remove one"));
                }
                columns.push(column);
            }
        }
        columns
    }

    /// Leaves a check of a column to the compiler; its error stands at `span`, where every token of the call is.
    fn assert(&self, span: Span, check: &str, column: usize, more: &TokenStream) {
        let (check, column) = (Ident::new(check, span), Literal::usize_unsuffixed(column));
        let call = quote_spanned!(span=> __store::assert::#check(MODEL, #column #more));
        self.asserts.borrow_mut().push(respan(call, span));
    }
}

/// The tokens at another place.
fn respan(tokens: TokenStream, span: Span) -> TokenStream {
    let respanned = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let mut group = Group::new(group.delimiter(), respan(group.stream(), span));
            group.set_span(span);
            TokenTree::Group(group)
        }
        mut other => {
            other.set_span(span);
            other
        }
    });
    respanned.collect()
}

/// The default of `#[table(crate = "…")]`.
pub(crate) fn default_crate() -> Path {
    parse_quote!(::store)
}

/// Whether there are no parameters, without which alone the rest can be understood; an error otherwise.
pub(crate) fn plain(ctxt: &Ctxt, generics: &Generics, what: &str) -> bool {
    let message = match generics.params.first() {
        None => return true,
        Some(GenericParam::Lifetime(_)) => {
            format!(
                "a {what} has no lifetimes, as it owns its values: write `String` for `&str`, `Vec<u8>` for `&[u8]`"
            )
        }
        Some(GenericParam::Type(_)) => {
            format!("a {what} has no type parameters: write the types out, in a struct for each")
        }
        Some(GenericParam::Const(_)) => {
            format!("a {what} has no const parameters: write the numbers out, in a struct for each")
        }
    };
    ctxt.error(generics, message);
    false
}

/// Lowers a struct; errors are noted, and where there are some the result only says what was declared.
pub(crate) fn table<'b>(ctxt: &Ctxt, bump: &'b Bump, input: &DeriveInput) -> Option<Lowered<'b>> {
    if !plain(ctxt, &input.generics, "table") {
        return None;
    }
    let attrs = TableAttrs::parse(ctxt, input);
    let queries = QueryAttr::parse_all(ctxt, input);
    let fields = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => fields,
            _ => {
                ctxt.error(&input.ident, "a table needs named fields: write `struct Name { field: Type }`");
                return None;
            }
        },
        _ => {
            ctxt.error(&input.ident, "a table is a struct: derive `SqlEnum` for an enum of texts");
            return None;
        }
    };
    let schema = attrs.schema.as_ref().map(|schema| name::checked(ctxt, schema, "schema"));
    let name = name::table(ctxt, input, &attrs, schema.as_deref());
    let (infos, skipped, columns) = column::lower(ctxt, bump, fields, &attrs, &name);
    let scope = Scope {
        ctxt,
        bump,
        columns: bump.alloc_slice_copy(&columns),
        fields: &infos,
        asserts: Vec::new().into(),
    };
    for (at, info) in infos.iter().enumerate().filter(|(_, info)| info.is_deferred()) {
        if let (Some(default), Some(value)) = (&info.attrs.default, scope.columns[at].default) {
            let value = crate::expand::literal_tokens(&value);
            scope.assert(default.span, "literal", at, &quote::quote!(, #value));
        }
    }
    for (at, info) in infos.iter().enumerate().filter(|(_, info)| info.is_deferred()) {
        if let Some(name) = &info.attrs.check_name {
            scope.assert(name.span, "checked", at, &TokenStream::new());
        }
    }
    let mut names = name::Names::new(ctxt, &name);
    names.of_columns(&infos, &columns);
    let keys = key::lower(&scope, &mut names, &attrs, &input.ident);
    merged(&scope, &keys);
    let indexes = index::lower(&scope, &mut names, &attrs.indexes);
    let (foreign_keys, references) = key::foreign(&scope, &mut names, &attrs, schema.as_deref());
    let checks = index::checks(&scope, &mut names, &attrs.checks);
    let model = TableModel {
        schema: schema.map(|schema| &*bump.alloc_str(&schema)),
        name: bump.alloc_str(&name),
        doc: bump.alloc_str(&attr::doc(&input.attrs)),
        columns: parts(bump, scope.columns),
        keys: bump.alloc_slice_copy(&keys),
        indexes: bump.alloc_slice_copy(&indexes),
        foreign_keys: bump.alloc_slice_copy(&foreign_keys),
        checks: bump.alloc_slice_copy(&checks),
    };
    key::whole(ctxt, &model, fields.span(), &references);
    let queries = query::lower(&scope, &model, queries);
    let asserts = scope.asserts.into_inner();
    let krate = attrs.krate.unwrap_or_else(default_crate);
    Some(Lowered { krate, model, fields: infos, skipped, queries, asserts })
}

/// Holds the columns whose value an upsert does not merely replace to those with which that can be done.
fn merged(scope: &Scope<'_, '_>, keys: &[Key<'_>]) {
    for (at, info) in scope.fields.iter().enumerate() {
        let (name, column) = (&info.name, &scope.columns[at]);
        let Some(word) = info.attrs.add.as_ref().or(info.attrs.keep.as_ref()) else { continue };
        if let (Some(_), Some(keep)) = (&info.attrs.add, &info.attrs.keep) {
            scope.ctxt.error(
                keep,
                format!("an upsert either adds to `{name}` or keeps it: remove `add` or `keep`"),
            );
        }
        if let Some(insert_only) = &info.attrs.insert_only {
            scope.ctxt.error(insert_only, format!("an upsert writes to `{name}`, which only an insert may write: remove `{word}` or `insert_only`"));
        }
        if keys.iter().any(|key| key.columns.contains(&at)) {
            scope.ctxt.error(
                word,
                format!("`{name}` is in a key, which names the row: an upsert does not change it"),
            );
            continue;
        }
        match (column.merge, info.is_deferred()) {
            (Merge::Add, true) => {
                scope.assert(word.span(), "summable", at, &TokenStream::new());
            }
            (Merge::Add, false) if !column.ty.is_arithmetic() || column.nullable => {
                scope.ctxt.error(word, format!("`{name}` is no integer or floating-point number that is never NULL: nothing can be added to it"));
            }
            (Merge::Keep, true) => scope.assert(word.span(), "keepable", at, &TokenStream::new()),
            (Merge::Keep, false) if !column.nullable => {
                scope.ctxt.error(word, format!("`{name}` is never NULL, so that an upsert always replaces it: remove `keep`, or make it an `Option`"));
            }
            _ => {}
        }
    }
}

/// The columns part by part, as the model keeps them.
fn parts<'b>(bump: &'b Bump, columns: &[Column<'b>]) -> Columns<'b> {
    let defaults = columns.iter().enumerate().filter_map(|(at, column)| Some((at, column.default?)));
    let insert_only = (0..columns.len()).filter(|at| columns[*at].insert_only);
    let merges = columns.iter().map(|column| column.merge).enumerate();
    let merges = merges.filter(|(_, merge)| *merge != Merge::Replace);
    Columns {
        names: texts(bump, columns, true, |column| column.name),
        fields: texts(bump, columns, columns.iter().any(|column| column.field != column.name), |column| {
            column.field
        }),
        docs: texts(bump, columns, columns.iter().any(|column| !column.doc.is_empty()), |column| column.doc),
        types: bump.alloc_slice_fill_iter(columns.iter().map(|column| column.ty)),
        nullable: bump.alloc_slice_fill_iter(columns.iter().map(|column| column.nullable)),
        defaults: bump.alloc_slice_copy(&defaults.collect::<Vec<_>>()),
        insert_only: bump.alloc_slice_copy(&insert_only.collect::<Vec<_>>()),
        merges: bump.alloc_slice_copy(&merges.collect::<Vec<_>>()),
        check_names: given(bump, columns, |column| column.check_name),
        default_names: given(bump, columns, |column| column.default_name),
    }
}

/// The names that columns are given, with their positions.
fn given<'b>(
    bump: &'b Bump,
    columns: &[Column<'b>],
    name: impl Fn(&Column<'b>) -> Option<&'b str>,
) -> &'b [(usize, &'b str)] {
    let names = columns.iter().enumerate().filter_map(|(at, column)| Some((at, name(column)?)));
    bump.alloc_slice_copy(&names.collect::<Vec<_>>())
}

fn texts<'b>(
    bump: &'b Bump,
    columns: &[Column<'b>],
    wanted: bool,
    part: impl Fn(&Column<'b>) -> &'b str,
) -> PackedStrings<'b> {
    PackedStrings::Each(
        bump.alloc_slice_fill_iter(columns.iter().filter(|_| wanted).map(part).collect::<Vec<_>>()),
    )
}
