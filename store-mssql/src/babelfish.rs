//! Compatibility with Babelfish for PostgreSQL, on which tests can run: how a session detects Babelfish, and every
//! exception for it. No other file knows how Babelfish differs from SQL Server.
//!
//! Statements are the same on both. Babelfish ignores lock hints, so an insert-if-absent can violate its own key; the
//! retry rule for that case (`operation/retry_safety.rs`) holds for any engine.

use std::borrow::Cow;

use store_core::schema::TableModel;
use store_core::{Error, ErrorKind, Params, SqlType, Value, ValueError};

use crate::value::{Param, declared_type, encode, has_typed_null};

/// A SQL expression that is 1 on Babelfish and NULL on SQL Server.
pub(crate) const PROPERTY: &str = "CAST(SERVERPROPERTY('babelfish') AS INT)";

/// The product that a session is connected to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Product {
    SqlServer,
    Babelfish,
}

impl Product {
    /// Interprets the value of [`PROPERTY`].
    pub(crate) fn from_property(value: Option<i32>) -> Self {
        if value == Some(1) { Self::Babelfish } else { Self::SqlServer }
    }

    /// Returns whether the compatibility level of the database is too low for `OPENJSON`. Babelfish reports a low level
    /// and has `OPENJSON` nevertheless.
    pub(crate) fn is_level_too_low(self, level: i32, required: i32) -> bool {
        self == Self::SqlServer && level < required
    }

    /// Returns the statement to send with these parameters.
    ///
    /// Babelfish has no NULL type (0x1F, MS-TDS 2.2.5.4.1), under which the driver sends the NULLs of text, bytes,
    /// times and decimals; these are written into the statement.
    pub(crate) fn statement<'q>(self, sql: &'q str, params: Params<'_>) -> Cow<'q, str> {
        let is_inlined = |value: &Value<'_>| matches!(value, Value::Null(ty) if !has_typed_null(*ty));
        if self == Self::SqlServer || !params.iter().any(is_inlined) {
            return Cow::Borrowed(sql);
        }
        let mut out = String::with_capacity(sql.len());
        let mut pieces = sql.split("@P");
        out.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let digits = piece.len() - piece.trim_start_matches(|ch: char| ch.is_ascii_digit()).len();
            let (number, rest) = piece.split_at(digits);
            let value =
                number.parse::<usize>().ok().and_then(|number| params.iter().nth(number.checked_sub(1)?));
            if value.is_some_and(is_inlined) {
                out.push_str("NULL");
            } else {
                out.push_str("@P");
                out.push_str(number);
            }
            out.push_str(rest);
        }
        Cow::Owned(out)
    }

    /// Encodes a parameter of a statement that went through [`statement`](Self::statement).
    pub(crate) fn encode<'v>(self, value: &'v Value<'_>) -> Result<Param<'v>, ValueError> {
        encode(self.sent(value))
    }

    /// As [`encode`](Self::encode), with the type in the declaration of the parameter.
    pub(crate) fn encode_with_type<'v>(
        self,
        value: &'v Value<'_>,
    ) -> Result<(Param<'v>, Cow<'static, str>), ValueError> {
        let value = self.sent(value);
        let param = encode(value)?;
        let ty = declared_type(value, &param);
        Ok((param, ty))
    }

    fn sent<'v, 'a>(self, value: &'v Value<'a>) -> &'v Value<'a> {
        const PLACEHOLDER: Value<'static> = Value::Null(SqlType::I32);
        match (self, value) {
            // The NULL is in the statement; its parameter keeps the numbering of the others.
            (Self::Babelfish, Value::Null(ty)) if !has_typed_null(*ty) => &PLACEHOLDER,
            _ => value,
        }
    }

    /// Returns whether `OPENJSON` reads this document as it was written. Babelfish keeps the escapes in strings.
    pub(crate) fn reads_json(self, json: &str) -> bool {
        self == Self::SqlServer || !json.contains('\\')
    }

    /// Returns whether an insert of many rows in an order can return values. Babelfish refuses `OUTPUT` together with `ORDER BY`.
    pub(crate) fn orders_inserts(self) -> bool {
        self == Self::SqlServer
    }

    /// Returns whether the error only reports that an index exists already. Babelfish stores indexes under longer names,
    /// so the condition that looks for the index by name does not find it. For `CREATE TABLE`, `AlreadyExists` is a real
    /// error: another object has the name of a constraint.
    pub(crate) fn is_existing_index(self, error: &Error, sql: &str) -> bool {
        self == Self::Babelfish && error.kind() == ErrorKind::AlreadyExists && !sql.contains("CREATE TABLE")
    }
}

/// Returns the table's key that a name from an error message begins with: Babelfish appends the table's name and a
/// hash to the name of an index.
pub(crate) fn key_of_stored_name<'t>(name: &str, table: &TableModel<'t>) -> Option<&'t str> {
    let keys = table.keys.iter().map(|key| key.name);
    keys.filter(|key| name.starts_with(key)).max_by_key(|key| key.len())
}

#[cfg(test)]
mod tests {
    use store_core::schema::{Key, KeyKind};

    use super::*;

    #[test]
    fn untyped_nulls_are_written_into_the_statement() {
        let values: Vec<Value<'_>> = (1..=12)
            .map(|at| if at % 10 == 2 { Value::Null(SqlType::Text(None)) } else { Value::Null(SqlType::I32) })
            .collect();
        let sql = "SELECT @P1, @P2, @P12 WHERE [a] = @P2 AND [b] = @P11;";
        let params = Params::all(&values);
        assert_eq!(Product::SqlServer.statement(sql, params), sql);
        let inlined = "SELECT @P1, NULL, NULL WHERE [a] = NULL AND [b] = @P11;";
        assert_eq!(Product::Babelfish.statement(sql, params), inlined);
    }

    #[test]
    fn untyped_nulls_are_sent_as_integers() {
        let null = Value::Null(SqlType::Text(None));
        let typed = Value::Null(SqlType::I32);
        assert_eq!(Product::Babelfish.encode(&null), encode(&typed));
        assert_eq!(Product::SqlServer.encode(&null), encode(&null));
        assert_ne!(encode(&null), encode(&typed));
    }

    #[test]
    fn a_stored_index_name_is_traced_to_its_key() {
        let key = |name| Key { name, kind: KeyKind::Unique, columns: &[0] };
        let keys = [key("ux_jobs"), key("ux_jobs_key")];
        let table = TableModel { keys: &keys, ..TableModel::NONE };
        assert_eq!(key_of_stored_name("ux_jobs_keyjobs2ab9", &table), Some("ux_jobs_key"));
        assert_eq!(key_of_stored_name("pk_jobs", &table), None);
    }
}
