//! Structs with some columns of a row.

use crate::schema::TableModel;
use crate::types::FromRow;

/// A struct whose fields are the columns of a row, in order; `#[derive(FromRow)]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a struct of a row",
    label = "not a struct of a row",
    note = "derive `FromRow` for it"
)]
pub trait Projection: FromRow {
    /// The columns, with the name of the struct.
    const ROW: &'static TableModel<'static>;
}
