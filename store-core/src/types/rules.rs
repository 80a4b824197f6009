//! The rules that a column's type must obey where an attribute uses the column.
//!
//! Each rule is written once. The derive checks it for the types that it knows by name, and the generated
//! [`assert`](crate::derive::assert) checks it for the types that only their [`Field`](crate::Field) implementation knows.
//! [`SqlType::Deferred`] obeys every rule: in the derive it marks a type of the second kind, and in a program a type whose
//! derive reported errors.

use super::{Literal, MAX_PRECISION, MAX_SCALED_PRECISION, SqlType};
use crate::dialect::Dialect;

/// The result of checking a rule: `Ok`, or the message of the compile error.
pub type Rule = Result<(), &'static str>;

/// A rule about one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnRule {
    /// The column is compared with a value.
    Comparable,
    /// The column is tested with `is null` or `is not null`.
    NullTest,
    /// A query compares the column by order.
    Ordered,
    /// A query sorts by the column.
    Sorted,
    /// A query returns the least or the greatest value of the column.
    Extreme,
    /// The column is compared with the members of a list parameter.
    Listed,
    /// The column is an operand or the target of arithmetic.
    Arithmetic,
    /// The column is compared with, or set to, the database's clock.
    Timestamp,
    /// A count groups by the column.
    Grouped,
    /// An upsert adds to the column.
    Added,
    /// An upsert with NULL keeps the column's value.
    Kept,
    /// A page starts after a value of the column.
    PageStart,
    /// The CHECK constraint of the column's type has a custom name.
    NamedCheck,
    /// The database numbers the rows in the column.
    Identity,
    /// The default of the column is a new UUID.
    NewId,
    /// Each update of a row raises the column by 1.
    Version,
    /// The column has the version that SQL Server makes.
    RowVersion,
    /// The column is tested for other text in it.
    Searched,
    /// The column is tested for a value in its JSON.
    JsonValue,
    /// The column is part of a unique key, and its type is not written as an `Option`.
    UniqueNotNull,
    /// The computed column is in a unique key.
    ComputedUnique,
}

impl ColumnRule {
    /// Checks the rule for a column; `by_name` says whether the derive knows the column's type by its name.
    ///
    /// # Errors
    ///
    /// Returns the message of the compile error.
    ///
    /// ```
    /// use store_core::SqlType;
    /// use store_core::derive::rules::ColumnRule;
    ///
    /// assert_eq!(ColumnRule::Ordered.check(SqlType::I64, false, true), Ok(()));
    /// assert!(ColumnRule::Ordered.check(SqlType::Json, false, true).is_err());
    /// ```
    pub const fn check(self, ty: SqlType, nullable: bool, by_name: bool) -> Rule {
        if matches!(ty, SqlType::Deferred) {
            return Ok(());
        }
        match self {
            Self::Comparable => comparable(ty, by_name),
            Self::NullTest if !nullable => {
                Err("the column is never NULL: change its field to an `Option`, or remove the condition")
            }
            Self::Sorted if matches!(ty, SqlType::OffsetTimestamp) && !by_name => Err(
                "the order requires a field whose type is written `DateTime<FixedOffset>`: write the type out, or sort in the program",
            ),
            Self::Extreme if matches!(ty, SqlType::OffsetTimestamp) => Err(
                "`min` and `max` of a timestamp with an offset have no definite result, since one instant can have several offsets: \
                 use `DateTime<Utc>`, or `order_by` with `limit(1)`",
            ),
            Self::Ordered | Self::Sorted | Self::Extreme => ordered(ty),
            Self::Listed => listed(ty, by_name),
            Self::Arithmetic => arithmetic(ty, by_name),
            Self::Timestamp if !matches!(ty, SqlType::Timestamp) => {
                Err("mismatched types: `now()` requires a column whose field is a `DateTime<Utc>`")
            }
            Self::Grouped => grouped(ty),
            Self::Added if nullable => Err(
                "`add` requires a column that is never NULL: change its field to a type without `Option`, or remove `add`",
            ),
            Self::Added => arithmetic(ty, by_name),
            Self::Kept if !nullable => Err(
                "`keep` has no effect on a column that is never NULL: remove `keep`, or change the field to an `Option`",
            ),
            Self::PageStart if nullable => {
                Err("a page cannot start after NULL: order by columns that are never NULL")
            }
            Self::PageStart if matches!(ty, SqlType::OffsetTimestamp) => Err(
                "a page cannot start after a timestamp with an offset, since one instant can have several offsets: use `DateTime<Utc>`",
            ),
            Self::NamedCheck if !Dialect::checks(ty) => {
                Err("a column of this type has no CHECK constraint: remove `check_name`")
            }
            Self::Searched if !matches!(ty, SqlType::Text(_)) => {
                Err("`starts_with`, `ends_with` and `contains` require a column of text: use another column")
            }
            Self::JsonValue if !matches!(ty, SqlType::Json) => Err(
                "a path requires a column of JSON: add `#[column(json)]` to the field, or compare the column itself",
            ),
            Self::UniqueNotNull if nullable => Err(
                "a column of a unique key that can be NULL requires a field whose type is written `Option<…>`: write the type out",
            ),
            Self::Identity | Self::NewId | Self::Version | Self::RowVersion | Self::ComputedUnique => {
                self.check_made(ty, nullable)
            }
            Self::Searched | Self::JsonValue | Self::UniqueNotNull => Ok(()),
            Self::NullTest | Self::Timestamp | Self::Kept | Self::PageStart | Self::NamedCheck => Ok(()),
        }
    }

    /// Checks a column whose values the database makes.
    const fn check_made(self, ty: SqlType, nullable: bool) -> Rule {
        match self {
            Self::Identity if ty.int_range().is_none() || nullable => {
                Err("`identity` requires a column of integers that is never NULL: use `i64`")
            }
            Self::NewId if !matches!(ty, SqlType::Uuid) => {
                Err("mismatched types: `new_id()` requires a column whose field is a `Uuid`")
            }
            Self::Version if !matches!(ty, SqlType::I16 | SqlType::I32 | SqlType::I64) || nullable => {
                Err("`version` requires a column of signed integers that is never NULL: use `i64`")
            }
            Self::RowVersion if !matches!(ty, SqlType::FixedBytes(8)) || nullable => {
                Err("`rowversion` requires a column of eight bytes that is never NULL: use `[u8; 8]`")
            }
            Self::ComputedUnique if nullable => Err(
                "a computed column in a unique key cannot be NULL, since SQL Server allows none in the filter of an index: use a type \
                 without `Option`, or remove the column from the key",
            ),
            _ => Ok(()),
        }
    }
}

const fn comparable(ty: SqlType, by_name: bool) -> Rule {
    match ty {
        SqlType::OffsetTimestamp if !by_name => Err(
            "the comparison requires a field whose type is written `DateTime<FixedOffset>`: write the type out, or compare in the program",
        ),
        SqlType::Json => Err(
            "JSON columns cannot be compared, because the engines compare JSON differently: use `is null` or `is not null`",
        ),
        _ => Ok(()),
    }
}

const fn ordered(ty: SqlType) -> Rule {
    match ty {
        SqlType::Uuid => Err(
            "UUIDs have no common order: SQL Server compares the last six bytes first, SQLite the first byte; use `[u8; 16]` if order matters",
        ),
        ty if ty.is_ordered() => Ok(()),
        _ => Err("the column's type has no order: compare it for equality only, or use another column"),
    }
}

/// Checks a column that is compared with a list. Bytes are sent in another form than other values, and only the statement for a type
/// that the derive knows by name reads them.
const fn listed(ty: SqlType, by_name: bool) -> Rule {
    match ty {
        SqlType::Bytes(_) | SqlType::FixedBytes(_) if by_name => Ok(()),
        SqlType::Bytes(_) | SqlType::FixedBytes(_) => Err(
            "a list of bytes requires a field whose type is written `Vec<u8>` or `[u8; N]`: write the type out, or compare with one value",
        ),
        SqlType::U64 => Err(
            "a `u64` cannot be sent in a list, since neither engine has an unsigned 64-bit integer type: compare with one value, or use `i64`",
        ),
        ty if ty.fits_in_list() => Ok(()),
        _ => Err(
            "values of this type cannot be sent in a list, which is JSON: use text, bytes, integers, enums, bools or UUIDs",
        ),
    }
}

/// Checks an operand of arithmetic. SQLite calculates in 64 bits, and the statement rounds the result of `f32` to 32 bits; the
/// derive can render that only for a type that it knows by name, not for an alias or a newtype.
const fn arithmetic(ty: SqlType, by_name: bool) -> Rule {
    match ty {
        SqlType::F32 if !by_name => Err(
            "arithmetic with `f32` requires a field whose type is written `f32`: write the type out, or use `f64`",
        ),
        SqlType::U64 => Err(
            "arithmetic with `u64` is not supported, since neither engine has an unsigned 64-bit integer type: use `i64`, or calculate in the program",
        ),
        ty if ty.is_arithmetic() => Ok(()),
        _ => Err("arithmetic requires an integer or floating-point column: use another column"),
    }
}

const fn grouped(ty: SqlType) -> Rule {
    match ty {
        SqlType::Json | SqlType::Decimal { .. } | SqlType::Uuid => Err(
            "JSON, decimals and UUIDs cannot be grouped or made distinct, since the engines group or return them differently: use another column",
        ),
        SqlType::OffsetTimestamp => Err(
            "timestamps with an offset cannot be grouped or made distinct, since equal instants can have several offsets: use `DateTime<Utc>`",
        ),
        _ => Ok(()),
    }
}

/// Checks a constant that is written to, or compared with, a column.
///
/// # Errors
///
/// Returns the message of the compile error.
pub const fn literal(literal: Literal<'_>, ty: SqlType, nullable: bool) -> Rule {
    match literal.misfit(ty) {
        Some(reason) => Err(reason),
        None if matches!(literal, Literal::Null) && !nullable && !matches!(ty, SqlType::Deferred) => {
            Err("the column is never NULL: change its field to an `Option`, or use a value")
        }
        None => Ok(()),
    }
}

/// Checks two columns that are compared with each other.
///
/// # Errors
///
/// Returns the message of the compile error.
pub const fn compared(left: SqlType, right: SqlType) -> Rule {
    // SQLite stores a decimal as an integer that is scaled by the column's own number of digits.
    let same = match (left, right) {
        (SqlType::Deferred, _) | (_, SqlType::Deferred) => true,
        (
            SqlType::Decimal { precision: left_digits, scale: left },
            SqlType::Decimal { precision: right_digits, scale: right },
        ) => left_digits == right_digits && left == right,
        _ => left.same_kind(right),
    };
    if same { Ok(()) } else { Err("mismatched types: compare and assign columns of the same type only") }
}

/// Checks a field of a struct for the rows of a query; the column and the field are given by their types and whether they may be
/// NULL.
///
/// # Errors
///
/// Returns the message of the compile error.
pub const fn projected(column: (SqlType, bool), field: (SqlType, bool)) -> Rule {
    if compared(column.0, field.0).is_err() {
        return Err(
            "a field of the struct has another type than its column: use the type of the table's field",
        );
    }
    if column.1 && !field.1 {
        return Err(
            "a field of the struct cannot be NULL, but its column can: change the field to an `Option`",
        );
    }
    Ok(())
}

/// Checks the column of a sum or of a mean.
///
/// # Errors
///
/// Returns the message of the compile error.
pub const fn summed(ty: SqlType, is_mean: bool) -> Rule {
    match ty {
        SqlType::Decimal { .. } if is_mean => Err(
            "the engines round the mean of decimals differently: select `sum` and `count`, and divide in the program",
        ),
        SqlType::Decimal { precision, .. } if precision > MAX_SCALED_PRECISION => Err(
            "SQLite stores a decimal of more than 18 digits as text, which it cannot add: add the values in the program",
        ),
        SqlType::Decimal { .. } => Ok(()),
        SqlType::F32 | SqlType::F64 => Err(
            "the sum of floating-point numbers depends on their order: use a decimal, or add the values in the program",
        ),
        SqlType::Deferred => Err(
            "a sum requires a field whose type is written out, such as `i64` or `Decimal`: write the type, or add the values in the program",
        ),
        SqlType::U64 => Err(
            "the sum of `u64` is not supported, since SQLite stores them as text: use `i64`, or add the values in the program",
        ),
        ty if ty.int_range().is_some() => Ok(()),
        _ => Err("a sum requires a column of integers or decimals: use another column"),
    }
}

/// Checks a column whose value is assigned to another column; each is given by its type and whether it may be NULL.
///
/// # Errors
///
/// Returns the message of the compile error.
pub const fn assigned(to: (SqlType, bool), from: (SqlType, bool)) -> Rule {
    if let Err(reason) = compared(to.0, from.0) {
        return Err(reason);
    }
    if longer(from.0, to.0) {
        return Err(
            "the value may be longer than the column that it is assigned to: raise the `len` of that column",
        );
    }
    if from.1 && !to.1 {
        return Err(
            "the value may be NULL, but the column that it is assigned to may not: assign a column that is never NULL",
        );
    }
    Ok(())
}

/// Returns whether values of the type `from` can be too long for a column of the type `to`.
const fn longer(from: SqlType, to: SqlType) -> bool {
    match (from, to) {
        (SqlType::Text(None), SqlType::Text(Some(_))) | (SqlType::Bytes(None), SqlType::Bytes(Some(_))) => {
            true
        }
        (SqlType::Text(Some(from)), SqlType::Text(Some(to)))
        | (SqlType::Bytes(Some(from)), SqlType::Bytes(Some(to))) => from > to,
        (SqlType::FixedBytes(from), SqlType::FixedBytes(to)) => from != to,
        _ => false,
    }
}

/// Checks a column of a key; pass `nullable = false` for a unique key, whose columns can be NULL.
///
/// # Errors
///
/// Returns the message of the compile error.
pub const fn key_column(ty: SqlType, nullable: bool) -> Rule {
    if nullable {
        return Err("a column of the primary key cannot be NULL: use a type without `Option`");
    }
    if matches!(ty, SqlType::F32 | SqlType::F64) {
        return Err("a key column cannot be a floating-point number: use an integer or a decimal");
    }
    if matches!(ty, SqlType::OffsetTimestamp) {
        return Err(
            "a key column cannot be a timestamp with an offset, since one instant can have several offsets: use `DateTime<Utc>`",
        );
    }
    Ok(())
}

/// Returns the bytes that a column takes in a key, an index or a foreign key; 0 for an existing column, which its
/// database has accepted.
///
/// # Errors
///
/// Returns the message of the compile error for a type that a key or index cannot contain.
pub const fn key_bytes(ty: SqlType, exists: bool) -> Result<u32, &'static str> {
    match ty {
        _ if exists => Ok(0),
        SqlType::Deferred => Ok(0),
        SqlType::Json => Err("a key or index cannot contain JSON: use another column"),
        ty => match ty.key_bytes() {
            Some(bytes) => Ok(bytes),
            None => Err("a column of a key or index requires a maximum length: add `#[column(len = …)]`"),
        },
    }
}

/// Checks a column that `on_delete = "set null"` sets to NULL.
///
/// # Errors
///
/// Returns the message of the compile error.
pub const fn set_null(ty: SqlType, nullable: bool) -> Rule {
    if nullable || matches!(ty, SqlType::Deferred) {
        Ok(())
    } else {
        Err(
            "`set null` requires columns that may be NULL: change the field to an `Option`, or use another action",
        )
    }
}

/// Checks that a decimal column has its digits.
///
/// # Errors
///
/// Returns the message of the compile error.
pub const fn has_digits(ty: SqlType) -> Rule {
    match ty {
        SqlType::Decimal { precision: 0, .. } => {
            Err("a decimal column requires its digits: add `#[column(precision = 19, scale = 4)]`")
        }
        _ => Ok(()),
    }
}

/// Checks the number of digits of a decimal.
///
/// # Errors
///
/// Returns the message of the compile error.
pub const fn precision(digits: u32) -> Rule {
    if digits >= 1 && digits <= MAX_PRECISION as u32 {
        Ok(())
    } else {
        Err("`precision` must be between 1 and 28, the digits that `Decimal` can hold")
    }
}

/// Checks the number of digits of a decimal after the decimal point.
///
/// # Errors
///
/// Returns the message of the compile error.
pub const fn scale(scale: u32, precision: u32) -> Rule {
    if scale <= precision {
        Ok(())
    } else {
        Err(
            "`scale` must not exceed `precision`: it is the number of those digits that follow the decimal point",
        )
    }
}

/// Checks that a string is one SQL expression, as far as both engines agree on its tokens: it ends where its parentheses and
/// quotes end, and contains neither comments nor a second statement.
///
/// # Errors
///
/// Returns the message of the compile error.
///
/// ```
/// use store_core::derive::rules;
///
/// assert_eq!(rules::expression("quantity * (price - 1) || ' ;'"), Ok(()));
/// for invalid in ["", "a)", "(a", "'a", "a; DROP TABLE t", "a -- b", "a /* b */"] {
///     assert!(rules::expression(invalid).is_err(), "{invalid}");
/// }
/// ```
pub fn expression(text: &str) -> Rule {
    let (mut depth, mut quote, mut before) = (0u32, None, ' ');
    for ch in text.chars() {
        match (quote, ch) {
            (_, ch) if ch.is_control() && !matches!(ch, '\n' | '\t') => {
                return Err("the expression contains a control character: remove it");
            }
            (Some(end), ch) if ch == end => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"' | '`') => quote = Some(ch),
            (None, '[') => quote = Some(']'),
            (None, '(') => depth += 1,
            (None, ')') if depth == 0 => {
                return Err("unbalanced `)` in the expression: remove it, or add the opening parenthesis");
            }
            (None, ')') => depth -= 1,
            (None, ';') => return Err("an expression contains no `;`: remove it"),
            (None, '-') if before == '-' => return Err("an expression contains no comment: remove it"),
            (None, '*') if before == '/' => return Err("an expression contains no comment: remove it"),
            (None, _) => {}
        }
        before = ch;
    }
    match (depth, quote) {
        _ if text.trim().is_empty() => Err("the expression is empty: write one"),
        (0, None) => Ok(()),
        (0, Some(_)) => Err("a quote in the expression is not closed: add the closing quote"),
        _ => Err("unbalanced `(` in the expression: add the closing parenthesis"),
    }
}

/// Checks a path in JSON: `$` and then members such as `.name`, `."a name"` and `[0]`, which both engines read in the same way.
///
/// # Errors
///
/// Returns the message of the compile error.
pub fn json_path(path: &str) -> Rule {
    const INVALID: Rule = Err(
        "invalid path: write `$.name`, `$.\"a name\"` or `$[0]`, and combine them, as in `$.tags[0].name`",
    );
    let Some(mut rest) = path.strip_prefix('$').filter(|rest| !rest.is_empty()) else { return INVALID };
    while !rest.is_empty() {
        let end = if let Some(index) = rest.strip_prefix('[') {
            match index.split_once(']') {
                Some((digits, _))
                    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) =>
                {
                    digits.len() + 2
                }
                _ => return INVALID,
            }
        } else if let Some(quoted) = rest.strip_prefix(".\"") {
            match quoted.split_once('"') {
                Some((name, _))
                    if !name.is_empty() && !name.contains('\\') && !name.contains(char::is_control) =>
                {
                    name.len() + 3
                }
                _ => return INVALID,
            }
        } else if let Some(name) = rest.strip_prefix('.') {
            let len = name.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
            if len == 0 || name.starts_with(|ch: char| ch.is_ascii_digit()) {
                return INVALID;
            }
            len + 1
        } else {
            return INVALID;
        };
        rest = &rest[end..];
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deferred_type_obeys_every_rule() {
        for rule in [ColumnRule::NullTest, ColumnRule::Timestamp, ColumnRule::NamedCheck, ColumnRule::Kept] {
            assert_eq!(rule.check(SqlType::Deferred, false, false), Ok(()), "{rule:?}");
        }
        assert_eq!(literal(Literal::Null, SqlType::Deferred, false), Ok(()));
        assert_eq!(compared(SqlType::Deferred, SqlType::Json), Ok(()));
        assert_eq!(key_bytes(SqlType::Deferred, false), Ok(0));
    }

    #[test]
    fn some_types_must_be_known_by_name() {
        for (rule, ty) in
            [(ColumnRule::Listed, SqlType::FixedBytes(32)), (ColumnRule::Arithmetic, SqlType::F32)]
        {
            assert_eq!(rule.check(ty, false, true), Ok(()));
            assert!(rule.check(ty, false, false).is_err());
        }
    }

    #[test]
    fn decimals_are_compared_with_decimals_of_the_same_digits() {
        let price = SqlType::Decimal { precision: 19, scale: 4 };
        assert_eq!(compared(price, price), Ok(()));
        assert!(compared(price, SqlType::Decimal { precision: 19, scale: 2 }).is_err());
    }

    #[test]
    fn an_assigned_value_must_fit() {
        let text = |len| (SqlType::Text(len), false);
        assert_eq!(assigned(text(None), text(Some(5))), Ok(()));
        assert_eq!(assigned(text(Some(5)), text(Some(5))), Ok(()));
        assert!(assigned(text(Some(5)), text(Some(6))).is_err());
        assert!(assigned(text(Some(5)), text(None)).is_err());
        assert!(assigned((SqlType::I64, false), (SqlType::I64, true)).is_err());
        assert_eq!(assigned((SqlType::I64, true), (SqlType::I64, false)), Ok(()));
    }
}
