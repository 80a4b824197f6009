//! Constants in attributes.

use super::SqlType;

/// A constant in a default, a filter, a check or a `set`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Literal<'a> {
    /// NULL.
    Null,
    /// True or false.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A number with a decimal point.
    Real(Real<'a>),
    /// A string.
    Text(&'a str),
}

/// A number with a decimal point, in the forms that columns need.
///
/// ```
/// use store_core::{Literal, Real, SqlType};
///
/// let tenth = Literal::Real(Real { text: "0.1", single: "0.10000000149011612" });
/// assert_eq!(tenth.misfit(SqlType::F32), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Real<'a> {
    /// The number as written in the attribute: optional `-`, digits, `.`, digits.
    pub text: &'a str,
    /// The nearest `f32`, in the shortest digits that parse to this number as `f64`. SQLite compares as `f64`, where 0.1
    /// differs from the number in an `f32` column.
    pub single: &'a str,
}

impl Literal<'_> {
    /// Returns why a column of type `ty` cannot contain the literal; `None` if it can.
    ///
    /// ```
    /// use store_core::{Literal, SqlType};
    ///
    /// assert_eq!(Literal::Int(100).misfit(SqlType::I32), None);
    /// assert!(Literal::Int(300).misfit(SqlType::U8).is_some());
    /// ```
    pub const fn misfit(&self, ty: SqlType) -> Option<&'static str> {
        match (self, ty) {
            (_, SqlType::Deferred) => None,
            (Self::Null, _) => None,
            (Self::Bool(_), SqlType::Bool) => None,
            (_, SqlType::Bool) => Some("the column is a `bool`: use `true` or `false`"),
            (Self::Int(value), _) if ty.int_range().is_some() => match ty.int_range() {
                Some((min, max)) if *value < min || *value > max => Some(
                    "the number is out of range for the column's type: use a number in its range or a wider type",
                ),
                _ => None,
            },
            (Self::Int(value), SqlType::U64) if *value < 0 => {
                Some("the column has no negative numbers: use another number, or a signed type")
            }
            (Self::Int(_), SqlType::U64) => None,
            (_, SqlType::U64) => Some("the column is an integer: use an integer"),
            (_, _) if ty.int_range().is_some() => Some("the column is an integer: use an integer"),
            (Self::Int(value), SqlType::F32 | SqlType::F64) if !is_exact(*value, ty) => Some(
                "the column's floating-point type cannot represent this integer exactly: use another number",
            ),
            (Self::Int(_) | Self::Real(_), SqlType::F32 | SqlType::F64) => None,
            (_, SqlType::F32 | SqlType::F64) => Some("the column is a number: use a number"),
            (Self::Int(value), SqlType::Decimal { precision, scale }) => {
                if int_digits(value.unsigned_abs()) + scale as u32 > precision as u32 {
                    Some("the number has more digits than the column: raise `precision`")
                } else {
                    None
                }
            }
            (Self::Real(real), SqlType::Decimal { precision, scale }) => {
                decimal_misfit(real.text, precision, scale)
            }
            (_, SqlType::Decimal { .. }) => Some("the column is a decimal: use a number"),
            (Self::Text(text), SqlType::Text(len)) => match len {
                Some(len) if utf16_len(text) > len as usize => {
                    Some("the string is longer than the column: shorten it or raise `len`")
                }
                _ => None,
            },
            (Self::Text(text), SqlType::Enum { variants, .. }) => no_text_of(text, variants),
            (Self::Int(value), SqlType::IntEnum { variants, .. }) => no_number_of(*value, variants),
            (_, SqlType::IntEnum { .. }) => {
                Some("the column is an enum of integers: use the stored number of a variant")
            }
            (_, SqlType::Text(_) | SqlType::Enum { .. }) => Some("the column is text: use a string"),
            (_, _) => Some(
                "the column's type has no constants: use a parameter such as `:name`, or set the value in the program",
            ),
        }
    }
}

const fn no_text_of(text: &str, variants: &[&str]) -> Option<&'static str> {
    let mut at = 0;
    while at < variants.len() {
        if crate::text::equal(variants[at], text) {
            return None;
        }
        at += 1;
    }
    Some("unknown variant of the enum: use the stored string of a variant")
}

const fn no_number_of(value: i64, variants: &[i64]) -> Option<&'static str> {
    let mut at = 0;
    while at < variants.len() {
        if variants[at] == value {
            return None;
        }
        at += 1;
    }
    Some("unknown variant of the enum: use the stored number of a variant")
}

/// Separates the two forms of a [`Real`].
const FORMS: u8 = b'|';

/// Returns a number in the form that a template contains until the column's type is known; `None` for other literals.
pub(crate) fn write_number(literal: &Literal<'_>) -> Option<String> {
    match literal {
        Literal::Int(value) => Some(value.to_string()),
        Literal::Real(Real { text, single }) => Some(format!("{text}{}{single}", FORMS as char)),
        Literal::Null | Literal::Bool(_) | Literal::Text(_) => None,
    }
}

/// Reads the form that [`write_number`] returns.
pub(crate) const fn read_number(form: &str) -> Literal<'_> {
    let bytes = form.as_bytes();
    let mut value: i64 = 0;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            FORMS => {
                let (text, single) = form.split_at(at);
                return Literal::Real(Real { text, single: single.split_at(1).1 });
            }
            // Negated, since there is one more negative number. The value of a number with a point is not used.
            digit @ b'0'..=b'9' => value = value.wrapping_mul(10).wrapping_sub((digit - b'0') as i64),
            _ => {}
        }
        at += 1;
    }
    Literal::Int(if matches!(bytes, [b'-', ..]) { value } else { value.wrapping_neg() })
}

/// Returns the length of a string in UTF-16 code units, as SQL Server counts.
pub const fn utf16_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut units = 0;
    let mut at = 0;
    while at < bytes.len() {
        units += match bytes[at] {
            0x80..=0xBF => 0, // inside a character
            0xF0..=0xFF => 2, // a character outside the BMP is a surrogate pair
            _ => 1,
        };
        at += 1;
    }
    units
}

/// Returns whether a floating-point type represents an integer exactly. The engines round at different times.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "the loss is what the comparison detects"
)]
const fn is_exact(value: i64, ty: SqlType) -> bool {
    let held = match ty {
        SqlType::F32 => value as f32 as i128,
        _ => value as f64 as i128,
    };
    held == value as i128
}

const fn int_digits(mut value: u64) -> u32 {
    let mut digits = 0;
    while value > 0 {
        digits += 1;
        value /= 10;
    }
    digits
}

const fn decimal_misfit(text: &str, precision: u8, scale: u8) -> Option<&'static str> {
    let bytes = text.as_bytes();
    let (mut whole, mut fraction, mut after_point, mut leading) = (0u32, 0u32, false, true);
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'.' => after_point = true,
            b'0' if leading && !after_point => {}
            b'0'..=b'9' if after_point => fraction += 1,
            b'0'..=b'9' => {
                leading = false;
                whole += 1;
            }
            _ => {}
        }
        at += 1;
    }
    if fraction > scale as u32 {
        Some("the number has more digits after the point than the column: round it or raise `scale`")
    } else if whole + scale as u32 > precision as u32 {
        Some("the number has more digits than the column: raise `precision`")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_len_equals_the_standard_library() {
        for text in ["", "abc", "né", "日本", "🦀x🦀"] {
            assert_eq!(utf16_len(text), text.encode_utf16().count(), "{text}");
        }
    }

    #[test]
    fn decimals_are_checked_against_precision_and_scale() {
        let ty = SqlType::Decimal { precision: 5, scale: 2 };
        let real = |text| Literal::Real(Real { text, single: text });
        for fits in ["0.5", "-999.99", "000123.4"] {
            assert_eq!(real(fits).misfit(ty), None, "{fits}");
        }
        for misfit in ["1000.0", "0.123"] {
            assert!(real(misfit).misfit(ty).is_some(), "{misfit}");
        }
        assert_eq!(Literal::Int(999).misfit(ty), None);
        assert!(Literal::Int(1000).misfit(ty).is_some());
    }

    #[test]
    fn numbers_in_a_template_read_back() {
        let tenth = Literal::Real(Real { text: "-0.1", single: "-0.10000000149011612" });
        for literal in [0, 7, -7, i64::MAX, i64::MIN].map(Literal::Int).into_iter().chain([tenth]) {
            assert_eq!(read_number(&write_number(&literal).unwrap()), literal);
        }
        assert_eq!(write_number(&Literal::Text("1")), None);
    }

    #[test]
    fn integers_in_floating_point_columns_must_be_exact() {
        for (value, single, double) in [
            (1 << 24, true, true),
            ((1 << 24) + 1, false, true),
            (1 << 62, true, true),
            (i64::MAX, false, false),
        ] {
            assert_eq!(Literal::Int(value).misfit(SqlType::F32).is_none(), single, "{value}");
            assert_eq!(Literal::Int(-value).misfit(SqlType::F64).is_none(), double, "{value}");
        }
    }
}
