//! Columns whose values the database makes: `identity`, `generated` and `computed`.

use bumpalo::Bump;
use proc_macro2::Span;
use store_core::derive::rules::{self, ColumnRule};
use store_core::schema::{
    CheckConstraint, Clause, Computed, DefaultValue, ForeignKey, Generated, Index, Key, KeyKind,
};
use store_core::{Dialect, SqlType};
use syn::Ident;

use super::column::FieldInfo;
use super::scope::{Check, Scope};
use super::{existing, literal};
use crate::attr::{ColumnAttrs, ComputedAttr, DefaultAttr, IdentityAttr, Integer, TableAttrs};
use crate::ctxt::Ctxt;

/// Lowers how the database makes the value of a column; `None` if inserts assign it.
pub(super) fn lower<'b>(ctxt: &Ctxt, bump: &'b Bump, attrs: &ColumnAttrs) -> Option<Generated<'b>> {
    if let Some(stored) = attrs.stored.as_ref().filter(|_| attrs.computed.is_none()) {
        ctxt.error(stored, "`stored` requires `computed = \"…\"`: add it, or remove `stored`");
    }
    let generated = attrs.generated.as_ref();
    if let Some(word) = generated.filter(|_| attrs.default.is_none()) {
        ctxt.error(
            word,
            "`generated` requires the default that the database stores: add `default = now()`, `default = new_id()` or a constant",
        );
    }
    let words: Vec<&Ident> = [
        attrs.identity.as_ref().map(|identity| &identity.word),
        attrs.computed.as_ref().map(|computed| &computed.word),
        attrs.rowversion.as_ref(),
        generated,
    ]
    .into_iter()
    .flatten()
    .collect();
    if let [first, second, ..] = words.as_slice() {
        ctxt.error(second, format!("`{second}` cannot be combined with `{first}`: remove one of them"));
    }
    if let [first, ..] = words.as_slice() {
        // An update writes a column with `generated`, so that `insert_only` has an effect on it.
        let insert_only = attrs.insert_only.as_ref().filter(|_| generated.is_none());
        for word in [insert_only, attrs.add.as_ref(), attrs.keep.as_ref()].into_iter().flatten() {
            ctxt.error(
                word,
                format!(
                    "`{word}` has no effect on a column with `{first}`, which no upsert writes: remove it"
                ),
            );
        }
    }
    if let Some(identity) = &attrs.identity {
        return Some(lower_identity(ctxt, attrs, identity));
    }
    if let Some(computed) = &attrs.computed {
        return Some(Generated::Computed(lower_computed(ctxt, bump, attrs, computed)));
    }
    if let Some(word) = &attrs.rowversion {
        if let Some(default) = &attrs.default {
            ctxt.error_at(default.span(), format!("a column with `{word}` has no default: remove `default`"));
        }
        return Some(Generated::RowVersion);
    }
    generated.map(|_| Generated::ByDefault)
}

fn lower_identity<'b>(ctxt: &Ctxt, attrs: &ColumnAttrs, identity: &IdentityAttr) -> Generated<'b> {
    if let Some(default) = &attrs.default {
        ctxt.error_at(default.span(), "an identity column has no default: remove `default`");
    }
    if let Some(seed) = identity.seed.filter(|seed| seed.value < 0) {
        ctxt.error_at(
            seed.span,
            "`seed` must not be negative, since SQLite numbers rows from its greatest number on",
        );
    }
    if let (Some(reuse), true) = (&identity.reuse, identity.seed.is_some() || identity.increment.is_some()) {
        ctxt.error(
            reuse,
            "`reuse` cannot be combined with `seed` or `increment`: SQLite then uses its own row numbers; remove it or the others",
        );
    }
    let increment = identity.increment.map_or(1, |increment| {
        if increment.value < 1 {
            ctxt.error_at(
                increment.span,
                "`increment` must be at least 1, so that later rows have greater keys",
            );
        }
        increment.value
    });
    let seed = identity.seed.map_or(1, |seed| seed.value);
    Generated::Identity { seed, increment, reuse: identity.reuse.is_some() }
}

fn lower_computed<'b>(
    ctxt: &Ctxt,
    bump: &'b Bump,
    attrs: &ColumnAttrs,
    computed: &ComputedAttr,
) -> Computed<'b> {
    if let Some(default) = &attrs.default {
        ctxt.error_at(default.span(), "a computed column has no default: remove `default`");
    }
    let sql = Dialect::ALL.map(|dialect| computed.sql[dialect as usize].value());
    for (at, expression) in sql.iter().enumerate() {
        // One expression for all engines is checked once.
        let checked = if at > 0 && *expression == sql[0] { Ok(()) } else { rules::expression(expression) };
        if let Err(reason) = checked {
            ctxt.error(&computed.sql[at], reason);
        }
    }
    let sql = sql.map(|expression| &*bump.alloc_str(expression.trim()));
    Computed { sql, stored: attrs.stored.is_some() }
}

/// Lowers the default; the compiler checks that a constant fits a type that only its trait knows.
pub(super) fn default<'b>(
    ctxt: &Ctxt,
    bump: &'b Bump,
    info: &FieldInfo,
    ty: SqlType,
) -> Option<DefaultValue<'b>> {
    let (span, nullable) = (info.attrs.default.as_ref()?.span(), info.known.nullable);
    let check = |checked: rules::Rule| {
        if let Err(reason) = checked {
            ctxt.error_at(span, reason);
        }
    };
    Some(match info.attrs.default.as_ref()? {
        DefaultAttr::Now(_) => {
            check(ColumnRule::Timestamp.check(ty, nullable, true));
            DefaultValue::Now
        }
        DefaultAttr::NewId(_) => {
            check(ColumnRule::NewId.check(ty, nullable, true));
            DefaultValue::NewId
        }
        DefaultAttr::Sql(attr) => {
            if let (Some(engine), Some(word)) = (attr.missing(), &info.attrs.generated) {
                ctxt.error(
                    word,
                    format!(
                        "`generated` requires a default on each engine: add `{engine} = \"…\"` to `default`"
                    ),
                );
            }
            DefaultValue::Sql(existing::sql(ctxt, bump, attr))
        }
        DefaultAttr::Literal(literal) => {
            let value = literal::lower(ctxt, bump, literal);
            if matches!(value, store_core::Literal::Null) {
                ctxt.error_at(span, "a default of NULL has no effect: remove it");
            } else {
                check(rules::literal(value, ty, nullable));
            }
            DefaultValue::Literal(value)
        }
    })
}

/// Adds the assertions about defaults and identities of columns whose types only their traits know.
pub(super) fn assert(scope: &Scope<'_, '_>) {
    for (at, info) in scope.fields.iter().enumerate() {
        let attrs = &info.attrs;
        if let Some(identity) = &attrs.identity {
            scope.rule(identity.word.span(), at, ColumnRule::Identity);
            [identity.seed, identity.increment]
                .into_iter()
                .flatten()
                .for_each(|number| check_range(scope, at, number));
        }
        if !info.is_deferred() {
            continue;
        }
        match (&attrs.default, scope.columns[at].default) {
            (Some(default), Some(DefaultValue::Literal(value))) => {
                scope.assert(default.span(), at, Check::Literal(value));
            }
            (Some(default), Some(DefaultValue::Now)) => {
                scope.assert(default.span(), at, Check::Column(ColumnRule::Timestamp));
            }
            (Some(default), Some(DefaultValue::NewId)) => {
                scope.assert(default.span(), at, Check::Column(ColumnRule::NewId));
            }
            _ => {}
        }
    }
}

/// Checks that a number of an identity column fits the column.
fn check_range(scope: &Scope<'_, '_>, at: usize, number: Integer) {
    let constant = store_core::Literal::Int(number.value);
    if scope.fields[at].is_deferred() {
        scope.assert(number.span, at, Check::Literal(constant));
    } else if let Err(reason) = rules::literal(constant, scope.columns[at].ty, false) {
        scope.ctxt.error_at(number.span, reason);
    }
}

/// Checks the rules about keys and the table as a whole.
pub(super) fn check(scope: &Scope<'_, '_>, keys: &[Key<'_>], attrs: &TableAttrs, table: &Ident) {
    let is_made = |at: &usize| scope.columns[*at].generated.is_some();
    let made: Vec<usize> = (0..scope.columns.len()).filter(is_made).collect();
    for at in &made {
        check_keys(scope, keys, attrs, *at);
    }
    let all_made = made.len() == scope.columns.len() && !made.is_empty();
    // The attribute that is missing may be one that was not understood.
    if scope.ctxt.has_unparsed() {
        return;
    }
    match &attrs.insert {
        Some(insert) if made.is_empty() => scope.ctxt.error(
            &insert.word,
            "`insert as …` requires a column that the database makes: add `identity`, `generated` or `computed` to a column, or \
             insert the struct itself and remove `insert`",
        ),
        None if !made.is_empty() && !all_made => scope.ctxt.error(
            table,
            format!(
                "a table with generated columns requires a struct for its inserts: add `#[table(insert as New{table})]`"
            ),
        ),
        _ => {}
    }
    if all_made {
        scope.ctxt.error(table, "every column is generated by the database: add one that an insert writes");
    }
}

fn check_keys(scope: &Scope<'_, '_>, keys: &[Key<'_>], attrs: &TableAttrs, at: usize) {
    let info = &scope.fields[at];
    let is_primary = |key: &&Key<'_>| key.kind == KeyKind::Primary && key.columns.contains(&at);
    let primary = keys.iter().find(is_primary);
    match scope.columns[at].generated {
        Some(Generated::Identity { .. }) => {
            let span =
                info.attrs.identity.as_ref().map_or_else(Span::call_site, |identity| identity.word.span());
            if primary.is_none_or(|key| key.columns.len() > 1) {
                scope.ctxt.error_at(
                    span,
                    "an identity column must be the only column of the primary key: add `primary_key` to it, and remove it from other columns",
                );
            }
            if let Some(word) = &attrs.without_rowid {
                scope.ctxt.error(
                    word,
                    "`without_rowid` cannot be combined with `identity`: SQLite makes the values from its row numbers; remove it",
                );
            }
        }
        Some(Generated::Computed(_)) if primary.is_some() => scope.ctxt.error(
            &info.ident,
            "a computed column cannot be in the primary key: SQLite does not allow it; use another column",
        ),
        _ => {}
    }
    if !keys.iter().any(|key| key.kind == KeyKind::Unique && key.columns.contains(&at)) {
        return;
    }
    if !matches!(scope.columns[at].generated, Some(Generated::Computed(_))) {
        scope.ctxt.error(
            &info.ident,
            "a unique key by which rows are written cannot contain a value that the database makes: remove the column from the key",
        );
    } else {
        // The index of a key that can be NULL has a filter.
        scope.rule(info.ident.span(), at, ColumnRule::ComputedUnique);
    }
}

/// Checks the uses of computed columns that SQL Server does not allow: in the filter of an index, in a foreign key, and, unless the
/// value is stored, in a check.
pub(super) fn check_uses(
    scope: &Scope<'_, '_>,
    attrs: &TableAttrs,
    indexes: &[Index<'_>],
    foreign_keys: (&[ForeignKey<'_>], &[Span]),
    checks: &[CheckConstraint<'_>],
) {
    let computed = |at: usize| match scope.columns[at].generated {
        Some(Generated::Computed(computed)) => Some(computed),
        _ => None,
    };
    let name = |at: usize| &scope.fields[at].name;
    for (index, attr) in indexes.iter().zip(&attrs.indexes) {
        if let Some(at) = columns_of(index.filter).find(|at| computed(*at).is_some()) {
            let message = format!(
                "the filter of an index cannot use `{}`, which is computed: use other columns",
                name(at)
            );
            scope.ctxt.error(&attr.word, message);
        }
    }
    for (key, span) in foreign_keys.0.iter().zip(foreign_keys.1) {
        if let Some(at) = key.columns.iter().find(|at| computed(**at).is_some()) {
            let message =
                format!("a foreign key cannot use `{}`, which is computed: use another column", name(*at));
            scope.ctxt.error_at(*span, message);
        }
    }
    for (check, attr) in checks.iter().zip(&attrs.checks) {
        let is_not_stored = |at: &usize| computed(*at).is_some_and(|computed| !computed.stored);
        if let Some(at) = columns_of(check.clauses).find(is_not_stored) {
            let message = format!(
                "a check cannot use `{}`, which is computed and not stored: add `stored` to it",
                name(at)
            );
            scope.ctxt.error(&attr.word, message);
        }
    }
}

/// Returns the columns in conditions.
fn columns_of(clauses: &[Clause<'_>]) -> impl Iterator<Item = usize> {
    let mut columns = Vec::new();
    clauses
        .iter()
        .copied()
        .flatten()
        .for_each(|test| test.for_each_column(&mut |column| columns.push(column)));
    columns.into_iter()
}
