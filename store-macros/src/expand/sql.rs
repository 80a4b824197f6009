//! The statements as constants.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use store_core::Dialect;
use store_core::model::{Key, KeyKind};
use store_core::render::Renderer;
use syn::{DeriveInput, Ident};

use super::{create, model};
use crate::lower::Lowered;

/// The statements, an expression for a constant, and the constants of the struct itself: `SQL`, which shows the
/// statements in its documentation, and one per unique key.
pub(super) fn tokens(lowered: &Lowered<'_>, input: &DeriveInput) -> (TokenStream, TokenStream) {
    let (ident, vis) = (&input.ident, &input.vis);
    let mut docs = String::new();
    let (mssql_functions, mssql) = dialect(lowered, ident, Dialect::Mssql, "SQL Server", &mut docs);
    let (sqlite_functions, sqlite) = dialect(lowered, ident, Dialect::Sqlite, "SQLite", &mut docs);
    let keys = lowered.model.keys.iter().enumerate().filter(|(_, key)| key.kind == KeyKind::Unique).map(
        |(at, key)| {
            let name = Ident::new(&key.name.to_ascii_uppercase(), Span::call_site());
            let doc = format!("The unique key `{}`, for `insert_if_absent_by` and `upsert_by`.", key.name);
            quote! {
                #[doc = #doc]
                #vis const #name: __store::KeyOf<Self> = __store::KeyOf::at(#at);
            }
        },
    );
    let constants = quote! {
        #mssql_functions
        #sqlite_functions
        #[allow(dead_code, reason = "not every key of a private table is used")]
        impl #ident {
            /// Every statement on the table, for both engines.
            #[cfg_attr(doc, doc = #docs)]
            #vis const SQL: &'static __store::TableSql = <Self as __store::Table>::SQL;
            #(#keys)*
        }
    };
    (quote!(&__store::TableSql { mssql: #mssql, sqlite: #sqlite }), constants)
}

fn dialect(
    lowered: &Lowered<'_>,
    ident: &Ident,
    dialect: Dialect,
    title: &str,
    docs: &mut String,
) -> (TokenStream, TokenStream) {
    let renderer = Renderer::new(dialect, &lowered.model);
    let create_table = renderer.create_table();
    let (function, create_text) = create::tokens(lowered, ident, dialect, &create_table);
    let schema = renderer.create_schema();
    let indexes: Vec<String> = renderer.create_indexes().into_iter().map(|sql| sql.into_text()).collect();
    let drop_table = renderer.drop_table().into_text();
    let insert = renderer.insert_row().into_text();

    let mut show =
        |name: &str, text: &str| docs.push_str(&format!("\n{title}, {name}:\n```sql\n{text}\n```\n"));
    schema.iter().for_each(|text| show("create schema", text));
    show("create table", &create::shown(lowered, dialect, &create_table));
    indexes.iter().for_each(|text| show("create index", text));
    show("drop table", &drop_table);
    show("insert", &insert);
    let keys: Vec<TokenStream> =
        lowered.model.keys.iter().map(|key| by_key(&renderer, key, &mut show)).collect();

    let queries = lowered.queries.iter().map(|query| {
        let name = query.combinations[0].name;
        let texts = query.combinations.iter().map(|query| renderer.query(query).into_text());
        quote!(__store::QuerySql { name: #name, texts: &[#(#texts),*] })
    });
    let schema = model::option(schema.as_deref());
    let tokens = quote! {
        __store::DialectSql::new(
            (#schema, #create_text, &[#(#indexes),*], #drop_table),
            #insert,
            &[#(#keys),*],
            &[#(#queries),*],
        )
    };
    (function, tokens)
}

fn by_key(renderer: &Renderer<'_>, key: &Key<'_>, show: &mut impl FnMut(&str, &str)) -> TokenStream {
    let name = key.name;
    let insert_if_absent = renderer.insert_if_absent(key).into_text();
    let upsert = renderer.upsert(key).into_text();
    let select = renderer.select_by(key).into_text();
    let update = renderer.update_by(key).into_text();
    let delete = renderer.delete_by(key).into_text();
    for (what, text) in [
        ("insert if absent", &insert_if_absent),
        ("upsert", &upsert),
        ("select", &select),
        ("update", &update),
        ("delete", &delete),
    ] {
        show(&format!("{what} by `{name}`"), text);
    }
    let update_order = model::numbers(&renderer.table.update_order(key));
    quote!(__store::KeySql {
        name: #name, insert_if_absent: #insert_if_absent, upsert: #upsert, select: #select,
        update: #update, delete: #delete, update_order: &[#update_order],
    })
}
