//! The structs of the rows of selects, and the enums of their orders.

use proc_macro2::{Literal as TokenLiteral, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use store_core::SqlType;
use store_core::schema::OutputValue;
use syn::spanned::Spanned;
use syn::{DeriveInput, Ident};

use super::model_of;
use super::packed::packed;
use crate::attr::RowAttr;
use crate::lower::{FieldInfo, Lowered, OrderChoice, OutputInfo, QueryInfo};

/// Returns the structs and enums that the queries declare.
pub(super) fn definitions(lowered: &Lowered<'_>, input: &DeriveInput) -> TokenStream {
    let queries = lowered.queries.iter().filter(|query| query.valid);
    let definitions = queries.map(|query| {
        let row = match &query.outputs.row {
            Some(RowAttr::As(name)) => Some(row(lowered, input, query, name)),
            _ => None,
        };
        let choice = query.choice.as_ref().map(|choice| self::choice(input, query, choice));
        quote!(#row #choice)
    });
    definitions.collect()
}

fn row(lowered: &Lowered<'_>, input: &DeriveInput, query: &QueryInfo<'_>, name: &Ident) -> TokenStream {
    let (vis, krate, derives) = (&input.vis, &lowered.krate, &lowered.derives);
    let path = krate.to_token_stream().to_string();
    let doc = format!("A row of [`{0}::{1}`].", input.ident, query.name);
    let fields = query.outputs.list.iter().map(|output| field(lowered, input, output));
    quote! {
        #[doc = #doc]
        #[allow(missing_docs, reason = "a field has the documentation of its column, if that has one")]
        #[derive(#(#derives,)* #krate::FromRow)]
        #[from_row(crate = #path)]
        #vis struct #name {
            #(#fields)*
        }
    }
}

fn field(lowered: &Lowered<'_>, input: &DeriveInput, output: &OutputInfo) -> TokenStream {
    let name = &output.name;
    if let OutputValue::Column(column) = output.value {
        let info = &lowered.fields[column];
        let (vis, ty, attribute) = (&info.vis, &info.ty, attribute(info));
        let doc = lowered.model.columns.at(column).doc;
        let doc = (!doc.is_empty()).then(|| quote!(#[doc = #doc]));
        return quote!(#doc #attribute #vis #name: #ty,);
    }
    let vis = &input.vis;
    let (ty, attribute) = aggregate(lowered, output.value);
    let ty = if is_nullable(lowered, output) { quote!(::core::option::Option<#ty>) } else { ty };
    quote!(#attribute #vis #name: #ty,)
}

/// Returns the type of an aggregate that is not NULL, and the attribute of its field.
fn aggregate(lowered: &Lowered<'_>, value: OutputValue) -> (TokenStream, Option<TokenStream>) {
    match value {
        OutputValue::Min(column) | OutputValue::Max(column) | OutputValue::Column(column) => {
            let info = &lowered.fields[column];
            (info.known.inner.to_token_stream(), attribute(info))
        }
        OutputValue::Sum(column) => match lowered.model.columns.types[column].sum() {
            SqlType::Decimal { precision, scale } => {
                let inner = &lowered.fields[column].known.inner;
                let (precision, scale) =
                    (TokenLiteral::u8_unsuffixed(precision), TokenLiteral::u8_unsuffixed(scale));
                (quote!(#inner), Some(quote!(#[column(precision = #precision, scale = #scale)])))
            }
            _ => (quote!(::core::primitive::i64), None),
        },
        OutputValue::Avg(_) => (quote!(::core::primitive::f64), None),
        OutputValue::CountRows | OutputValue::Count(_) | OutputValue::CountDistinct(_) => {
            (quote!(::core::primitive::i64), None)
        }
    }
}

/// Returns whether an aggregate can be NULL: of a column that can, or of no rows.
fn is_nullable(lowered: &Lowered<'_>, output: &OutputInfo) -> bool {
    match output.value {
        OutputValue::CountRows | OutputValue::Count(_) | OutputValue::CountDistinct(_) => false,
        value => {
            output.can_be_empty || value.column().is_some_and(|column| lowered.fields[column].known.nullable)
        }
    }
}

/// Returns the attribute of a field that is read like a column.
fn attribute(info: &FieldInfo) -> Option<TokenStream> {
    if info.attrs.json.is_some() {
        return Some(quote!(#[column(json)]));
    }
    let precision = TokenLiteral::u32_unsuffixed(info.attrs.precision?.value);
    let scale = TokenLiteral::u32_unsuffixed(info.attrs.scale.map_or(0, |scale| scale.value));
    Some(quote!(#[column(precision = #precision, scale = #scale)]))
}

fn choice(input: &DeriveInput, query: &QueryInfo<'_>, choice: &OrderChoice) -> TokenStream {
    let (vis, name, alternatives) = (&input.vis, &choice.name, &choice.alternatives);
    let doc = format!("The orders of [`{}::{}`].", input.ident, query.name);
    quote! {
        #[doc = #doc]
        #[allow(missing_docs, reason = "the name of an order describes it")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #vis enum #name {
            #(#alternatives,)*
        }
    }
}

/// Returns the checks that the structs of the program have the columns of their queries.
pub(super) fn asserts(lowered: &Lowered<'_>, table: &Ident) -> TokenStream {
    let queries = lowered.queries.iter().filter(|query| query.valid);
    let asserts = queries.filter_map(|query| {
        let Some(RowAttr::Into(path)) = &query.outputs.row else { return None };
        let model = columns(lowered, table, query);
        Some(quote_spanned!(path.span()=> const _: () = __store::assert::projection(#model, <#path as __store::Projection>::ROW);))
    });
    asserts.collect()
}

/// Returns the columns of the rows of a query as a model.
fn columns(lowered: &Lowered<'_>, table: &Ident, query: &QueryInfo<'_>) -> TokenStream {
    let model = model_of(lowered, table);
    let names: Vec<&str> = query.combinations[0].outputs.iter().map(|output| output.name).collect();
    let names = packed(names);
    let types = query.outputs.list.iter().map(|output| match output.value {
        OutputValue::Column(column) | OutputValue::Min(column) | OutputValue::Max(column) => {
            let column = TokenLiteral::usize_unsuffixed(column);
            quote!(#model.columns.types[#column])
        }
        OutputValue::Sum(column) => {
            let column = TokenLiteral::usize_unsuffixed(column);
            quote!(#model.columns.types[#column].sum())
        }
        OutputValue::Avg(_) => quote!(__store::SqlType::F64),
        OutputValue::CountRows | OutputValue::Count(_) | OutputValue::CountDistinct(_) => {
            quote!(__store::SqlType::I64)
        }
    });
    let nullable = query.outputs.list.iter().map(|output| match output.value {
        OutputValue::Column(column) => {
            let column = TokenLiteral::usize_unsuffixed(column);
            quote!(#model.columns.nullable[#column])
        }
        _ => is_nullable(lowered, output).to_token_stream(),
    });
    quote!(&__store::TableModel {
        columns: __store::Columns { names: #names, types: &[#(#types),*], nullable: &[#(#nullable),*], ..__store::Columns::NONE },
        ..__store::TableModel::NONE
    })
}
