//! The version of a row: `version` and `rowversion`.

use store_core::derive::rules::ColumnRule;
use store_core::schema::Key;
use syn::Ident;

use super::scope::Scope;

/// Returns the column with the version of a row, and checks its declaration.
pub(super) fn lower(scope: &Scope<'_, '_>, keys: &[Key<'_>]) -> Option<usize> {
    let mut version: Option<(usize, &Ident)> = None;
    for (at, info) in scope.fields.iter().enumerate() {
        let attrs = &info.attrs;
        let word = match (&attrs.version, &attrs.rowversion) {
            (None, None) => continue,
            (Some(version), Some(_)) => {
                scope
                    .ctxt
                    .error(version, "`version` cannot be combined with `rowversion`: remove one of them");
                continue;
            }
            (Some(version), None) => {
                scope.rule(version.span(), at, ColumnRule::Version);
                version
            }
            (None, Some(rowversion)) => {
                scope.rule(rowversion.span(), at, ColumnRule::RowVersion);
                rowversion
            }
        };
        check_words(scope, at, word);
        if keys.iter().any(|key| key.columns.contains(&at)) {
            scope.ctxt.error(
                word,
                format!("`{word}` cannot be on a column of a key, which does not change: use another column"),
            );
        }
        match version {
            Some((other, _)) => {
                let other = &scope.fields[other].name;
                scope.ctxt.error(
                    word,
                    format!("duplicate version: `{other}` is the version already, remove `{word}`"),
                );
            }
            None => version = Some((at, word)),
        }
    }
    version.map(|(at, _)| at)
}

/// Reports words that have no effect on a column whose value only statements change.
fn check_words(scope: &Scope<'_, '_>, at: usize, word: &Ident) {
    let attrs = &scope.fields[at].attrs;
    // `rowversion` makes the value, with which these words are reported already.
    if attrs.version.is_none() {
        return;
    }
    let words = [
        attrs.identity.as_ref().map(|identity| &identity.word),
        attrs.computed.as_ref().map(|computed| &computed.word),
        attrs.insert_only.as_ref(),
        attrs.add.as_ref(),
        attrs.keep.as_ref(),
    ];
    for other in words.into_iter().flatten() {
        let message = format!(
            "`{other}` cannot be combined with `{word}`, whose value each update raises: remove one of them"
        );
        scope.ctxt.error(other, message);
    }
}
