//! Conversions between rows and structs.

use proc_macro2::{Literal as TokenLiteral, TokenStream};
use quote::{ToTokens, format_ident, quote};
use store_core::derive::MAX_FIELDS;
use syn::{DeriveInput, Ident};

use super::{argument, insert, model};
use crate::lower::{FieldInfo, Lowered, Passing};

/// Returns the implementations of `FromRow` and `Table`.
pub(super) fn tokens(lowered: &Lowered<'_>, input: &DeriveInput, sql: &TokenStream) -> TokenStream {
    let model = model::tokens(lowered);
    let ident = &input.ident;
    let infos: Vec<&FieldInfo> = lowered.fields.iter().collect();
    let from_row = from_row(ident, &infos, &lowered.skipped, &quote!(<Self as __store::Table>::MODEL));
    let refs = field_refs(lowered, |info| reference(info, &quote!(__row)));
    let values = insert::values(lowered, ident, ident, &refs, &quote!(__field_refs));
    let inserts = insert::implementations(lowered, input);
    let key = KeyArgument::of(lowered);
    let (key_type, key_pattern, key_len, key_binds) = (key.ty, key.pattern, key.len, key.binds);
    quote! {
        #values
        #inserts
        #from_row
        impl __store::Table for #ident {
            const MODEL: &'static __store::TableModel<'static> = #model;
            #sql
            type Key<'__a> = #key_type;
            type KeyValues<'__a> = [__store::Value<'__a>; #key_len];
            fn key_values<'__a>(#key_pattern: Self::Key<'__a>) -> ::core::result::Result<Self::KeyValues<'__a>, __store::Error> {
                __store::derive::all([#(#key_binds),*])
            }
        }
    }
}

/// Returns the implementation of `FromRow`; `model` has the columns of the row.
pub(super) fn from_row(
    ident: &Ident,
    infos: &[&FieldInfo],
    skipped: &[Ident],
    model: &TokenStream,
) -> TokenStream {
    let types =
        parts(infos, model::field_type, |part, rest| quote!(__store::derive::FieldChain<#part, #rest>));
    let fields = fields(infos);
    let skipped = skipped.iter().map(|field| quote!(#field: ::core::default::Default::default()));
    quote! {
        impl __store::FromRow for #ident {
            fn from_row<__R: __store::Row>(__row: &__R) -> ::core::result::Result<Self, __store::Error> {
                __store::derive::read(#model, __row, |__fields: #types| Self { #fields #(#skipped,)* })
            }
        }
    }
}

/// Returns the fields of the struct, taken from the tuple, or the nested tuples, that were read.
fn fields(infos: &[&FieldInfo]) -> TokenStream {
    let parts = infos.len().div_ceil(MAX_FIELDS);
    let fields = infos.iter().enumerate().map(|(at, info)| {
        let (name, place) = (&info.ident, TokenLiteral::usize_unsuffixed(at % MAX_FIELDS));
        // `.1.1.0.3`: skip the parts before this one, enter this one unless it is the last one, take the position in it.
        let part = at / MAX_FIELDS;
        let mut path = quote!(__fields);
        (0..part).for_each(|_| path.extend(quote!(.1)));
        if part + 1 < parts {
            path.extend(quote!(.0));
        }
        match (&info.attrs.json, info.known.nullable) {
            (None, _) => quote!(#name: #path.#place,),
            (Some(_), false) => quote!(#name: #path.#place.0,),
            (Some(_), true) => quote!(#name: #path.#place.map(|__json| __json.0),),
        }
    });
    quote!(#(#fields)*)
}

/// Returns the borrowed fields of a row, each as `of` returns it.
pub(super) fn field_refs(
    lowered: &Lowered<'_>,
    of: impl Fn(&FieldInfo) -> TokenStream + Copy,
) -> TokenStream {
    let infos: Vec<&FieldInfo> = lowered.fields.iter().collect();
    parts(&infos, of, |part, rest| quote!(__store::derive::FieldChain(#part, #rest)))
}

/// Returns a borrowed field of a row, which implements `ToValue`.
pub(super) fn reference(info: &FieldInfo, row: &impl ToTokens) -> TokenStream {
    let name = &info.ident;
    match (&info.attrs.json, info.known.nullable) {
        (None, _) => quote!(&#row.#name),
        (Some(_), false) => quote!(__store::derive::JsonRef(&#row.#name)),
        (Some(_), true) => quote!(__store::derive::JsonOptionRef(&#row.#name)),
    }
}

/// Returns a tuple with a member for each field, or several tuples joined as parts.
fn parts(
    fields: &[&FieldInfo],
    of: impl Fn(&FieldInfo) -> TokenStream + Copy,
    join: fn(TokenStream, TokenStream) -> TokenStream,
) -> TokenStream {
    let (part, rest) = fields.split_at(fields.len().min(MAX_FIELDS));
    let members = part.iter().map(|info| of(info));
    let tuple = quote!((#(#members,)*));
    if rest.is_empty() {
        return tuple;
    }
    join(tuple, parts(rest, of, join))
}

/// The primary key as an argument.
struct KeyArgument {
    ty: TokenStream,
    pattern: TokenStream,
    len: TokenLiteral,
    binds: Vec<TokenStream>,
}

impl KeyArgument {
    fn of(lowered: &Lowered<'_>) -> Self {
        let columns = lowered.model.primary_key().map_or(&[][..], |key| key.columns);
        let names: Vec<_> = (0..columns.len()).map(|at| format_ident!("__key_{}", at)).collect();
        let types: Vec<_> = columns.iter().map(|at| argument_of(&lowered.fields[*at])).collect();
        let binds = columns.iter().zip(&names).map(|(at, name)| {
            let column = TokenLiteral::usize_unsuffixed(*at);
            match lowered.fields[*at].known.passing() {
                Passing::Text => quote!(<Self as __store::Table>::MODEL.bind_text(#column, #name)),
                Passing::Bytes => quote!(<Self as __store::Table>::MODEL.bind_bytes(#column, #name)),
                Passing::Value => quote!(<Self as __store::Table>::MODEL.bind_owned(#column, #name)),
                Passing::Reference => quote!(<Self as __store::Table>::MODEL.bind(#column, #name)),
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

fn argument_of(info: &FieldInfo) -> TokenStream {
    argument(info.known.passing(), &info.known.inner)
}
