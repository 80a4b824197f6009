//! `#[derive(Field)]`.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields, Ident, Path};

use crate::attr::{Digits, args, krate, once, unknown, value};
use crate::ctxt::Ctxt;
use crate::fallback;
use crate::lower::{check_digits, check_len, default_crate, plain};

#[derive(Default)]
struct FieldAttrs {
    krate: Option<Path>,
    len: Option<Digits>,
    max: Option<Ident>,
    precision: Option<Digits>,
    scale: Option<Digits>,
}

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let ctxt = Ctxt::default();
    if !plain(&ctxt, &input.generics, "field") {
        let (errors, fallback) =
            (ctxt.into_tokens(), fallback::field(input, &parse(&Ctxt::default(), input).krate()));
        return quote!(#errors #fallback);
    }
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
    check_len(&ctxt, attrs.len, attrs.max.is_some());
    check_digits(&ctxt, attrs.precision, attrs.scale);
    let krate = attrs.krate();
    let Some(inner) = inner.filter(|_| !ctxt.failed()) else {
        let (errors, fallback) = (ctxt.into_tokens(), fallback::field(input, &krate));
        return quote!(#errors #fallback);
    };
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
    let ty = quote_spanned!(inner.span()=> <#inner as __store::Field>::TYPE #len #digits);
    // A constant of a trait is worked out where it is used; a wrong length should not wait for that.
    let check =
        (attrs.len.is_some() || attrs.precision.is_some()).then(|| quote!(const _: __store::SqlType = #ty;));
    quote! {
        #[allow(unused_qualifications, reason = "a name that the program has in scope too is written in full")]
        #[allow(deprecated, reason = "the program may deprecate what the code here is for")]
        const _: () = {
            use #krate::__private as __store;
            #check
            impl __store::Field for #ident {
                const TYPE: __store::SqlType = #ty;
                const NULLABLE: bool = <#inner as __store::Field>::NULLABLE;
                fn to_value(&self) -> ::core::result::Result<__store::Value<'_>, __store::ValueError> {
                    <#inner as __store::Field>::to_value(&self.0)
                }
                fn from_value(__value: __store::Value<'_>) -> ::core::result::Result<Self, __store::ValueError> {
                    <#inner as __store::Field>::from_value(__value).map(Self)
                }
            }
        };
    }
}

impl FieldAttrs {
    fn krate(&self) -> Path {
        self.krate.clone().unwrap_or_else(default_crate)
    }
}

fn parse(ctxt: &Ctxt, input: &DeriveInput) -> FieldAttrs {
    let mut attrs = FieldAttrs::default();
    for attr in input.attrs.iter().filter(|attr| attr.path().is_ident("field")) {
        ctxt.read(attr.parse_args_with(|input: ParseStream<'_>| {
            args(input, |word, input| match word.to_string().as_str() {
                "crate" => once(&mut attrs.krate, word, krate(input)?),
                "len" => once(&mut attrs.len, word, value(input)?),
                "max" => once(&mut attrs.max, word, word.clone()),
                "precision" => once(&mut attrs.precision, word, value(input)?),
                "scale" => once(&mut attrs.scale, word, value(input)?),
                _ => Err(unknown(word, &["len", "max", "precision", "scale", "crate"])),
            })
        }));
    }
    attrs
}
