//! `#[derive(Field)]`.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields, LitStr, Path};

use crate::attr::{Digits, args, once, unknown, value};
use crate::ctxt::Ctxt;
use crate::lower::default_crate;

#[derive(Default)]
struct FieldAttrs {
    krate: Option<Path>,
    len: Option<Digits>,
    precision: Option<Digits>,
    scale: Option<Digits>,
}

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let ctxt = Ctxt::default();
    let attrs = parse(&ctxt, input);
    let inner = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                fields.unnamed.first().map(|field| &field.ty)
            }
            _ => None,
        },
        _ => None,
    };
    if inner.is_none() {
        ctxt.error(&input.ident, "a field is a struct around one value: write `struct Name(Type);`, or derive `SqlEnum` for an enum");
    }
    if !input.generics.params.is_empty() {
        ctxt.error(&input.generics, "a newtype field has no type parameters: write the type it holds");
    }
    if let Some(scale) = attrs.scale.filter(|_| attrs.precision.is_none()) {
        ctxt.error_at(scale.span, "`scale` needs `precision`: write both");
    }
    let Some(inner) = inner.filter(|_| !ctxt.failed()) else { return ctxt.into_tokens() };
    let krate = attrs.krate.unwrap_or_else(default_crate);
    let ident = &input.ident;
    let len = attrs.len.map(|len| {
        let value = Literal::u32_unsuffixed(len.value);
        quote_spanned!(len.span=> .with_len(#value))
    });
    let digits = attrs.precision.map(|precision| {
        let scale = Literal::u32_unsuffixed(attrs.scale.map_or(0, |scale| scale.value));
        let value = Literal::u32_unsuffixed(precision.value);
        quote_spanned!(precision.span=> .with_precision(#value, #scale))
    });
    let ty = quote_spanned!(inner.span()=> <#inner as s::Field>::TYPE #len #digits);
    // A constant of a trait is worked out where it is used; a wrong length should not wait for that.
    let check =
        (attrs.len.is_some() || attrs.precision.is_some()).then(|| quote!(const _: s::SqlType = #ty;));
    quote! {
        const _: () = {
            use #krate::__private as s;
            #check
            impl s::Field for #ident {
                const TYPE: s::SqlType = #ty;
                const NULLABLE: bool = <#inner as s::Field>::NULLABLE;
                fn to_value(&self) -> ::core::result::Result<s::Value<'_>, s::ValueError> {
                    <#inner as s::Field>::to_value(&self.0)
                }
                fn from_value(value: s::Value<'_>) -> ::core::result::Result<Self, s::ValueError> {
                    <#inner as s::Field>::from_value(value).map(Self)
                }
            }
        };
    }
}

fn parse(ctxt: &Ctxt, input: &DeriveInput) -> FieldAttrs {
    let mut attrs = FieldAttrs::default();
    for attr in input.attrs.iter().filter(|attr| attr.path().is_ident("field")) {
        ctxt.ok(attr.parse_args_with(|input: ParseStream<'_>| {
            args(input, |word, input| match word.to_string().as_str() {
                "crate" => {
                    once(&mut attrs.krate, word, value::<LitStr>(input)?.parse_with(Path::parse_mod_style)?)
                }
                "len" => once(&mut attrs.len, word, value(input)?),
                "precision" => once(&mut attrs.precision, word, value(input)?),
                "scale" => once(&mut attrs.scale, word, value(input)?),
                _ => Err(unknown(word, &["len", "precision", "scale", "crate"])),
            })
        }));
    }
    attrs
}
