//! Updates that can run for many keys in one statement.

use store_core::schema::{Query, TableModel};
use syn::Ident;

use super::params::{Params, Role};
use super::scope::Scope;

/// Checks an update with `many` that has no other errors; `query` has only the required conditions.
pub(super) fn check(
    scope: &Scope<'_, '_>,
    model: &TableModel<'_>,
    many: &Ident,
    query: &Query<'_>,
    params: &Params,
) {
    let lists = params.list.iter().filter(|param| matches!(param.role, Role::List(_)));
    for list in lists {
        let message = "`many` does not allow a list as parameter: compare with one value, or remove `many`";
        scope.ctxt.error(&list.name, message);
    }
    let unsupported =
        params.list.iter().filter(|param| matches!(param.role, Role::Start(_) | Role::JsonText));
    for param in unsupported {
        let message =
            "`many` does not allow `starts_with` and paths in JSON: remove the condition, or `many`";
        scope.ctxt.error(&param.name, message);
    }
    if query.fixed_key(model).is_none() {
        let columns = model.keys.first().map_or(&[][..], |key| key.columns);
        let columns: Vec<&str> = columns.iter().map(|at| scope.fields[*at].name.as_str()).collect();
        let message = format!(
            "`many` requires the key of each row: compare each column of the primary key (`{}`) or of a unique key with a \
             parameter, as in `{}`",
            columns.join("`, `"),
            columns.first().unwrap_or(&"id"),
        );
        scope.ctxt.error(many, message);
    }
    for key in model.keys {
        if let Some(set) = query.set.iter().find(|set| key.columns.contains(&set.column)) {
            let message = format!(
                "`many` cannot assign `{}`, a column of the unique key `{}`: remove `many`",
                scope.fields[set.column].name, key.name,
            );
            scope.ctxt.error(many, message);
        }
    }
}
