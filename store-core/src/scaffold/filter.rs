//! Conditions in the SQL of an existing table, as words of the derive.

use crate::diff::{Token, tokens};
use crate::types::{Literal, SqlType, rules};

/// Returns SQL without the parentheses around the whole.
pub(super) fn without_parentheses(sql: &str) -> &str {
    let trimmed = sql.trim();
    let inner = || trimmed.strip_prefix('(')?.strip_suffix(')').filter(|inner| is_balanced(inner));
    inner().map_or(trimmed, without_parentheses)
}

/// Returns whether each parenthesis outside of quotes is closed after it was opened.
fn is_balanced(sql: &str) -> bool {
    let mut depth = 0_i32;
    tokens(sql).iter().all(|token| {
        depth += i32::from(token.is_sign("(")) - i32::from(token.is_sign(")"));
        depth >= 0
    }) && depth == 0
}

/// The field that a filter names by its column.
#[derive(Clone, Copy)]
pub(super) struct FilteredField<'f> {
    pub(super) name: &'f str,
    pub(super) ty: SqlType,
    pub(super) nullable: bool,
}

/// Returns the filter of an index as conditions of the derive; `None` if the derive has no words for it. `field` returns the field
/// of a column.
pub(super) fn conditions<'f>(
    sql: &str,
    field: &dyn Fn(&str) -> Option<FilteredField<'f>>,
) -> Option<Vec<String>> {
    let all: Vec<Token> =
        tokens(sql).into_iter().filter(|token| !token.is_sign("(") && !token.is_sign(")")).collect();
    all.split(|token| token.is("AND")).map(|tokens| condition(tokens, field)).collect()
}

fn condition<'f>(tokens: &[Token], field: &dyn Fn(&str) -> Option<FilteredField<'f>>) -> Option<String> {
    let [column, rest @ ..] = tokens else { return None };
    let FilteredField { name, ty, nullable } = field(column.name()?)?;
    match rest {
        [is, null] if nullable && is.is("IS") && null.is("NULL") => Some(format!("{name} is null")),
        [is, not, null] if nullable && is.is("IS") && not.is("NOT") && null.is("NULL") => {
            Some(format!("{name} is not null"))
        }
        [Token::Sign(operator), value @ ..] => {
            let operator = match operator.as_str() {
                "<>" | "!=" => "!=",
                "=" | "<" | "<=" | ">" | ">=" => operator,
                _ => return None,
            };
            Some(format!("{name} {operator} {}", literal(value, ty)?))
        }
        _ => None,
    }
}

/// Returns a constant for a column of type `ty` as Rust source; `None` for one that the derive would write differently.
pub(super) fn literal(tokens: &[Token], ty: SqlType) -> Option<String> {
    let (sign, value) = match tokens {
        [value] => ("", value),
        [minus, value] if minus.is_sign("-") => ("-", value),
        _ => return None,
    };
    match (ty, value) {
        (SqlType::Bool, Token::Word(word)) if sign.is_empty() => match word.as_str() {
            "0" => Some("false".to_owned()),
            "1" => Some("true".to_owned()),
            _ => None,
        },
        (SqlType::Text(_), Token::Text(text)) if sign.is_empty() => {
            let text = text.strip_prefix('\'')?.strip_suffix('\'')?.replace("''", "'");
            let is_shown = !text.chars().any(char::is_control);
            (is_shown && rules::literal(Literal::Text(&text), ty, true).is_ok()).then(|| format!("{text:?}"))
        }
        (ty, Token::Word(word)) => {
            let (least, greatest) = ty.int_range()?;
            let number: i64 = format!("{sign}{word}").parse().ok()?;
            (number.to_string() == format!("{sign}{word}") && (least..=greatest).contains(&number))
                .then(|| number.to_string())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parentheses_around_the_whole_are_removed() {
        assert_eq!(without_parentheses("((0))"), "0");
        assert_eq!(without_parentheses("([a]>(0) OR (b)=(1))"), "[a]>(0) OR (b)=(1)");
        assert_eq!(without_parentheses("(a) + (b)"), "(a) + (b)");
        assert_eq!(without_parentheses("(')')"), "')'");
    }

    #[test]
    fn filters_are_read_or_refused() {
        let field = |name: &str| {
            let (name, ty, nullable) = match name {
                "IsOpen" => ("is_open", SqlType::Bool, false),
                "Kind" => ("kind", SqlType::Text(Some(5)), true),
                "Number" => ("number", SqlType::I16, true),
                _ => return None,
            };
            Some(FilteredField { name, ty, nullable })
        };
        let read = |sql| conditions(sql, &field).map(|conditions| conditions.join(", "));
        assert_eq!(
            read("([IsOpen]=(1) AND [Kind]<>N'it''s' AND [Number] IS NOT NULL)").as_deref(),
            Some("is_open = true, kind != \"it's\", number is not null")
        );
        assert_eq!(read("`Number` >= -3 and `Kind` is null").as_deref(), Some("number >= -3, kind is null"));
        for other in [
            "IsOpen",
            "IsOpen = 2",
            "Other = 1",
            "Number = 40000",
            "Number = 1 OR Number = 2",
            "IsOpen IS NOT NULL",
            "Kind = 'longer'",
            "Kind LIKE 'a'",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
