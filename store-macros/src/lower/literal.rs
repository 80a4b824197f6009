//! Constants.

use bumpalo::Bump;
use proc_macro2::Span;
use store_core::derive::is_hidden;
use store_core::{Literal, Real};

use crate::attr;
use crate::ctxt::Ctxt;

/// Lowers a constant for any column.
pub(super) fn lower<'b>(ctxt: &Ctxt, bump: &'b Bump, literal: &attr::Literal) -> Literal<'b> {
    match &literal.kind {
        attr::LiteralKind::Null => Literal::Null,
        attr::LiteralKind::Bool(value) => Literal::Bool(*value),
        attr::LiteralKind::Int(value) => Literal::Int(*value),
        attr::LiteralKind::Real(digits) => Literal::Real(real(bump, digits)),
        attr::LiteralKind::Text(text) => {
            reject_hidden(ctxt, text, literal.span);
            Literal::Text(bump.alloc_str(text))
        }
    }
}

fn real<'b>(bump: &'b Bump, digits: &str) -> Real<'b> {
    let single = digits.parse::<f32>().map_or(0.0, f64::from);
    Real { text: bump.alloc_str(digits), single: bump.alloc_str(&format!("{single:?}")) }
}

/// Rejects characters that an engine, a script or a terminal may not read as text.
fn reject_hidden(ctxt: &Ctxt, text: &str, span: Span) {
    if let Some(ch) = text.chars().find(|ch| is_hidden(*ch)) {
        ctxt.error_at(span, format!("unsupported character {ch:?} in a constant: use a parameter instead"));
    }
}
