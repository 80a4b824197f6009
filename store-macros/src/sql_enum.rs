//! `#[derive(SqlEnum)]`.

use std::collections::HashMap;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use store_core::utf16_len;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Data, DeriveInput, Fields, LitStr, Path, Variant};

use crate::attr::{Digits, Name, args, krate, once, unknown, value};
use crate::case::Case;
use crate::ctxt::Ctxt;
use crate::fallback;
use crate::lower::{default_crate, plain};

/// Widest column of an enum: that of any text which SQL Server keeps in the row.
const MAX_LEN: u32 = 4_000;

#[derive(Default)]
struct EnumAttrs {
    krate: Option<Path>,
    rename_all: Option<Case>,
    len: Option<Digits>,
}

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let ctxt = Ctxt::default();
    let attrs = parse(&ctxt, input);
    let Data::Enum(data) = &input.data else {
        ctxt.error(&input.ident, "`SqlEnum` is for enums: derive `Field` for a struct around one value");
        return ctxt.into_tokens();
    };
    let parameters = !plain(&ctxt, &input.generics, "SQL enum");
    if data.variants.is_empty() && !parameters {
        ctxt.error(&input.ident, "an enum without variants has no values: add one");
    }
    let mut taken: HashMap<String, String> = HashMap::new();
    let texts: Vec<String> =
        data.variants.iter().map(|variant| text(&ctxt, variant, attrs.rename_all, &mut taken)).collect();
    let longest =
        texts.iter().map(|text| u32::try_from(utf16_len(text)).unwrap_or(u32::MAX)).max().unwrap_or(1);
    if let Some(len) = attrs.len.filter(|len| len.value < longest || len.value > MAX_LEN) {
        ctxt.error_at(
            len.span,
            format!("`len` is at least {longest}, the longest variant, and at most {MAX_LEN}"),
        );
    }
    let krate = attrs.krate.unwrap_or_else(default_crate);
    let ident = &input.ident;
    if ctxt.failed() {
        let (errors, fallback) = (ctxt.into_tokens(), fallback::field(input, &krate));
        let (generics, types, bounds) = input.generics.split_for_impl();
        return quote! {
            #errors
            #fallback
            const _: () = {
                #[allow(dead_code, reason = "stands in for what has errors")]
                impl #generics #ident #types #bounds {
                    pub const fn as_str(&self) -> &'static ::core::primitive::str {
                        ""
                    }
                }
            };
        };
    }
    let len = Literal::u32_unsuffixed(attrs.len.map_or(longest, |len| len.value));
    let variants: Vec<_> = data.variants.iter().map(|variant| &variant.ident).collect();
    let expected = format!("the text read is no variant of {ident}");
    quote! {
        #[allow(unused_qualifications, reason = "a name that the program has in scope too is written in full")]
        #[allow(deprecated, reason = "the program may deprecate what the code here is for")]
        const _: () = {
            use #krate::__private as __store;
            impl #ident {
                /// The text by which the variant is stored.
                pub const fn as_str(&self) -> &'static ::core::primitive::str {
                    match self { #(Self::#variants => #texts),* }
                }
            }
            impl __store::Field for #ident {
                const TYPE: __store::SqlType = __store::SqlType::Enum { variants: &[#(#texts),*], len: #len };
                fn to_value(&self) -> ::core::result::Result<__store::Value<'_>, __store::ValueError> {
                    __store::Ok(__store::Value::Text(::std::borrow::Cow::Borrowed(self.as_str())))
                }
                fn from_value(__value: __store::Value<'_>) -> ::core::result::Result<Self, __store::ValueError> {
                    let __store::Value::Text(__text) = &__value else {
                        return __store::Err(__store::ValueError::unexpected("text", &__value));
                    };
                    match &**__text {
                        #(#texts => __store::Ok(Self::#variants),)*
                        _ => __store::Err(__store::ValueError::new(#expected)),
                    }
                }
            }
        };
    }
}

fn parse(ctxt: &Ctxt, input: &DeriveInput) -> EnumAttrs {
    let mut attrs = EnumAttrs::default();
    for attr in marked(&input.attrs) {
        ctxt.read(attr.parse_args_with(|input: ParseStream<'_>| {
            args(input, |word, input| match word.to_string().as_str() {
                "crate" => once(&mut attrs.krate, word, krate(input)?),
                "rename_all" => once(&mut attrs.rename_all, word, Case::parse(&value::<LitStr>(input)?)?),
                "len" => once(&mut attrs.len, word, value(input)?),
                _ => Err(unknown(word, &["rename_all", "len", "crate"])),
            })
        }));
    }
    attrs
}

fn marked(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident("sql_enum"))
}

/// The text of a variant, which no other has, also by case and with spaces at the end.
fn text(ctxt: &Ctxt, variant: &Variant, case: Option<Case>, taken: &mut HashMap<String, String>) -> String {
    if !matches!(variant.fields, Fields::Unit) {
        ctxt.error(&variant.fields, "a variant of an enum of texts holds nothing: remove its fields");
    }
    let mut rename: Option<Name> = None;
    for attr in marked(&variant.attrs) {
        ctxt.read(attr.parse_args_with(|input: ParseStream<'_>| {
            args(input, |word, input| match word.to_string().as_str() {
                "rename" => once(&mut rename, word, value(input)?),
                _ => Err(unknown(word, &["rename"])),
            })
        }));
    }
    let plain = variant.ident.unraw().to_string();
    let span = rename.as_ref().map_or_else(|| variant.ident.span(), |name| name.span);
    let text =
        rename.map_or_else(|| case.map_or(plain.clone(), |case| case.of_variant(&plain)), |name| name.text);
    if text.is_empty() || text != text.trim() || text.chars().any(char::is_control) {
        ctxt.error_at(
            span,
            "the text of a variant is not empty, has no spaces around it and no control characters",
        );
    }
    if utf16_len(&text) > MAX_LEN as usize {
        ctxt.error_at(span, format!("the text of a variant has at most {MAX_LEN} UTF-16 code units"));
    }
    if let Some(other) = taken.insert(text.to_lowercase(), plain) {
        ctxt.error_at(
            span,
            format!("the text is that of the variant `{other}` too (case does not count): rename one"),
        );
    }
    text
}
