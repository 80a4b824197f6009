//! Interprets the messages of server errors: names of constraints and columns, without the values of rows.

use store_core::SqlType;
use store_core::schema::TableModel;

use crate::babelfish;

/// Returns the server's text of an error, or a replacement for a text that shows a value of a row.
pub(super) fn safe_text(number: u32, text: &str) -> &str {
    match number {
        1505 | 2601 | 2627 => "another row has the same key",
        2628 | 8152 => "a string or binary value would be truncated",
        220 | 232 | 244 | 248 | 1007 | 8115 => "a number is out of range for its column",
        241 | 242 | 245 | 295 | 8114 | 8169 => "a value cannot be converted to the type of its column",
        13_609 => "a JSON document is not well formed",
        4060 => {
            "the database does not exist or the login has no access to it: check the name, and that the login has a \
             user in it"
        }
        18_456 => {
            "login failed: check user name and password, and that SQL Server allows SQL Server authentication"
        }
        _ => text,
    }
}

/// Returns the key that a message names: one of the table's own, where the message also names others.
pub(super) fn key_name(number: u32, text: &str, table: Option<&TableModel<'_>>) -> Option<String> {
    let mut names: Vec<&str> = quoted(text, '\'').chain(quoted(text, '"')).collect();
    // These messages name the table first.
    if matches!(number, 1505 | 2601) && names.len() > 1 {
        names.rotate_left(1);
    }
    let is_key = |name: &&&str| table.is_some_and(|table| table.keys.iter().any(|key| key.name == **name));
    let own = names.iter().find(is_key).copied();
    let stored = || names.iter().find_map(|name| babelfish::key_of_stored_name(name, table?));
    own.or_else(stored).or(names.first().copied()).map(str::to_owned)
}

/// Returns the check or foreign key that a message names: one of the table's own, where the message also names others.
pub(super) fn constraint_name<'t>(text: &'t str, table: Option<&TableModel<'_>>) -> Option<&'t str> {
    let is_known = |name: &&str| {
        table.is_some_and(|table| {
            table.column_of_check(name).is_some()
                || table.checks.iter().any(|check| check.name == *name)
                || table.foreign_keys.iter().any(|key| key.name == *name)
        })
    };
    quoted(text, '"').find(is_known).or_else(|| quoted(text, '"').next())
}

/// Returns the column of a NULL (515) or of a truncated value (2628).
pub(super) fn column_name(number: u32, text: &str) -> Option<&str> {
    // 515 names the column first, then the table; 2628 the table first.
    quoted(text, '\'').nth(usize::from(number == 2628))
}

/// Returns the column that a number is out of range for, if the table has only one of the type that the message names.
pub(super) fn overflowed_column<'t>(text: &str, table: Option<&TableModel<'t>>) -> Option<&'t str> {
    // `…converting expression to data type int.`, `…for data type tinyint, value = 256.`, `…for type real, value = …`
    let (_, rest) = text.rsplit_once(" type ")?;
    let ty = rest.split([',', '.', ':', ' ']).next()?;
    let mut columns = table?.columns.iter().filter(|column| type_name(column.ty) == ty);
    columns.next().filter(|_| columns.next().is_none()).map(|column| column.name)
}

/// Returns the name that messages use for a numeric type.
const fn type_name(ty: SqlType) -> &'static str {
    match ty.stored() {
        SqlType::U8 => "tinyint",
        SqlType::I8 | SqlType::I16 => "smallint",
        SqlType::I32 | SqlType::U16 => "int",
        SqlType::I64 | SqlType::U32 => "bigint",
        SqlType::F32 => "real",
        SqlType::F64 => "float",
        SqlType::Decimal { .. } => "numeric",
        _ => "",
    }
}

/// Returns the quoted names of a message, without the values that may follow them.
fn quoted(text: &str, quote: char) -> impl Iterator<Item = &str> {
    let names = text.split_once(" value is ").map_or(text, |(names, _)| names);
    let names = names.split_once(" value: ").map_or(names, |(names, _)| names);
    names.split(quote).skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_from_messages_and_values_are_not() {
        let text = "Cannot insert duplicate key row in object 'app.jobs' with unique index 'ux_jobs_key'. \
                    The duplicate key value is (it's 'secret').";
        assert_eq!(key_name(2601, text, None).as_deref(), Some("ux_jobs_key"));
        let text = "Violation of PRIMARY KEY constraint 'pk_jobs'. Cannot insert duplicate key in object 'app.jobs'. \
                    The duplicate key value is (secret).";
        assert_eq!(key_name(2627, text, None).as_deref(), Some("pk_jobs"));
        assert!(!safe_text(2627, text).contains("secret"));
        let text = "String or binary data would be truncated in table 'db.app.jobs', column 'source'. Truncated value: 'x'y'.";
        assert_eq!(column_name(2628, text), Some("source"));
        assert!(!safe_text(2628, text).contains("x'y"));
    }

    #[test]
    fn a_stored_name_is_traced_to_the_key() {
        use store_core::schema::{Key, KeyKind};
        let key = |name| Key { name, kind: KeyKind::Unique, columns: &[0] };
        let keys = [key("ux_jobs"), key("ux_jobs_key")];
        let table = TableModel { keys: &keys, ..TableModel::NONE };
        let text = "duplicate key value violates unique constraint \"ux_jobs_keyjobs2ab9\"";
        assert_eq!(key_name(2627, text, Some(&table)).as_deref(), Some("ux_jobs_key"));
    }
}
