//! Lists of strings as constants: one literal if every type is known, otherwise a template that the compiler fills in.

use proc_macro2::{Literal as TokenLiteral, Span, TokenStream};
use quote::{ToTokens, quote};
use store_core::Dialect;
use store_core::derive::{Fragment, Slot, Sql, pack};
use syn::Ident;

use super::model_of;
use crate::lower::{Lowered, SqlTextPart};

/// Returns strings in one literal.
pub(super) fn packed<'t>(strings: impl IntoIterator<Item = &'t str>) -> TokenStream {
    let (all, ends) = pack(strings);
    let ends = TokenLiteral::byte_string(&ends);
    quote!(__store::PackedStrings::Packed(#all, #ends))
}

/// Returns the statements for one engine.
pub(super) fn statements(
    lowered: &Lowered<'_>,
    ident: &Ident,
    dialect: Dialect,
    statements: &[Sql],
) -> TokenStream {
    let mut whole = Sql::default();
    statements.iter().for_each(|sql| whole.append(sql));
    let strings = statements.iter().map(Sql::text);
    if whole.slots().is_empty() {
        return packed(strings);
    }
    let (all, ends) = pack(strings);
    let ends = TokenLiteral::byte_string(&ends);
    let slots = TokenLiteral::byte_string(&Slot::encode(whole.slots()));
    let dialect = Ident::new(&format!("{dialect:?}"), Span::call_site());
    let model = model_of(lowered, ident);
    quote! {
        __store::filled!(__store::derive::Template {
            dialect: __store::Dialect::#dialect, model: #model, text: #all, ends: #ends,
            slots: #slots
        })
    }
}

/// Returns a statement for documentation, with a comment in place of a type that the derive does not know.
pub(super) fn shown(lowered: &Lowered<'_>, dialect: Dialect, sql: &Sql) -> String {
    let text = sql.text();
    let mut shown = String::new();
    let mut from = 0;
    for slot in sql.slots() {
        shown.push_str(&text[from..slot.at]);
        from = slot.at;
        // The statement contains both forms of the number.
        if let Fragment::Number(len) = slot.fragment {
            let forms = &text[from..from + usize::from(len)];
            shown.push_str(forms.split('|').next().unwrap_or_default());
            from += usize::from(len);
            continue;
        }
        if let (Fragment::ViewTable, Some(view)) = (slot.fragment, &lowered.view) {
            if let SqlTextPart::Table(path) = &view.parts[dialect as usize][slot.column] {
                shown.push_str(&format!("{{{}}}", path.to_token_stream()));
            }
            continue;
        }
        let info = &lowered.fields[slot.column];
        let mut name = Sql::default();
        dialect.grammar().name(&mut name, lowered.model.columns.names.at(slot.column));
        shown.push_str(&format!("{} /* the type of {} */", name.text(), info.name));
    }
    shown + &text[from..]
}
