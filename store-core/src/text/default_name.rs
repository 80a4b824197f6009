//! The default names of constraints and indexes.
//!
//! On SQL Server the constraints of all tables of a schema share one namespace, and on SQLite the indexes of all tables of
//! a file. A default name therefore identifies one table and its columns: `ck_work_items__status`. If underscores in the names
//! make the end of the table's name ambiguous, the length of the table's name follows: `ck_a___b__1`.

use super::{ConstWriter, collect};

/// Separates the table and the columns.
const SEPARATOR: &str = "__";

/// Writes the name `prefix_table__part__part`, also while the program compiles.
pub const fn write(out: &mut ConstWriter<'_>, prefix: &str, table: &str, parts: &[&str]) {
    out.push(prefix);
    out.push("_");
    out.push(table);
    let mut ambiguous = has_separator(table) || ends_with_underscore(table);
    let mut at = 0;
    while at < parts.len() {
        out.push(SEPARATOR);
        out.push(parts[at]);
        ambiguous |=
            has_separator(parts[at]) || starts_with_underscore(parts[at]) || ends_with_underscore(parts[at]);
        at += 1;
    }
    if ambiguous && !parts.is_empty() {
        out.push(SEPARATOR);
        #[expect(clippy::cast_possible_wrap, reason = "a name has at most 128 bytes")]
        out.push_int(table.len() as i64);
    }
}

/// Returns the name that [`write()`] writes.
pub fn of(prefix: &str, table: &str, parts: &[&str]) -> String {
    collect(|out| write(out, prefix, table, parts))
}

const fn has_separator(name: &str) -> bool {
    let bytes = name.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        if bytes[at - 1] == b'_' && bytes[at] == b'_' {
            return true;
        }
        at += 1;
    }
    false
}

const fn starts_with_underscore(name: &str) -> bool {
    matches!(name.as_bytes(), [b'_', ..])
}

const fn ends_with_underscore(name: &str) -> bool {
    matches!(name.as_bytes(), [.., b'_'])
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn the_length_of_the_table_follows_only_if_needed() {
        assert_eq!(of("pk", "work_items", &[]), "pk_work_items");
        assert_eq!(of("ck", "work_items", &["status"]), "ck_work_items__status");
        assert_eq!(of("ix", "jobs", &["status", "created_at"]), "ix_jobs__status__created_at");
        assert_eq!(of("ck", "a", &["_b"]), "ck_a___b__1");
    }

    /// Every pair of a table and a column with short names has a different name.
    #[test]
    fn no_two_names_are_equal() {
        let names: Vec<String> = (1..=5)
            .flat_map(|len| (0..3_usize.pow(len)).map(move |number| word(number, len)))
            .filter(|name| !name.starts_with('1'))
            .collect();
        let mut taken = HashMap::new();
        for table in &names {
            let columns = names.iter().filter(|name| name.len() < 4);
            for column in columns.map(String::as_str).chain(["1", "11"]) {
                let owner = format!("{table} ({column})");
                if let Some(other) = taken.insert(of("ck", table, &[column]), owner.clone()) {
                    panic!("{owner} and {other}");
                }
            }
        }
    }

    /// Returns the word with this number over the alphabet `a`, `_`, `1`.
    fn word(number: usize, len: u32) -> String {
        (0..len).map(|at| ['a', '_', '1'][number / 3_usize.pow(at) % 3]).collect()
    }
}
