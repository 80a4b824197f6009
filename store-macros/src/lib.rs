//! The derives of store: [`Table`], [`Field`] and [`SqlEnum`].
//!
//! Each derive has three steps, and each step uses only those before it: `attr` parses the attributes and keeps every span,
//! `lower` resolves names, checks all rules and builds store-core's model, and `expand` asks store-core's renderer for the SQL
//! and writes the implementation. All errors of a struct are reported at once, with an implementation that keeps further errors
//! from following.

mod attr;
mod ctxt;
mod expand;
mod lower;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes a struct a table: its SQL for both engines, its rows, and a function for each declared query.
///
/// The attributes are described in the documentation of the `store` crate.
#[proc_macro_derive(Table, attributes(table, column, query))]
pub fn derive_table(input: TokenStream) -> TokenStream {
    expand::table(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes a newtype a column type: the one of the type inside.
///
/// `#[field(len = …)]` gives text and bytes a length, `#[field(precision = …, scale = …)]` a decimal its digits.
#[proc_macro_derive(Field, attributes(field))]
pub fn derive_field(input: TokenStream) -> TokenStream {
    expand::field(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes an enum of unit variants a column type: text, with a CHECK of its variants.
///
/// `#[sql_enum(rename_all = "snake_case")]` and, on a variant, `#[sql_enum(rename = "…")]` choose the texts.
#[proc_macro_derive(SqlEnum, attributes(sql_enum))]
pub fn derive_sql_enum(input: TokenStream) -> TokenStream {
    expand::sql_enum(&parse_macro_input!(input as DeriveInput)).into()
}
