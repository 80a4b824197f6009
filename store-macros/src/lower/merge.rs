//! Columns with `add` or `keep`, which combine the existing and the new value in an upsert.

use store_core::derive::rules::ColumnRule;
use store_core::schema::{Key, Merge};

use super::scope::Scope;

pub(super) fn check(scope: &Scope<'_, '_>, keys: &[Key<'_>]) {
    for (at, info) in scope.fields.iter().enumerate() {
        let attrs = &info.attrs;
        let Some(word) = attrs.add.as_ref().or(attrs.keep.as_ref()) else { continue };
        if let (Some(_), Some(keep)) = (&attrs.add, &attrs.keep) {
            scope.ctxt.error(keep, "`keep` cannot be combined with `add`: remove one of them");
        }
        if let Some(insert_only) = &attrs.insert_only {
            scope.ctxt.error(
                insert_only,
                format!(
                    "`insert_only` cannot be combined with `{word}`, which is for upserts: remove one of them"
                ),
            );
        }
        if keys.iter().any(|key| key.columns.contains(&at)) {
            scope.ctxt.error(
                word,
                format!("`{word}` has no effect on a key column, which an upsert does not change: remove it"),
            );
            continue;
        }
        match scope.columns[at].merge {
            Merge::Add => scope.rule(word.span(), at, ColumnRule::Added),
            Merge::Keep => scope.rule(word.span(), at, ColumnRule::Kept),
            Merge::Replace => true,
        };
    }
}
