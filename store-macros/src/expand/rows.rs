//! Rows to structs and back.

use proc_macro2::{Literal as TokenLiteral, TokenStream};
use quote::{format_ident, quote};
use store_core::fields::MAX_FIELDS;
use syn::DeriveInput;

use super::model;
use crate::lower::{FieldInfo, Lowered, primary_key};
use crate::types::{Passing, parameter};

/// The implementations of `FromRow` and `Table`.
pub(super) fn tokens(lowered: &Lowered<'_>, input: &DeriveInput, sql: &TokenStream) -> TokenStream {
    let model = model::tokens(lowered);
    let ident = &input.ident;
    let len = TokenLiteral::usize_unsuffixed(lowered.fields.len());
    let (reads, fields) = reads(lowered);
    let skipped = lowered.skipped.iter().map(|field| quote!(#field: ::core::default::Default::default()));
    let values = values(lowered);
    let key = Key::of(lowered);
    let (key_type, key_pattern, key_len, key_binds) = (key.ty, key.pattern, key.len, key.binds);
    quote! {
        impl s::FromRow for #ident {
            fn from_row<R: s::Row>(row: &R) -> ::core::result::Result<Self, s::Error> {
                #reads
                Ok(Self { #fields #(#skipped,)* })
            }
        }
        impl s::Table for #ident {
            const MODEL: &'static s::TableModel<'static> = #model;
            const SQL: &'static s::TableSql = #sql;
            type Values<'a> = [s::Value<'a>; #len];
            type Key<'a> = #key_type;
            type KeyValues<'a> = [s::Value<'a>; #key_len];
            fn values(&self) -> ::core::result::Result<Self::Values<'_>, s::Error> {
                #values
            }
            fn key_values<'a>(#key_pattern: Self::Key<'a>) -> ::core::result::Result<Self::KeyValues<'a>, s::Error> {
                Ok([#(#key_binds),*])
            }
        }
    }
}

/// Statements that read the columns into variables of their fields' names, and the fields of the struct.
fn reads(lowered: &Lowered<'_>) -> (TokenStream, TokenStream) {
    let parts = lowered.fields.chunks(MAX_FIELDS).enumerate().map(|(part, fields)| {
        let names = fields.iter().map(|info| &info.ident);
        let first = TokenLiteral::usize_unsuffixed(part * MAX_FIELDS);
        // The types are inferred but for JSON, which is read through a wrapper.
        let types = fields.iter().map(|info| match info.attrs.json {
            Some(_) => model::field_type(info),
            None => quote!(_),
        });
        quote!(let (#(#names,)*): (#(#types,)*) = s::fields::read(<Self as s::Table>::MODEL, row, #first)?;)
    });
    let parts = quote!(#(#parts)*);
    let fields = lowered.fields.iter().map(|info| {
        let name = &info.ident;
        match (&info.attrs.json, info.known.nullable) {
            (None, _) => quote!(#name,),
            (Some(_), false) => quote!(#name: #name.0,),
            (Some(_), true) => quote!(#name: #name.map(|json| json.0),),
        }
    });
    (parts, quote!(#(#fields)*))
}

/// The values of a row.
fn values(lowered: &Lowered<'_>) -> TokenStream {
    let refs = |fields: &[FieldInfo]| {
        let refs = fields.iter().map(|info| {
            let name = &info.ident;
            match (&info.attrs.json, info.known.nullable) {
                (None, _) => quote!(&self.#name),
                (Some(_), false) => quote!(s::json::JsonRef(&self.#name)),
                (Some(_), true) => quote!(s::json::JsonOptionRef(&self.#name)),
            }
        });
        quote!((#(#refs,)*))
    };
    if lowered.fields.len() <= MAX_FIELDS {
        let refs = refs(&lowered.fields);
        return quote!(s::fields::values(<Self as s::Table>::MODEL, #refs));
    }
    let parts = lowered.fields.chunks(MAX_FIELDS).enumerate().map(|(part, fields)| {
        let (first, refs) = (TokenLiteral::usize_unsuffixed(part * MAX_FIELDS), refs(fields));
        quote!(s::fields::FieldRefs::write(#refs, <Self as s::Table>::MODEL, &mut out, #first)?;)
    });
    let len = TokenLiteral::usize_unsuffixed(lowered.fields.len());
    quote! {
        let mut out = [const { s::Value::Bool(false) }; #len];
        #(#parts)*
        Ok(out)
    }
}

/// How a primary key is passed.
struct Key {
    ty: TokenStream,
    pattern: TokenStream,
    len: TokenLiteral,
    binds: Vec<TokenStream>,
}

impl Key {
    fn of(lowered: &Lowered<'_>) -> Self {
        let columns = primary_key(&lowered.model);
        let names: Vec<_> = (0..columns.len()).map(|at| format_ident!("key_{}", at)).collect();
        let types: Vec<_> = columns.iter().map(|at| passed(&lowered.fields[*at])).collect();
        let binds = columns.iter().zip(&names).map(|(at, name)| {
            let column = TokenLiteral::usize_unsuffixed(*at);
            match lowered.fields[*at].known.passing() {
                Passing::Text => quote!(<Self as s::Table>::MODEL.bind_text(#column, #name)?),
                Passing::Bytes => quote!(<Self as s::Table>::MODEL.bind_bytes(#column, #name)?),
                Passing::Value(_) => quote!(<Self as s::Table>::MODEL.bind_owned(#column, #name)?),
                Passing::Reference(_) => quote!(<Self as s::Table>::MODEL.bind(#column, #name)?),
            }
        });
        let binds = binds.collect();
        let len = TokenLiteral::usize_unsuffixed(columns.len());
        match (types.as_slice(), names.as_slice()) {
            ([ty], [name]) => Self { ty: quote!(#ty), pattern: quote!(#name), len, binds },
            _ => Self { ty: quote!((#(#types),*)), pattern: quote!((#(#names),*)), len, binds },
        }
    }
}

fn passed(info: &FieldInfo) -> TokenStream {
    parameter(&info.known.passing(), &info.known.inner)
}
