//! The model as constants.

use proc_macro2::{Literal as TokenLiteral, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use store_core::schema::{
    Action, Clause, Columns, Compare, Expr, Index, KeyKind, Operator, Sort, Term, Test,
};
use store_core::{Literal, Real, SqlType};
use syn::Ident;
use syn::spanned::Spanned;

use super::texts::packed;
use crate::lower::{FieldInfo, Lowered};

/// The model of the table, an expression for a constant.
///
/// What a table has nothing of is left out: each `&[]` is a constant of its own to the compiler.
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
        quote!(__store::CheckConstraint { name: #name, clauses: #clauses })
    });
    let name = model.name;
    let schema = model.schema.map(|schema| quote!(schema: __store::Some(#schema),));
    let doc = part("doc", !model.doc.is_empty(), model.doc);
    let indexes = members("indexes", indexes);
    let foreign_keys = members("foreign_keys", foreign_keys);
    let checks = members("checks", checks);
    quote!(&__store::TableModel {
        #schema name: #name, #doc columns: #columns, keys: &[#(#keys),*], #indexes #foreign_keys #checks
        ..__store::TableModel::NONE
    })
}

/// A part of a literal that may be left to its `NONE`.
fn part(name: &str, wanted: bool, value: impl ToTokens) -> Option<TokenStream> {
    let name = Ident::new(name, Span::call_site());
    wanted.then(|| quote!(#name: #value,))
}

/// A part that is a list.
fn members(name: &str, members: impl ExactSizeIterator<Item = impl ToTokens>) -> Option<TokenStream> {
    part(name, members.len() > 0, quote!(&[#(#members),*]))
}

/// The columns, part by part.
fn columns(lowered: &Lowered<'_>) -> TokenStream {
    let Columns {
        names,
        fields,
        docs,
        types,
        nullable,
        defaults,
        insert_only,
        merges,
        check_names,
        default_names,
    } = lowered.model.columns;
    let types = types.iter().zip(&lowered.fields).map(|(ty, info)| column_type(*ty, info));
    let nullable =
        nullable.iter().zip(&lowered.fields).map(|(nullable, info)| self::nullable(*nullable, info));
    let defaults = defaults.iter().map(|(at, value)| {
        let (at, value) = (TokenLiteral::usize_unsuffixed(*at), literal(value));
        quote!((#at, #value))
    });
    let defaults = members("defaults", defaults);
    let places = |name: &str, places: &[usize]| {
        members(name, places.iter().map(|at| TokenLiteral::usize_unsuffixed(*at)))
    };
    let insert_only = places("insert_only", insert_only);
    let merges = merges.iter().map(|(at, merge)| {
        let (at, merge) = (TokenLiteral::usize_unsuffixed(*at), format_ident!("{merge:?}"));
        quote!((#at, __store::Merge::#merge))
    });
    let merges = members("merges", merges);
    let given = |name: &str, names: &[(usize, &str)]| {
        members(
            name,
            names.iter().map(|(at, name)| {
                let at = TokenLiteral::usize_unsuffixed(*at);
                quote!((#at, #name))
            }),
        )
    };
    let check_names = given("check_names", check_names);
    let default_names = given("default_names", default_names);
    let fields = part("fields", !fields.is_empty(), packed(fields.iter()));
    let docs = part("docs", !docs.is_empty(), packed(docs.iter()));
    let names = packed(names.iter());
    quote!(__store::Columns {
        names: #names, types: &[#(#types),*], nullable: &[#(#nullable),*], #fields #docs #defaults #insert_only #merges
        #check_names #default_names
        ..__store::Columns::NONE
    })
}

/// The checks that the compiler makes.
///
/// The model and the statements are constants of the trait, which the compiler works out where they are used;
/// what must be checked in any case and depends on types that only their traits know stands here.
pub(super) fn asserts(lowered: &Lowered<'_>, table: &Ident) -> TokenStream {
    if !lowered.fields.iter().any(FieldInfo::is_deferred) {
        return TokenStream::new();
    }
    let asserts = &lowered.asserts;
    let whole = quote_spanned!(table.span()=> __store::assert::table(MODEL));
    quote! {
        #[allow(clippy::zero_prefixed_literal, reason = "the text of a number has the place of the number as it was written")]
        const _: () = {
            const MODEL: &__store::TableModel<'static> = <#table as __store::Table>::MODEL;
            #(#asserts;)*
            #whole
        };
    }
}

/// The type through which a field is read.
///
/// For a type known by its name a trait is asked, which has it only if it is what the name says. The names of the
/// language's own types can be trusted, but for a program that takes one for its own: they are written in full.
pub(super) fn field_type(info: &FieldInfo) -> TokenStream {
    let (rust, inner) = (&info.ty, &info.known.inner);
    match (&info.attrs.json, info.known.nullable) {
        (None, _) if info.is_deferred() => quote!(#rust),
        (None, false) if info.known.is_primitive() => quote_spanned!(rust.span()=> __store::#inner),
        (None, nullable) => {
            // A kind has the name of its variant, which is where the `Debug` form begins.
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

fn column_type(ty: SqlType, info: &FieldInfo) -> TokenStream {
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

fn nullable(nullable: bool, info: &FieldInfo) -> TokenStream {
    let rust = &info.ty;
    if info.is_deferred() { quote!(<#rust as __store::Field>::NULLABLE) } else { quote!(#nullable) }
}

/// A type that the derive knows.
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
        // The rest are plain words, whose `Debug` form is their name.
        plain => {
            let name = Ident::new(&format!("{plain:?}"), proc_macro2::Span::call_site());
            quote!(__store::SqlType::#name)
        }
    }
}

/// A constant.
pub(crate) fn literal(value: &Literal<'_>) -> TokenStream {
    match value {
        Literal::Bool(value) => quote!(__store::Literal::Bool(#value)),
        Literal::Int(value) => {
            let value = TokenLiteral::i64_unsuffixed(*value);
            quote!(__store::Literal::Int(#value))
        }
        Literal::Real(Real { text, single }) => {
            quote!(__store::Literal::Real(__store::Real { text: #text, single: #single }))
        }
        Literal::Text(text) => quote!(__store::Literal::Text(#text)),
        _ => quote!(__store::Literal::Null),
    }
}

fn index(index: &Index<'_>) -> TokenStream {
    let (name, columns) = (index.name, sorts(index.columns));
    let include = members("include", index.include.iter().map(|at| TokenLiteral::usize_unsuffixed(*at)));
    let filter = part("filter", !index.filter.is_empty(), clauses(index.filter));
    quote!(__store::Index { name: #name, columns: #columns, #include #filter ..__store::Index::NONE })
}

/// Columns with directions.
pub(super) fn sorts(sorts: &[Sort]) -> TokenStream {
    let sorts = sorts.iter().map(|sort| {
        let (column, descending) = (TokenLiteral::usize_unsuffixed(sort.column), sort.descending);
        quote!(__store::Sort { column: #column, descending: #descending })
    });
    quote!(&[#(#sorts),*])
}

/// Numbers with commas between them.
pub(super) fn numbers(numbers: &[usize]) -> TokenStream {
    let numbers = numbers.iter().map(|number| TokenLiteral::usize_unsuffixed(*number));
    quote!(#(#numbers),*)
}

pub(super) fn option(text: Option<&str>) -> TokenStream {
    text.map_or_else(|| quote!(__store::None), |text| quote!(__store::Some(#text)))
}

/// Conditions of indexes and checks, which have no parameters and no clock.
fn clauses(clauses: &[Clause<'_>]) -> TokenStream {
    let clauses = clauses.iter().map(|clause| {
        let tests = clause.iter().map(test);
        quote!(&[#(#tests),*])
    });
    quote!(&[#(#clauses),*])
}

fn test(test: &Test<'_>) -> TokenStream {
    match test {
        Test::Compare(Compare { column, operator, with }) => {
            let (column, with) = (TokenLiteral::usize_unsuffixed(*column), expr(with));
            let operator = match operator {
                Operator::Equal => quote!(Equal),
                Operator::NotEqual => quote!(NotEqual),
                Operator::Less => quote!(Less),
                Operator::LessOrEqual => quote!(LessOrEqual),
                Operator::Greater => quote!(Greater),
                Operator::GreaterOrEqual => quote!(GreaterOrEqual),
            };
            quote!(__store::Test::Compare(__store::Compare { column: #column, operator: __store::Operator::#operator, with: #with }))
        }
        Test::IsNull { column, negated } => {
            let column = TokenLiteral::usize_unsuffixed(*column);
            quote!(__store::Test::IsNull { column: #column, negated: #negated })
        }
        Test::InParam { column, param, negated } => {
            let (column, param) =
                (TokenLiteral::usize_unsuffixed(*column), TokenLiteral::usize_unsuffixed(*param));
            quote!(__store::Test::InParam { column: #column, param: #param, negated: #negated })
        }
        Test::InList { column, values, negated } => {
            let column = TokenLiteral::usize_unsuffixed(*column);
            let values = values.iter().map(literal);
            quote!(__store::Test::InList { column: #column, values: &[#(#values),*], negated: #negated })
        }
    }
}

fn expr(expr: &Expr<'_>) -> TokenStream {
    match expr {
        Expr::Term(only) => {
            let only = term(only);
            quote!(__store::Expr::Term(#only))
        }
        Expr::Arithmetic(left, sign, right) => {
            let (left, right) = (term(left), term(right));
            quote!(__store::Expr::Arithmetic(#left, #sign, #right))
        }
        Expr::Now(_) => quote!(__store::Expr::Now(__store::None)),
    }
}

fn term(term: &Term<'_>) -> TokenStream {
    match term {
        Term::Literal(value) => {
            let value = literal(value);
            quote!(__store::Term::Literal(#value))
        }
        Term::Param(at) => quote!(__store::Term::Param(#at)),
        Term::Column(at) => {
            let at = TokenLiteral::usize_unsuffixed(*at);
            quote!(__store::Term::Column(#at))
        }
    }
}
