//! Rows to structs and back.

use proc_macro2::{Literal as TokenLiteral, TokenStream};
use quote::{format_ident, quote};
use store_core::fields::MAX_FIELDS;
use syn::{DeriveInput, Ident};

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
        impl __store::FromRow for #ident {
            fn from_row<__R: __store::Row>(__row: &__R) -> ::core::result::Result<Self, __store::Error> {
                #reads
                __store::Ok(Self { #fields #(#skipped,)* })
            }
        }
        impl __store::Table for #ident {
            const MODEL: &'static __store::TableModel<'static> = #model;
            const SQL: &'static __store::TableSql = #sql;
            type Values<'a> = [__store::Value<'a>; #len];
            type Key<'a> = #key_type;
            type KeyValues<'a> = [__store::Value<'a>; #key_len];
            fn values(&self) -> ::core::result::Result<Self::Values<'_>, __store::Error> {
                #values
            }
            fn key_values<'a>(#key_pattern: Self::Key<'a>) -> ::core::result::Result<Self::KeyValues<'a>, __store::Error> {
                __store::Ok([#(#key_binds),*])
            }
        }
    }
}

/// Statements that read the columns into variables, and the fields of the struct.
fn reads(lowered: &Lowered<'_>) -> (TokenStream, TokenStream) {
    let parts = lowered.fields.chunks(MAX_FIELDS).enumerate().map(|(part, fields)| {
        let names = (0..fields.len()).map(|at| variable(part * MAX_FIELDS + at));
        let first = TokenLiteral::usize_unsuffixed(part * MAX_FIELDS);
        // The types are inferred but for JSON, which is read through a wrapper.
        let types = fields.iter().map(|info| match info.attrs.json {
            Some(_) => model::field_type(info),
            None => quote!(_),
        });
        quote!(let (#(#names,)*): (#(#types,)*) = __store::fields::read(<Self as __store::Table>::MODEL, __row, #first)?;)
    });
    let parts = quote!(#(#parts)*);
    let fields = lowered.fields.iter().enumerate().map(|(at, info)| {
        let (name, value) = (&info.ident, variable(at));
        match (&info.attrs.json, info.known.nullable) {
            (None, _) => quote!(#name: #value,),
            (Some(_), false) => quote!(#name: #value.0,),
            (Some(_), true) => quote!(#name: #value.map(|json| json.0),),
        }
    });
    (parts, quote!(#(#fields)*))
}

/// The variable of a field; its own name could be that of a constant, which a pattern would compare with.
fn variable(at: usize) -> Ident {
    format_ident!("__field_{}", at)
}

/// The values of a row.
fn values(lowered: &Lowered<'_>) -> TokenStream {
    let refs = |fields: &[FieldInfo]| {
        let refs = fields.iter().map(|info| {
            let name = &info.ident;
            match (&info.attrs.json, info.known.nullable) {
                (None, _) => quote!(&self.#name),
                (Some(_), false) => quote!(__store::json::JsonRef(&self.#name)),
                (Some(_), true) => quote!(__store::json::JsonOptionRef(&self.#name)),
            }
        });
        quote!((#(#refs,)*))
    };
    if lowered.fields.len() <= MAX_FIELDS {
        let refs = refs(&lowered.fields);
        return quote!(__store::fields::values(<Self as __store::Table>::MODEL, #refs));
    }
    let parts = lowered.fields.chunks(MAX_FIELDS).enumerate().map(|(part, fields)| {
        let (first, refs) = (TokenLiteral::usize_unsuffixed(part * MAX_FIELDS), refs(fields));
        quote!(__store::fields::FieldRefs::write(#refs, <Self as __store::Table>::MODEL, &mut __out, #first)?;)
    });
    let len = TokenLiteral::usize_unsuffixed(lowered.fields.len());
    quote! {
        let mut __out = [const { __store::Value::Bool(false) }; #len];
        #(#parts)*
        __store::Ok(__out)
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
                Passing::Text => quote!(<Self as __store::Table>::MODEL.bind_text(#column, #name)?),
                Passing::Bytes => quote!(<Self as __store::Table>::MODEL.bind_bytes(#column, #name)?),
                Passing::Value(_) => quote!(<Self as __store::Table>::MODEL.bind_owned(#column, #name)?),
                Passing::Reference(_) => quote!(<Self as __store::Table>::MODEL.bind(#column, #name)?),
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
