//! The model as a constant.

use proc_macro2::{Literal as TokenLiteral, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use store_core::schema::{
    Action, Columns, Computed, DefaultValue, EngineSql, Generated, Index, KeyKind, Sort,
};
use store_core::{Dialect, SqlType};
use syn::Ident;
use syn::spanned::Spanned;

use super::condition::{clauses, literal};
use super::packed::packed;
use super::raw;
use crate::lower::{FieldInfo, Lowered, ViewText};

/// Returns the model of the table, a constant expression.
///
/// Empty parts are left out, because each `&[]` is a separate constant for the compiler.
pub(super) fn tokens(lowered: &Lowered<'_>) -> TokenStream {
    let model = &lowered.model;
    let columns = columns(lowered);
    let keys = model.keys.iter().map(|key| {
        let (name, columns) = (key.name, numbers(key.columns));
        let kind = match key.kind {
            KeyKind::Primary => quote!(Primary),
            KeyKind::Unique => quote!(Unique),
        };
        quote!(__store::Key { name: #name, kind: __store::KeyKind::#kind, columns: &[#columns] })
    });
    let indexes = model.indexes.iter().map(index);
    let foreign_keys = model.foreign_keys.iter().map(|key| {
        let (name, columns, to_table, to_columns) =
            (key.name, numbers(key.columns), key.to_table, key.to_columns);
        let to_schema = option(key.to_schema);
        let on_delete = match key.on_delete {
            Action::NoAction => quote!(NoAction),
            Action::Cascade => quote!(Cascade),
            Action::SetNull => quote!(SetNull),
        };
        quote!(__store::ForeignKey {
            name: #name, columns: &[#columns], to_schema: #to_schema, to_table: #to_table,
            to_columns: &[#(#to_columns),*], on_delete: __store::Action::#on_delete
        })
    });
    let checks = model.checks.iter().map(|check| {
        let (name, clauses) = (check.name, clauses(check.clauses));
        let sql = match &check.sql {
            Some(sql) => {
                let sql = engine_sql(sql);
                quote!(__store::Some(#sql))
            }
            None => quote!(__store::None),
        };
        quote!(__store::CheckConstraint { name: #name, clauses: #clauses, sql: #sql })
    });
    let name = model.name;
    let schema = model.schema.map(|schema| quote!(schema: __store::Some(#schema),));
    let doc = part("doc", !model.doc.is_empty(), model.doc);
    let without_rowid = part("without_rowid", model.without_rowid, true);
    let not_strict = part("not_strict", model.not_strict, true);
    let undeclared = members("undeclared", model.undeclared.iter());
    let returning = part("returning", model.returning, true);
    let version = model.version.map(|at| {
        let at = TokenLiteral::usize_unsuffixed(at);
        quote!(version: __store::Some(#at),)
    });
    let view = lowered.view.as_ref().map(view);
    let keys = members("keys", keys);
    let indexes = members("indexes", indexes);
    let foreign_keys = members("foreign_keys", foreign_keys);
    let checks = members("checks", checks);
    quote!(&__store::TableModel {
        #schema name: #name, #doc columns: #columns, #keys #indexes #foreign_keys #checks #without_rowid #not_strict #undeclared #returning
        #version #view
        ..__store::TableModel::NONE
    })
}

/// Returns the query of a view as a member.
fn view(view: &ViewText) -> TokenStream {
    let select = Dialect::ALL.map(|dialect| raw::parts(&view.parts[dialect as usize], |_, _| ()));
    quote!(view: __store::Some(__store::ViewQuery { select: [#(#select),*] }),)
}

/// Returns a member of a struct expression, or nothing if its default is wanted.
fn part(name: &str, wanted: bool, value: impl ToTokens) -> Option<TokenStream> {
    let name = Ident::new(name, Span::call_site());
    wanted.then(|| quote!(#name: #value,))
}

/// Returns a member that is a list, or nothing if the list is empty.
fn members(name: &str, members: impl ExactSizeIterator<Item = impl ToTokens>) -> Option<TokenStream> {
    part(name, members.len() > 0, quote!(&[#(#members),*]))
}

/// Returns the columns, part by part.
fn columns(lowered: &Lowered<'_>) -> TokenStream {
    let Columns {
        names,
        fields,
        docs,
        types,
        nullable,
        defaults,
        generated,
        insert_only,
        merges,
        check_names,
        default_names,
        sql_types,
        renamed_from,
    } = lowered.model.columns;
    let types = types.iter().zip(&lowered.fields).map(|(ty, info)| column_type(*ty, info));
    let nullable =
        nullable.iter().zip(&lowered.fields).map(|(nullable, info)| self::nullable(*nullable, info));
    let defaults = by_place("defaults", defaults, default_value);
    let generated = by_place("generated", generated, self::generated);
    let places = |name: &str, places: &[usize]| {
        members(name, places.iter().map(|at| TokenLiteral::usize_unsuffixed(*at)))
    };
    let insert_only = places("insert_only", insert_only);
    let merges = by_place("merges", merges, |merge| {
        let merge = format_ident!("{merge:?}");
        quote!(__store::Merge::#merge)
    });
    let check_names = by_place("check_names", check_names, |name| quote!(#name));
    let default_names = by_place("default_names", default_names, |name| quote!(#name));
    let sql_types = by_place("sql_types", sql_types, engine_sql);
    let renamed_from = by_place("renamed_from", renamed_from, |name| quote!(#name));
    let fields = part("fields", !fields.is_empty(), packed(fields.iter()));
    let docs = part("docs", !docs.is_empty(), packed(docs.iter()));
    let names = packed(names.iter());
    quote!(__store::Columns {
        names: #names, types: &[#(#types),*], nullable: &[#(#nullable),*], #fields #docs #defaults #generated #insert_only #merges
        #check_names #default_names #sql_types #renamed_from
        ..__store::Columns::NONE
    })
}

/// Returns a member that is a list of properties with the positions of their columns, or nothing if the list is empty.
fn by_place<T>(
    name: &str,
    properties: &[(usize, T)],
    tokens: impl Fn(&T) -> TokenStream,
) -> Option<TokenStream> {
    let properties = properties.iter().map(|(at, property)| {
        let (at, property) = (TokenLiteral::usize_unsuffixed(*at), tokens(property));
        quote!((#at, #property))
    });
    members(name, properties)
}

/// Returns SQL of an existing database.
fn engine_sql(sql: &EngineSql<'_>) -> TokenStream {
    let sql = sql.sql;
    quote!(__store::EngineSql { sql: [#(#sql),*] })
}

fn default_value(value: &DefaultValue<'_>) -> TokenStream {
    match value {
        DefaultValue::Sql(sql) => {
            let sql = engine_sql(sql);
            quote!(__store::DefaultValue::Sql(#sql))
        }
        DefaultValue::Literal(value) => {
            let value = literal(value);
            quote!(__store::DefaultValue::Literal(#value))
        }
        // The `Debug` form of a variant without fields is its name.
        plain => {
            let name = format_ident!("{plain:?}");
            quote!(__store::DefaultValue::#name)
        }
    }
}

fn generated(generated: &Generated<'_>) -> TokenStream {
    match generated {
        Generated::Identity { seed, increment, reuse } => {
            quote!(__store::Generated::Identity { seed: #seed, increment: #increment, reuse: #reuse })
        }
        Generated::Computed(Computed { sql, stored }) => {
            quote!(__store::Generated::Computed(__store::Computed { sql: [#(#sql),*], stored: #stored }))
        }
        // The `Debug` form of a variant without fields is its name.
        plain => {
            let name = format_ident!("{plain:?}");
            quote!(__store::Generated::#name)
        }
    }
}

/// Returns the type through which a field is read.
///
/// For a type that the derive knows by name, the trait `As` is implemented only if the type is the one that its name says.
/// Primitive types are written with their full path, in case the program has another type with the name.
pub(super) fn field_type(info: &FieldInfo) -> TokenStream {
    let (rust, inner) = (&info.ty, &info.known.inner);
    match (&info.attrs.json, info.known.nullable) {
        (None, _) if info.is_deferred() => quote!(#rust),
        (None, false) if info.known.is_primitive() => quote_spanned!(rust.span()=> __store::#inner),
        (None, nullable) => {
            // A kind has the name of the variant of `SqlType`, with which the `Debug` form starts.
            let debug = format!("{:?}", info.known.ty);
            let name = debug.split(|ch: char| !ch.is_alphanumeric()).next().unwrap_or_default();
            let name = Ident::new(name, rust.span());
            if nullable {
                quote_spanned!(rust.span()=> __store::As<#rust, __store::Nullable<__store::#name>>)
            } else {
                quote_spanned!(rust.span()=> __store::As<#rust, __store::#name>)
            }
        }
        (Some(_), false) => quote!(__store::derive::Json<#inner>),
        (Some(_), true) => quote!(::core::option::Option<__store::derive::Json<#inner>>),
    }
}

pub(super) fn column_type(ty: SqlType, info: &FieldInfo) -> TokenStream {
    if ty != SqlType::Deferred {
        return sql_type(ty);
    }
    let rust = &info.ty;
    let len = info.attrs.len.map(|len| {
        let value = TokenLiteral::u32_unsuffixed(len.value);
        quote_spanned!(len.span=> .with_len(#value))
    });
    let digits = info.attrs.precision.map(|precision| {
        let scale = TokenLiteral::u32_unsuffixed(info.attrs.scale.map_or(0, |scale| scale.value));
        let value = TokenLiteral::u32_unsuffixed(precision.value);
        quote_spanned!(precision.span=> .with_precision(#value, #scale))
    });
    quote_spanned!(rust.span()=> <#rust as __store::Field>::TYPE #len #digits)
}

pub(super) fn nullable(nullable: bool, info: &FieldInfo) -> TokenStream {
    let rust = &info.ty;
    if info.is_deferred() { quote!(<#rust as __store::Field>::NULLABLE) } else { quote!(#nullable) }
}

/// Returns a type that the derive knows.
pub(super) fn sql_type(ty: SqlType) -> TokenStream {
    let sized = |name: TokenStream, len: Option<u32>| {
        let len = len.map_or_else(
            || quote!(__store::None),
            |len| {
                let len = TokenLiteral::u32_unsuffixed(len);
                quote!(__store::Some(#len))
            },
        );
        quote!(__store::SqlType::#name(#len))
    };
    match ty {
        SqlType::Text(len) => sized(quote!(Text), len),
        SqlType::Bytes(len) => sized(quote!(Bytes), len),
        SqlType::FixedBytes(len) => {
            let len = TokenLiteral::u32_unsuffixed(len);
            quote!(__store::SqlType::FixedBytes(#len))
        }
        SqlType::Decimal { precision, scale } => {
            quote!(__store::SqlType::Decimal { precision: #precision, scale: #scale })
        }
        // The `Debug` form of a variant without fields is its name.
        plain => {
            let name = Ident::new(&format!("{plain:?}"), proc_macro2::Span::call_site());
            quote!(__store::SqlType::#name)
        }
    }
}

fn index(index: &Index<'_>) -> TokenStream {
    let (name, columns) = (index.name, sorts(index.columns));
    let include = members("include", index.include.iter().map(|at| TokenLiteral::usize_unsuffixed(*at)));
    let filter = part("filter", !index.filter.is_empty(), clauses(index.filter));
    quote!(__store::Index { name: #name, columns: #columns, #include #filter ..__store::Index::NONE })
}

/// Returns columns with directions.
pub(super) fn sorts(sorts: &[Sort]) -> TokenStream {
    let sorts = sorts.iter().map(|sort| {
        let (column, descending) = (TokenLiteral::usize_unsuffixed(sort.column), sort.descending);
        quote!(__store::Sort { column: #column, descending: #descending })
    });
    quote!(&[#(#sorts),*])
}

/// Returns numbers, separated by commas.
pub(super) fn numbers(numbers: &[usize]) -> TokenStream {
    let numbers = numbers.iter().map(|number| TokenLiteral::usize_unsuffixed(*number));
    quote!(#(#numbers),*)
}

fn option(text: Option<&str>) -> TokenStream {
    text.map_or_else(|| quote!(__store::None), |text| quote!(__store::Some(#text)))
}
