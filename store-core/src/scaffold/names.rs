//! The names of structs and fields.

use std::collections::BTreeSet;

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Names that are taken within a module or a struct.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

/// The names that a module with structs uses for other types.
const TYPES: [&str; 12] = [
    "DateTime",
    "Decimal",
    "FixedOffset",
    "NaiveDate",
    "NaiveDateTime",
    "NaiveTime",
    "Option",
    "Self",
    "String",
    "Table",
    "Uuid",
    "Vec",
];

impl Names {
    /// Returns the names of a module.
    pub(super) fn of_structs() -> Self {
        Self(TYPES.map(str::to_owned).into())
    }

    /// Takes a name, with a number if it is taken already.
    pub(super) fn take(&mut self, name: String) -> String {
        let mut taken = name.clone();
        let mut number = 2;
        while !self.0.insert(taken.clone()) {
            taken = format!(
                "{name}{}{number}",
                if name.ends_with(|ch: char| ch.is_ascii_digit()) { "_" } else { "" }
            );
            number += 1;
        }
        taken
    }
}

/// Returns the name of the struct of a table.
pub(super) fn struct_name(table: &str) -> String {
    identifier(&table.to_upper_camel_case(), "Table")
}

/// Returns the name of the field of a column.
pub(super) fn field_name(column: &str) -> String {
    identifier(&column.to_snake_case(), "column")
}

/// Returns the characters of a name that an identifier can have; `fallback` if none is left.
fn identifier(name: &str, fallback: &str) -> String {
    let mut text: String =
        name.chars().filter(|ch| ch.is_alphabetic() || ch.is_ascii_digit() || *ch == '_').collect();
    if text.starts_with(|ch: char| ch.is_numeric()) {
        text.insert(0, '_');
    }
    match text.as_str() {
        // Keywords that `r#` does not make names.
        "self" | "super" | "crate" => text + "_",
        _ if text.trim_matches('_').is_empty() => fallback.to_owned(),
        _ => text,
    }
}

/// Returns a name as Rust source: a keyword has a prefix.
pub(super) fn written(name: &str) -> String {
    if KEYWORDS.contains(&name) { format!("r#{name}") } else { name.to_owned() }
}

/// The keywords of the edition 2024 that a name in snake_case can be (<https://doc.rust-lang.org/reference/keywords.html>).
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Returns the name that `rename_all = "PascalCase"` gives to the column of a field.
pub(super) fn pascal_case(field: &str) -> String {
    let mut name = String::with_capacity(field.len());
    for word in field.split('_') {
        let mut chars = word.chars();
        name.extend(chars.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(chars.as_str());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_identifiers_and_unique() {
        let mut names = Names::of_structs();
        let mut take = |table: &str| names.take(struct_name(table));
        assert_eq!(
            ["Order Details", "order_details", "404-log", "option", "$"].map(&mut take),
            ["OrderDetails", "OrderDetails2", "_404Log", "Option2", "Table2",]
        );
        assert_eq!(
            ["UnitPrice", "1st seen", "%done", "状態", "größe"].map(field_name),
            ["unit_price", "_1st_seen", "done", "状態", "größe",]
        );
        assert_eq!(
            ["type", "Self", "kind"].map(|name| written(&field_name(name))),
            ["r#type", "self_", "kind"]
        );
        assert_eq!(pascal_case("order_id"), "OrderId");
    }
}
