//! The trait of tables and views.

use super::{Table, TableSql};
use crate::schema::TableModel;
use crate::types::FromRow;

/// A struct whose values are rows of a table or of a view: each [`Table`] and each [`View`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a struct of a table or a view",
    label = "not a table or a view",
    note = "derive `Table` or `View` for it"
)]
pub trait Relation: FromRow + Send + Sync + 'static {
    /// The description of the table or the view.
    const DESCRIPTION: &'static TableModel<'static>;

    /// The statements of the table or the view, for all engines.
    const STATEMENTS: &'static TableSql;
}

// The constants of a table have other names than these, so that `Struct::SQL` is never ambiguous.
impl<T: Table> Relation for T {
    const DESCRIPTION: &'static TableModel<'static> = T::MODEL;
    const STATEMENTS: &'static TableSql = T::SQL;
}

/// A struct whose values are rows of a view; `#[derive(View)]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a struct of a view",
    label = "not a view",
    note = "derive `View` for it"
)]
pub trait View: Relation {
    /// The description of the view.
    const MODEL: &'static TableModel<'static>;

    /// The statements of the view, for all engines.
    const SQL: &'static TableSql;
}
