//! Conditions and expressions.

use bumpalo::Bump;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use store_core::schema::{Clause, Compare, Expr, Shift, Term, Test};
use store_core::{Literal, Real, SqlType};
use syn::Ident;

use super::Scope;
use super::params::{Params, Role};
use crate::attr::{self, Comparison};
use crate::ctxt::Ctxt;
use crate::expand::literal_tokens;

/// What a value is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Compare,
    Write,
}

impl<'b> Scope<'_, 'b> {
    /// Alternatives.
    pub(super) fn clause(&self, clause: &attr::Clause, params: &mut Params) -> Clause<'b> {
        let tests: Vec<Test<'b>> = clause.0.iter().filter_map(|test| self.test(test, params)).collect();
        self.bump.alloc_slice_copy(&tests)
    }

    fn test(&self, test: &attr::Test, params: &mut Params) -> Option<Test<'b>> {
        let column = self.column(&test.column)?;
        if self.columns[column].ty == SqlType::Json && !matches!(test.comparison, Comparison::IsNull { .. }) {
            self.ctxt.error(&test.column, format!("`{}` is JSON, which the engines compare differently: only `is [not] null` can be asked of it", test.column));
            return None;
        }
        if self.fields[column].is_deferred() && !matches!(test.comparison, Comparison::IsNull { .. }) {
            self.assert(test.column.span(), "comparable", column, &TokenStream::new());
        }
        Some(match &test.comparison {
            Comparison::IsNull { negated } => {
                if self.fields[column].is_deferred() {
                    self.assert(test.column.span(), "nullable", column, &TokenStream::new());
                } else if !self.columns[column].nullable {
                    self.ctxt.error(
                        &test.column,
                        format!(
                            "`{}` is never NULL: make its field an `Option`, or remove the condition",
                            test.column
                        ),
                    );
                }
                Test::IsNull { column, negated: *negated }
            }
            Comparison::InParam { list, negated } => {
                self.listed(&test.column, column);
                let param = params.number(self, list, Role::List(column));
                Test::InParam { column, param, negated: *negated }
            }
            Comparison::InList { values, span, negated } => {
                if values.is_empty() {
                    self.ctxt
                        .error_at(*span, "the list is empty, and no row is in it: name at least one value");
                }
                let values: Vec<Literal<'b>> =
                    values.iter().map(|value| self.literal(value, column, Use::Compare)).collect();
                Test::InList { column, values: self.bump.alloc_slice_copy(&values), negated: *negated }
            }
            Comparison::Compare(operator, with) => {
                if operator.needs_order() {
                    self.ordered(&test.column, column);
                }
                let with = self.expr(with, column, &test.column, Use::Compare, params)?;
                Test::Compare(Compare { column, operator: *operator, with })
            }
        })
    }

    /// Holds a column to a type that a list can carry.
    fn listed(&self, field: &Ident, column: usize) {
        let ty = self.columns[column].ty;
        if ty == SqlType::Deferred {
            self.assert(field.span(), "in_list", column, &TokenStream::new());
        } else if !ty.fits_in_list() && !is_bytes(ty) {
            self.ctxt.error(field, format!("`{field}` cannot be looked up in a list, which travels as JSON: use text, bytes, integers, enums, bools or UUIDs"));
        }
    }

    /// Holds a column to a type that both engines sort alike.
    pub(super) fn ordered(&self, field: &Ident, column: usize) {
        match self.columns[column].ty {
            SqlType::Deferred => self.assert(field.span(), "ordered", column, &TokenStream::new()),
            SqlType::Uuid => self.ctxt.error(
                field,
                format!("`{field}` is a UUID, which SQL Server sorts by its last six bytes first and SQLite by its first: use `[u8; 16]` where order counts"),
            ),
            ty if !ty.is_ordered() => self.ctxt.error(field, format!("`{field}` has a type that has no order: compare it for equality only")),
            _ => {}
        }
    }

    /// An expression whose value is compared with, or written to, a column.
    pub(super) fn expr(
        &self,
        expr: &attr::Expr,
        column: usize,
        field: &Ident,
        usage: Use,
        params: &mut Params,
    ) -> Option<Expr<'b>> {
        Some(match expr {
            attr::Expr::Term(term) => Expr::Term(self.term(term, column, field, usage, params)?),
            attr::Expr::Arithmetic(left, sign, right) => {
                self.calculated(field, column);
                for term in [left, right] {
                    if let attr::Term::Literal(attr::Literal { kind: attr::LiteralKind::Null, span }) = term {
                        self.ctxt.error_at(*span, "nothing can be calculated with NULL: use a number");
                        return None;
                    }
                    if let attr::Term::Column(other) = term
                        && let Some(at) = self.column(other)
                    {
                        self.calculated(other, at);
                    }
                }
                let left = self.term(left, column, field, usage, params)?;
                Expr::Arithmetic(left, *sign, self.term(right, column, field, usage, params)?)
            }
            attr::Expr::Now(span, shift) => {
                if let Some(place) = params.place() {
                    self.ctxt.error_at(
                        *span,
                        format!("{place} cannot ask for the time: compare with a constant or a column"),
                    );
                }
                match self.columns[column].ty {
                    SqlType::Deferred => self.assert(*span, "timestamp", column, &TokenStream::new()),
                    SqlType::Timestamp => {}
                    _ => self.ctxt.error_at(
                        *span,
                        format!("`now()` is a timestamp, `{field}` is not: make its field a `DateTime<Utc>`"),
                    ),
                }
                match shift {
                    Some(shift) => Expr::Now(Some(Shift {
                        backwards: shift.sign == '-',
                        amount: self.amount(&shift.amount, params)?,
                        unit: shift.unit,
                    })),
                    None => Expr::Now(None),
                }
            }
        })
    }

    fn calculated(&self, field: &Ident, column: usize) {
        let ty = self.columns[column].ty;
        if ty == SqlType::Deferred {
            self.assert(field.span(), "calculated", column, &TokenStream::new());
        } else if !ty.is_arithmetic() {
            self.ctxt.error(field, format!("`{field}` is no integer or floating-point number: SQL cannot calculate with it alike on both engines"));
        }
    }

    /// How many seconds or milliseconds.
    fn amount(&self, term: &attr::Term, params: &mut Params) -> Option<Term<'b>> {
        match term {
            attr::Term::Param(name) => Some(Term::Param(params.number(self, name, Role::Amount))),
            attr::Term::Literal(value) => match literal(self.ctxt, self.bump, value) {
                Literal::Int(amount) if (0..=i64::from(i32::MAX)).contains(&amount) => {
                    Some(Term::Literal(Literal::Int(amount)))
                }
                _ => {
                    self.ctxt.error_at(value.span, "seconds are a whole number from 0 to 2147483647: write `now() - seconds(…)` for the past");
                    None
                }
            },
            attr::Term::Column(name) => {
                self.ctxt.error(name, "seconds are a number or a parameter, as in `seconds(:n)`");
                None
            }
        }
    }

    fn term(
        &self,
        term: &attr::Term,
        column: usize,
        field: &Ident,
        usage: Use,
        params: &mut Params,
    ) -> Option<Term<'b>> {
        Some(match term {
            attr::Term::Literal(value) => Term::Literal(self.literal(value, column, usage)),
            attr::Term::Param(name) => {
                let role = if usage == Use::Write { Role::Write(column) } else { Role::Compare(column) };
                Term::Param(params.number(self, name, role))
            }
            attr::Term::Column(name) => {
                let other = self.column(name)?;
                self.same_types(field, column, name, other, usage);
                Term::Column(other)
            }
        })
    }

    fn same_types(&self, field: &Ident, column: usize, name: &Ident, other: usize, usage: Use) {
        let (left, right) = (&self.columns[column], &self.columns[other]);
        let decimal = |ty| matches!(ty, SqlType::Decimal { .. });
        let unlike = !left.ty.same_kind(right.ty) || (decimal(left.ty) && left.ty != right.ty);
        if left.ty != SqlType::Deferred && right.ty != SqlType::Deferred && unlike {
            self.ctxt.error(
                name,
                format!(
                    "`{name}` has another type than `{field}`: compare and assign columns of one type only"
                ),
            );
        }
        let deferred = self.fields[column].is_deferred() || self.fields[other].is_deferred();
        if deferred {
            let written = usage == Use::Write;
            self.assert(name.span(), "same_type", column, &quote!(, #other, #written));
        } else if usage == Use::Write && longer(right.ty, left.ty) {
            self.ctxt.error(
                name,
                format!("`{name}` may be longer than `{field}` holds: raise the `len` of `{field}`"),
            );
        }
        if usage == Use::Write && right.nullable && !left.nullable && !deferred {
            self.ctxt.error(
                name,
                format!("`{name}` may be NULL, `{field}` may not: assign a column that is never NULL"),
            );
        }
    }

    /// A constant for a column.
    fn literal(&self, value: &attr::Literal, column: usize, usage: Use) -> Literal<'b> {
        let constant = literal(self.ctxt, self.bump, value);
        let target = &self.columns[column];
        let deferred = self.fields[column].is_deferred();
        if matches!(constant, Literal::Null) {
            if usage == Use::Compare {
                self.ctxt.error_at(
                    value.span,
                    "nothing is equal to NULL in SQL: write `is null` or `is not null`",
                );
            } else if !target.nullable && !deferred {
                self.ctxt.error_at(
                    value.span,
                    format!("`{}` is never NULL: make its field an `Option` or give a value", target.field),
                );
            }
        } else if let Some(reason) = constant.misfit(target.ty) {
            self.ctxt.error_at(value.span, reason);
        }
        if deferred {
            let tokens = literal_tokens(&constant);
            self.assert(value.span, "literal", column, &quote!(, #tokens));
        }
        constant
    }
}

/// Bytes can be members of a list where the derive knows that they are: there they are told from texts.
fn is_bytes(ty: SqlType) -> bool {
    matches!(ty, SqlType::Bytes(_) | SqlType::FixedBytes(_))
}

/// Whether values of the one type can be too long for the other.
fn longer(from: SqlType, to: SqlType) -> bool {
    match (from, to) {
        (SqlType::Text(from), SqlType::Text(Some(to))) | (SqlType::Bytes(from), SqlType::Bytes(Some(to))) => {
            from.is_none_or(|from| from > to)
        }
        (SqlType::FixedBytes(from), SqlType::FixedBytes(to)) => from != to,
        _ => false,
    }
}

/// A constant as the model has it.
pub(super) fn literal<'b>(ctxt: &Ctxt, bump: &'b Bump, literal: &attr::Literal) -> Literal<'b> {
    match &literal.kind {
        attr::LiteralKind::Null => Literal::Null,
        attr::LiteralKind::Bool(value) => Literal::Bool(*value),
        attr::LiteralKind::Int(value) => Literal::Int(*value),
        attr::LiteralKind::Real(text) => Literal::Real(real(bump, text)),
        attr::LiteralKind::Text(text) => Literal::Text(bump.alloc_str(&plain(ctxt, text, literal.span))),
    }
}

/// A number with a point.
fn real<'b>(bump: &'b Bump, text: &str) -> Real<'b> {
    // Digits with a point, which both types read.
    let single = text.parse::<f32>().map_or(0.0, f64::from);
    Real { text: bump.alloc_str(text), single: bump.alloc_str(&format!("{single:?}")) }
}

/// Refuses what an engine, a script or a terminal could read as something else than text.
fn plain(ctxt: &Ctxt, text: &str, span: Span) -> String {
    if let Some(ch) = text.chars().find(|ch| is_unseen(*ch)) {
        ctxt.error_at(
            span,
            format!("the character {ch:?} cannot be seen, and cannot stand in SQL: use a parameter for such a text"),
        );
    }
    text.to_owned()
}

/// Whether a character controls, or changes the direction or the line of, what stands around it.
fn is_unseen(ch: char) -> bool {
    ch.is_control()
        || matches!(ch, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
