//! A function for each declared query.

use proc_macro2::{Literal as TokenLiteral, TokenStream};
use quote::{format_ident, quote};
use store_core::derive::Renderer;
use store_core::schema::{Expr, QueryKind};
use store_core::{Dialect, SqlType};
use syn::{DeriveInput, Ident};

use super::packed::shown;
use super::{argument, docs, model, rows};
use crate::attr::RowAttr;
use crate::lower::{FieldInfo, Lowered, Param, Passing, QueryInfo, Role};

/// The bodies of the functions: complete, or stubs for code that calls the functions of a table with errors.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Bodies {
    Complete,
    Stub,
}

pub(super) fn tokens(lowered: &Lowered<'_>, input: &DeriveInput, bodies: Bodies) -> TokenStream {
    let ident = &input.ident;
    let queries = lowered.queries.iter().enumerate().filter(|(_, query)| query.valid);
    let functions = queries.map(|(at, query)| function(lowered, input, at, query, bodies));
    let functions: Vec<TokenStream> = functions.collect();
    if functions.is_empty() {
        return TokenStream::new();
    }
    let shadows = shadows(lowered);
    quote! {
        #shadows
        #[allow(dead_code, clippy::too_many_arguments, reason = "the declarations determine the functions and their arguments")]
        impl #ident {
            #(#functions)*
        }
    }
}

/// Returns a function for the name of each argument.
///
/// An argument cannot have the name of a constant, a static or a unit struct in scope. These functions shadow such items in the
/// block around the implementation, and the arguments shadow the functions.
fn shadows(lowered: &Lowered<'_>) -> TokenStream {
    let queries = || lowered.queries.iter().filter(|query| query.valid);
    let mut names: Vec<Ident> = queries()
        .flat_map(|query| &query.params)
        .filter(|param| param.role.is_argument())
        .map(|param| param.name.clone())
        .collect();
    if queries().any(|query| query.page.is_some()) {
        names.push(format_ident!("after"));
    }
    if queries().any(|query| query.choice.is_some()) {
        names.push(format_ident!("order"));
    }
    names.sort();
    names.dedup();
    quote!(#(fn #names() {})*)
}

fn function(
    lowered: &Lowered<'_>,
    input: &DeriveInput,
    at: usize,
    query: &QueryInfo<'_>,
    bodies: Bodies,
) -> TokenStream {
    let (vis, name) = (&input.vis, &query.name);
    let (arguments, binds) = arguments(lowered, query);
    let len = TokenLiteral::usize_unsuffixed(query.params.len());
    let (result, finish) = result(lowered, query, &len);
    if bodies == Bodies::Stub {
        return quote! {
            #[allow(unused_variables, reason = "this is a stub for a query of a table with errors")]
            #vis fn #name<'__a>(#(#arguments),*) -> #result { ::core::unreachable!() }
        };
    }
    let (at, doc) = (TokenLiteral::usize_unsuffixed(at), doc(lowered, query));
    quote! {
        #[doc = #doc]
        #vis fn #name<'__a>(#(#arguments),*) -> #result {
            #[allow(unused_mut, reason = "a query may have no parameters")]
            let mut __bound = __store::BoundQuery::<'__a, Self, #len>::new(#at);
            #(#binds)*
            #finish
        }
    }
}

/// Returns the arguments, and the statements that bind them: the limit comes last, and the start of a page before it.
fn arguments(lowered: &Lowered<'_>, query: &QueryInfo<'_>) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let (mut arguments, mut binds) = (Vec::new(), Vec::new());
    let is_first = |role: Role| !matches!(role, Role::After(_) | Role::Limit) && role.is_argument();
    for param in query.params.iter().filter(|param| is_first(param.role)) {
        let (argument, bind) = param_tokens(lowered, param);
        arguments.push(argument);
        binds.push(bind);
    }
    if let Some(choice) = &query.choice {
        let (name, optional) = (&choice.name, TokenLiteral::u32_unsuffixed(query.optional));
        arguments.push(quote!(order: #name));
        binds.push(quote!(__bound.order(order as ::core::primitive::usize, #optional);));
    }
    if let Some(bit) = query.page {
        let (argument, bind) = page(lowered, query, bit);
        arguments.push(argument);
        binds.push(bind);
    }
    for param in query.params.iter().filter(|param| param.role == Role::Limit) {
        let name = &param.name;
        arguments.push(quote!(#name: ::core::primitive::u32));
        binds.push(quote!(__bound.limit(#name);));
    }
    // One statement binds both bounds.
    let bounds = query.params.iter().filter(|param| matches!(param.role, Role::StartBound(_)));
    binds.extend(bounds.step_by(2).map(|bound| param_tokens(lowered, bound).1));
    if let Some(calculated) = calculated(query) {
        let columns = model::numbers(&calculated);
        binds.push(quote!(__bound.calculates(&[#columns]);));
    }
    (arguments, binds)
}

/// Returns the type of the result, and the expression that creates it.
fn result(lowered: &Lowered<'_>, query: &QueryInfo<'_>, len: &TokenLiteral) -> (TokenStream, TokenStream) {
    match query.kind {
        QueryKind::Select => {
            let row = match &query.outputs.row {
                None => None,
                Some(RowAttr::As(name)) => Some(quote!(, #name)),
                Some(RowAttr::Into(path)) => Some(quote!(, #path)),
            };
            (quote!(__store::SelectQuery<'__a, Self, #len #row>), quote!(__store::SelectQuery::new(__bound)))
        }
        QueryKind::Exists => {
            (quote!(__store::ExistsQuery<'__a, Self, #len>), quote!(__store::ExistsQuery::new(__bound)))
        }
        QueryKind::Update if query.many() => {
            let keys = query.combinations.iter().filter_map(|query| query.fixed_key(&lowered.model));
            let keys = keys.map(|(_, params)| model::numbers(&params));
            (
                quote!(__store::KeyedUpdate<'__a, Self, #len>),
                quote!(__store::KeyedUpdate::new(__bound, &[#(&[#keys]),*])),
            )
        }
        QueryKind::Update | QueryKind::Delete if query.returning() => {
            (quote!(__store::ReturningQuery<'__a, Self, #len>), quote!(__store::ReturningQuery::new(__bound)))
        }
        QueryKind::Update | QueryKind::Delete => {
            (quote!(__store::UpdateQuery<'__a, Self, #len>), quote!(__store::UpdateQuery::new(__bound)))
        }
        QueryKind::Count => {
            let group = query.group().iter().map(|column| &lowered.fields[*column].ty);
            (
                quote!(__store::CountQuery<'__a, Self, (#(#group,)* ::core::primitive::i64,), #len>),
                quote!(__store::CountQuery::new(__bound)),
            )
        }
        QueryKind::Claim => {
            let order = order(lowered, query);
            (quote!(__store::ClaimQuery<'__a, Self, #len>), quote!(__store::ClaimQuery::new(__bound, #order)))
        }
    }
}

/// Returns a closure that compares two rows in the order of the query.
fn order(lowered: &Lowered<'_>, query: &QueryInfo<'_>) -> TokenStream {
    let (left, right) = (format_ident!("__left"), format_ident!("__right"));
    let comparisons = query.order().iter().map(|sort| {
        let field = |row| rows::reference(&lowered.fields[sort.column], row);
        let (first, second) = if sort.descending { (&right, &left) } else { (&left, &right) };
        let (first, second) = (field(first), field(second));
        quote!(__store::derive::compare(#first, #second))
    });
    let chain = comparisons.reduce(|before, next| quote!(#before.then_with(|| #next)));
    quote!(|#left, #right| #chain)
}

/// Returns the columns to which the query assigns a calculation; `None` if there are none.
fn calculated(query: &QueryInfo<'_>) -> Option<Vec<usize>> {
    let sets = query.combinations.first()?.set.iter();
    let columns: Vec<usize> =
        sets.filter(|set| matches!(set.value, Expr::Arithmetic(..))).map(|set| set.column).collect();
    (!columns.is_empty()).then_some(columns)
}

/// Returns the argument of a parameter, and the statement that binds it.
fn param_tokens(lowered: &Lowered<'_>, param: &Param) -> (TokenStream, TokenStream) {
    let name = &param.name;
    let (ty, bind) = match param.role {
        Role::Amount => (quote!(::core::primitive::i32), quote!(__bound.amount(#name))),
        Role::List(column) => list(&lowered.fields[column], column, name),
        Role::Write(column) if lowered.fields[column].known.nullable => {
            let (ty, bind) = single(&lowered.fields[column], column, name);
            let at = TokenLiteral::usize_unsuffixed(column);
            let bind =
                quote!(match #name { __store::Some(#name) => #bind, __store::None => __bound.null(#at) });
            return (quote!(#name: ::core::option::Option<#ty>), quote!(#bind;));
        }
        Role::Compare(column) | Role::Write(column) | Role::After(column) => {
            single(&lowered.fields[column], column, name)
        }
        Role::StartBound(_) => (quote!(&'__a ::core::primitive::str), quote!(__bound.range_of(#name))),
        Role::Start(column) | Role::Part(column) => {
            let column = TokenLiteral::usize_unsuffixed(column);
            (quote!(&'__a ::core::primitive::str), quote!(__bound.part(#column, #name)))
        }
        Role::JsonText => (quote!(&'__a ::core::primitive::str), quote!(__bound.json_text(#name))),
        Role::Aggregate(ty) => aggregate(ty, name),
        Role::Limit => (quote!(::core::primitive::u32), quote!(__bound.limit(#name))),
    };
    match param.optional {
        None => (quote!(#name: #ty), quote!(#bind;)),
        Some(bit) => {
            let bit = TokenLiteral::u32_unsuffixed(bit);
            let bind = quote!(if let __store::Some(#name) = #name { __bound.choose(#bit); #bind; });
            (quote!(#name: ::core::option::Option<#ty>), bind)
        }
    }
}

/// Returns the argument of a parameter that is compared with an aggregate of this type.
fn aggregate(ty: SqlType, name: &Ident) -> (TokenStream, TokenStream) {
    let sql_type = model::sql_type(ty);
    let rust = match ty {
        SqlType::Decimal { .. } => quote!(__store::derive::DecimalField),
        SqlType::F64 => quote!(::core::primitive::f64),
        _ => quote!(::core::primitive::i64),
    };
    (rust, quote!(__bound.aggregate(#sql_type, #name)))
}

fn single(info: &FieldInfo, column: usize, name: &Ident) -> (TokenStream, TokenStream) {
    let passing = info.known.passing();
    let at = TokenLiteral::usize_unsuffixed(column);
    let bind = match passing {
        Passing::Text => quote!(__bound.text(#at, #name)),
        Passing::Bytes => quote!(__bound.bytes(#at, #name)),
        Passing::Value => quote!(__bound.value(#at, #name)),
        Passing::Reference if info.attrs.json.is_some() => quote!(__bound.json(#at, #name)),
        Passing::Reference => quote!(__bound.reference(#at, #name)),
    };
    (argument(passing, &info.known.inner), bind)
}

fn list(info: &FieldInfo, column: usize, name: &Ident) -> (TokenStream, TokenStream) {
    let inner = &info.known.inner;
    if info.known.passing() == Passing::Text {
        return (quote!(&[&::core::primitive::str]), quote!(__bound.list_text(#name)));
    }
    let at = TokenLiteral::usize_unsuffixed(column);
    (quote!(&[#inner]), quote!(__bound.list(#at, #name)))
}

/// Returns the argument with the last row of the previous page: one value, or a tuple.
fn page(lowered: &Lowered<'_>, query: &QueryInfo<'_>, bit: u32) -> (TokenStream, TokenStream) {
    let (mut names, mut types, mut binds) = (Vec::new(), Vec::new(), Vec::new());
    for param in &query.params {
        if let Role::After(column) = param.role {
            let name = format_ident!("{}", param.name);
            let (ty, bind) = single(&lowered.fields[column], column, &name);
            names.push(name);
            types.push(ty);
            binds.push(bind);
        }
    }
    let bit = TokenLiteral::u32_unsuffixed(bit);
    let (pattern, ty) = match (names.as_slice(), types.as_slice()) {
        ([name], [ty]) => (quote!(#name), quote!(#ty)),
        _ => (quote!((#(#names),*)), quote!((#(#types),*))),
    };
    let bind = quote!(if let __store::Some(#pattern) = after { __bound.choose(#bit); #(#binds;)* });
    (quote!(after: ::core::option::Option<#ty>), bind)
}

/// Returns the documentation of a function: its statements with all optional parts.
fn doc(lowered: &Lowered<'_>, query: &QueryInfo<'_>) -> String {
    let mut doc = format!("The declared query `{}`.\n", query.name);
    if query.optional > 0 {
        doc.push_str("\nConditions whose argument is `None` are left out of the statement.\n");
    }
    if let Some(choice) = &query.choice
        && let Some(last) = choice.alternatives.last()
    {
        doc.push_str(&format!("\nThe statement is shown with the order [`{0}::{last}`].\n", choice.name));
    }
    let Some(whole) = query.combinations.last().filter(|_| docs::are_wanted()) else { return doc };
    for dialect in Dialect::ALL {
        let title = dialect.product();
        let text = shown(lowered, dialect, &Renderer::new(dialect, &lowered.model).query(whole));
        doc.push_str(&format!("\n{title}:\n```sql\n{text}\n```\n"));
    }
    doc
}
