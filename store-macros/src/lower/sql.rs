//! `sql!`.

use store_core::Dialect;
use store_core::schema::StatementKind;
use syn::{Expr, Ident};

use super::sql_text::{self, Form, SqlText};
use crate::attr::SqlInput;
use crate::ctxt::Ctxt;

/// SQL that the program writes, with its parameters.
pub(crate) struct WrittenQuery {
    /// The SQL for each engine, in the order of [`Dialect::ALL`].
    pub(crate) sql: [SqlText; Dialect::ALL.len()],
    pub(crate) params: Vec<(Ident, Option<Expr>)>,
}

impl WrittenQuery {
    /// Returns the effect: a read if it is one on every engine.
    pub(crate) fn kind(&self) -> StatementKind {
        let is_read = self.sql.iter().all(|text| text.kind.is_read());
        if is_read { StatementKind::Read } else { StatementKind::Write }
    }
}

/// Lowers the input of `sql!`; errors are reported.
pub(crate) fn sql(ctxt: &Ctxt, input: SqlInput) -> Option<WrittenQuery> {
    let SqlInput { sql: literals, is_portable, params } = input;
    let read = |at: usize| {
        let dialect = (!is_portable).then_some(Dialect::ALL[at]);
        sql_text::read(ctxt, &literals[at], dialect, Form::Query)
    };
    let first = read(0);
    // One text for all engines is checked once.
    let second = if is_portable { first.clone() } else { read(1) };
    let (Some(first), Some(second)) = (first, second) else { return None };
    let names: Vec<&Ident> = params.iter().map(|(name, _)| name).collect();
    let checked: &[_] = if is_portable {
        &[(&literals[0], &first)]
    } else {
        &[(&literals[0], &first), (&literals[1], &second)]
    };
    sql_text::check_params(ctxt, checked, &names);
    Some(WrittenQuery { sql: [first, second], params })
}
