//! The fields of a struct.

use super::filter::{literal, without_parentheses};
use super::names::pascal_case;
use super::table::FoundTable;
use crate::dialect::Dialect;
use crate::diff::{ColumnShape, GeneratedShape, tokens};
use crate::engine::ident;
use crate::engine::limits::{MAX_NVARCHAR, MAX_VARBINARY};
use crate::render::Fragment;
use crate::schema::Column;
use crate::text::{collect, default_name};
use crate::types::{SqlType, rules, utf16_len};

/// A column that the struct declares.
#[derive(Debug)]
pub(super) struct FoundColumn<'s> {
    pub(super) shape: &'s ColumnShape,
    pub(super) field: String,
    pub(super) ty: SqlType,
    pub(super) nullable: bool,
    /// The words of the derive, besides those about the name and the primary key.
    words: Vec<String>,
    /// Whether no insert writes the column.
    pub(super) is_made: bool,
    pub(super) is_computed: bool,
    pub(super) is_identity: bool,
    note: Option<&'static str>,
}

impl<'s> FoundColumn<'s> {
    /// Returns the column as a field; fails with the reason why the struct cannot declare it.
    pub(super) fn of(table: &FoundTable<'_>, shape: &'s ColumnShape, field: String) -> Result<Self, String> {
        if let Err(error) = ident::check_quoted(&shape.name) {
            return Err(format!("the name is invalid: {error}"));
        }
        if ["rowid", "oid", "_rowid_"].iter().any(|name| shape.name.eq_ignore_ascii_case(name)) {
            return Err("the name is that of the row number on SQLite, which the derive reserves".to_owned());
        }
        let ty = table.engine.column_type(shape)?;
        let mut column = Self {
            shape,
            field,
            ty,
            nullable: !shape.not_null,
            words: sizes(ty),
            is_made: false,
            is_computed: false,
            is_identity: false,
            note: table.engine.note(shape),
        };
        column.generated(table)?;
        column.default(table)?;
        column.long_names(table);
        Ok(column)
    }

    /// Adds the words about how the database makes the value, and those about the type.
    fn generated(&mut self, table: &FoundTable<'_>) -> Result<(), String> {
        let shape = self.shape;
        let is_only_key = table.primary_key().is_some_and(|key| key.names().eq([shape.name.as_str()]));
        let identity = match &shape.generated {
            Some(GeneratedShape::Identity(words)) => Some(numbers(words)?),
            None if table.engine.is_row_number(shape, table.shape) => Some("identity(reuse)".to_owned()),
            _ => None,
        };
        if let Some(identity) = identity {
            if self.ty.int_range().is_none() {
                return Err("an identity column of the derive is an integer".to_owned());
            }
            if !is_only_key {
                return Err(
                    "an identity column of the derive is the only column of the primary key".to_owned()
                );
            }
            self.words.insert(0, identity);
            (self.is_made, self.is_identity) = (true, true);
        }
        match &shape.generated {
            Some(GeneratedShape::Computed { sql, stored, .. }) => {
                let sql = without_parentheses(sql);
                if let Err(reason) = rules::expression(sql) {
                    return Err(hidden(sql, reason));
                }
                let ty = table.engine.computed_type(shape);
                if ty.is_empty() {
                    return Err("the computed column has no type".to_owned());
                }
                self.words.push(format!("sql_type({} = {ty:?})", table.engine.dialect()));
                self.words.push(format!("computed = {sql:?}"));
                self.words.extend(stored.then(|| "stored".to_owned()));
                self.nullable |= shape.ty.is_empty();
                (self.is_made, self.is_computed) = (true, true);
                return Ok(());
            }
            Some(GeneratedShape::Period) => {
                return Err("the column is a part of the period of a temporal table".to_owned());
            }
            Some(GeneratedShape::RowVersion) if self.nullable => {
                return Err("a row version of the derive is never NULL".to_owned());
            }
            Some(GeneratedShape::RowVersion) => {
                self.words.push("rowversion".to_owned());
                self.is_made = true;
                return Ok(());
            }
            _ => {}
        }
        let ty = existing_type(table, shape, self.ty);
        self.words.extend(ty.map(|ty| format!("sql_type({} = {ty:?})", table.engine.dialect())));
        Ok(())
    }

    /// Adds the default.
    fn default(&mut self, table: &FoundTable<'_>) -> Result<(), String> {
        let shape = self.shape;
        if shape.default.is_none() {
            return Ok(());
        }
        let sql = without_parentheses(shape.default_sql.as_deref().unwrap_or_default());
        if let Err(reason) = rules::expression(sql) {
            return Err(hidden(sql, reason));
        }
        self.words.push(match literal(&tokens(sql), self.ty) {
            Some(value) => format!("default = {value}"),
            None => format!("default({} = {sql:?})", table.engine.dialect()),
        });
        Ok(())
    }

    /// Adds names for constraints whose default names would be too long.
    fn long_names(&mut self, table: &FoundTable<'_>) {
        let column = &self.shape.name;
        if utf16_len(&default_name::of("ck", &table.name.table, &[column])) <= ident::MAX_LEN {
            return;
        }
        let own =
            |prefix: &str| prefix.to_owned() + &column.chars().take(ident::MAX_LEN / 2).collect::<String>();
        if self.shape.default.is_some() {
            let name = self.shape.default_name.clone().unwrap_or_else(|| own("df_"));
            self.words.push(format!("default_name = {name:?}"));
        }
        if Dialect::checks(self.ty) {
            self.words.push(format!("check_name = {:?}", own("ck_")));
        }
    }

    /// Returns whether `rename_all = "PascalCase"` makes the name of the column.
    pub(super) fn is_pascal_case(&self) -> bool {
        pascal_case(&self.field) == self.shape.name
    }

    /// Returns the field; `renamed` is whether the struct converts names to PascalCase.
    pub(super) fn source(&self, is_key: bool, renamed: bool) -> String {
        let mut words = Vec::new();
        let plain = if renamed { pascal_case(&self.field) } else { self.field.clone() };
        if plain != self.shape.name || ident::check(&self.shape.name).is_err() {
            words.push(format!("name = {:?}", self.shape.name));
            if ident::check(&self.shape.name).is_err() {
                words.push("quoted".to_owned());
            }
        }
        words.extend(is_key.then(|| "primary_key".to_owned()));
        words.extend(self.words.iter().cloned());
        let mut source = String::new();
        if let Some(note) = self.note {
            source.push_str(&format!("    // {note}\n"));
        }
        for line in lines(&words) {
            source.push_str(&format!("    #[column({line})]\n"));
        }
        let ty = rust_type(self.ty).0;
        let ty = if self.nullable { format!("Option<{ty}>") } else { ty };
        source + &format!("    pub {}: {ty},\n", super::names::written(&self.field))
    }

    /// Returns the item that the type of the field needs.
    pub(super) fn imports(&self) -> &'static [&'static str] {
        rust_type(self.ty).1
    }
}

/// Returns the reason why SQL cannot be declared; the catalog shows none without a permission.
fn hidden(sql: &str, reason: &str) -> String {
    if sql.is_empty() {
        return "the definition is not shown: grant VIEW DEFINITION, and run the command again".to_owned();
    }
    reason.to_owned()
}

/// Returns the word for an identity column, from `IDENTITY(seed, increment)` or `AUTOINCREMENT`.
fn numbers(words: &str) -> Result<String, String> {
    let Some(numbers) = words.strip_prefix("IDENTITY(").and_then(|rest| rest.strip_suffix(')')) else {
        return Ok("identity".to_owned());
    };
    let numbers: Vec<i64> = numbers.split(", ").filter_map(|number| number.parse().ok()).collect();
    match numbers.as_slice() {
        [] | [1, 1] => Ok("identity".to_owned()),
        [seed, increment] if *seed >= 0 && *increment > 0 => {
            Ok(format!("identity(seed = {seed}, increment = {increment})"))
        }
        _ => Err("an identity column of the derive begins at 0 or more and counts upwards".to_owned()),
    }
}

/// Returns the words for the length or the digits of a type.
fn sizes(ty: SqlType) -> Vec<String> {
    let sized = |len: u32, longest: u32| {
        let max = (len > longest).then(|| "max".to_owned());
        [format!("len = {len}")].into_iter().chain(max).collect()
    };
    match ty {
        SqlType::Text(Some(len)) => sized(len, MAX_NVARCHAR),
        SqlType::Bytes(Some(len)) => sized(len, MAX_VARBINARY),
        SqlType::Decimal { precision, scale } => {
            vec![format!("precision = {precision}"), format!("scale = {scale}")]
        }
        _ => Vec::new(),
    }
}

/// Returns the type of a field, and the items that it needs.
fn rust_type(ty: SqlType) -> (String, &'static [&'static str]) {
    let plain = |ty: &str| (ty.to_owned(), &[][..]);
    match ty {
        SqlType::Bool => plain("bool"),
        SqlType::U8 => plain("u8"),
        SqlType::I16 => plain("i16"),
        SqlType::I32 => plain("i32"),
        SqlType::F32 => plain("f32"),
        SqlType::F64 => plain("f64"),
        SqlType::Text(_) => plain("String"),
        SqlType::Bytes(_) => plain("Vec<u8>"),
        SqlType::FixedBytes(len) => (format!("[u8; {len}]"), &[]),
        SqlType::Uuid => ("Uuid".to_owned(), &["store::uuid::Uuid"]),
        SqlType::DateTime => ("NaiveDateTime".to_owned(), &["store::chrono::NaiveDateTime"]),
        SqlType::OffsetTimestamp => {
            ("DateTime<FixedOffset>".to_owned(), &["store::chrono::DateTime", "store::chrono::FixedOffset"])
        }
        SqlType::Date => ("NaiveDate".to_owned(), &["store::chrono::NaiveDate"]),
        SqlType::Time => ("NaiveTime".to_owned(), &["store::chrono::NaiveTime"]),
        SqlType::Decimal { .. } => ("Decimal".to_owned(), &["store::rust_decimal::Decimal"]),
        _ => plain("i64"),
    }
}

/// Joins words into lines of moderate length.
pub(super) fn lines(words: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if line.len() + word.len() < 90 => {
                line.push_str(", ");
                line.push_str(word);
            }
            _ => lines.push(word.clone()),
        }
    }
    lines
}

/// Returns the type of an existing column with its collation, unless it is the one that belongs to `ty` and has no check.
fn existing_type(table: &FoundTable<'_>, shape: &ColumnShape, ty: SqlType) -> Option<String> {
    let column = Column::new("c", "c", "", ty, true);
    let write = |fragment| collect(|out| table.engine.fragment(out, "t", &column, fragment));
    let own = table.collation.filter(|own| shape.collation.as_deref() == Some(*own));
    let found = if own.is_some() { shape.ty.clone() } else { shape.with_collation() };
    // A key of values without a maximum length is for existing columns only.
    let is_unbounded = matches!(ty, SqlType::Text(None) | SqlType::Bytes(None));
    (is_unbounded || write(Fragment::Type) != found || !write(Fragment::Check).is_empty()).then_some(found)
}
