//! Parts of a table as the existing database has them: types, defaults and checks in its own SQL, and undeclared parts.

use bumpalo::Bump;
use store_core::derive::rules;
use store_core::schema::EngineSql;

use super::scope::Scope;
use crate::attr::{ColumnAttrs, EngineSqlAttr, TableAttrs};
use crate::ctxt::Ctxt;

/// Lowers the SQL of each engine.
pub(super) fn sql<'b>(ctxt: &Ctxt, bump: &'b Bump, attr: &EngineSqlAttr) -> EngineSql<'b> {
    let sql = attr.sql.each_ref().map(|sql| {
        let Some(literal) = sql else { return "" };
        let text = literal.value();
        if let Err(reason) = rules::expression(&text) {
            ctxt.error(literal, reason);
        }
        &*bump.alloc_str(text.trim())
    });
    EngineSql { sql }
}

/// Lowers the type of an existing column.
pub(super) fn sql_type<'b>(ctxt: &Ctxt, bump: &'b Bump, attrs: &ColumnAttrs) -> Option<EngineSql<'b>> {
    let attr = attrs.sql_type.as_ref()?;
    if let Some(word) = &attrs.rowversion {
        ctxt.error(
            &attr.word,
            format!(
                "`sql_type` cannot be combined with `{word}`, which has a type of its own: remove one of them"
            ),
        );
    }
    if let Some(name) = attrs.check_name.as_ref().filter(|_| attr.missing().is_none()) {
        ctxt.error_at(name.span, "a column with `sql_type` has no check constraint: remove `check_name`");
    }
    Some(sql(ctxt, bump, attr))
}

/// Lowers the names of the parts that the struct leaves undeclared.
pub(super) fn undeclared<'b>(scope: &Scope<'_, 'b>, attrs: &TableAttrs) -> &'b [&'b str] {
    let mut names: Vec<&str> = Vec::new();
    for name in attrs.undeclared.iter().flatten() {
        let text = name.text.as_str();
        if text.is_empty() {
            scope.ctxt.error_at(
                name.span,
                "expected the name of a part of the existing table, or its definition if it has no name",
            );
        } else if names.iter().any(|known| known.eq_ignore_ascii_case(text)) {
            scope.ctxt.error_at(name.span, format!("duplicate name {text:?}"));
        }
        names.push(scope.bump.alloc_str(text));
    }
    scope.bump.alloc_slice_copy(&names)
}
