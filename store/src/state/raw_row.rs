//! Rows as the database stores them.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::ops::ControlFlow;

use crate::schema::TableModel;
use crate::{
    Connection, Error, ErrorKind, FromRow, Insertable, Params, Row, SqlType, Statement, Table, TableSql,
    TableValues, Value, ValueError,
};

/// A row of `T` as the database stores it.
///
/// Values keep every byte, even where the struct would read them differently, such as numbers in JSON that have more
/// than 64 bits.
#[derive(Clone)]
pub(super) struct RawRow<T> {
    values: Vec<Value<'static>>,
    table: PhantomData<fn() -> T>,
}

/// JSON with spaces in place of its line breaks is equal: an exported file has it on one line.
impl<T: Table> PartialEq for RawRow<T> {
    fn eq(&self, other: &Self) -> bool {
        self.columns().zip(&other.values).all(|((_, ty, one), other)| match (one, other) {
            (Value::Text(one), Value::Text(other)) if ty == SqlType::Json => {
                on_one_line(one) == on_one_line(other)
            }
            _ => one == other,
        })
    }
}

/// Returns JSON text on one line. Line breaks in JSON occur only between tokens, where a space means the same
/// (<https://www.rfc-editor.org/rfc/rfc8259#section-2>).
pub(super) fn on_one_line(text: &str) -> Cow<'_, str> {
    let text = text.trim_matches([' ', '\t', '\n', '\r']);
    if text.contains(['\n', '\r']) { text.replace(['\n', '\r'], " ").into() } else { text.into() }
}

/// Creating and changing rows, which only the legacy import does: a transfer reads rows and writes them unchanged.
#[cfg(any(test, feature = "legacy"))]
impl<T: Table> RawRow<T> {
    /// Converts a row of the struct.
    ///
    /// # Errors
    ///
    /// As [`Table::values`].
    pub(super) fn from_row_of(row: &T) -> Result<Self, Error> {
        let values = row.values()?;
        let read = |(value, ty): (&Value<'_>, &SqlType)| match value {
            // A NULL that a database returns has the type of its column.
            Value::Null(_) => Value::Null(*ty),
            value => value.clone().into_owned(),
        };
        let values = values.as_ref().iter().zip(T::MODEL.columns.types).map(read).collect();
        Ok(Self { values, table: PhantomData })
    }

    /// Replaces the JSON text of a column.
    pub(super) fn set_json(&mut self, column: &str, text: Option<String>) {
        let columns = T::MODEL.columns.iter().zip(&mut self.values);
        for (_, value) in columns.filter(|(of, _)| of.name == column && of.ty == SqlType::Json) {
            *value = text.clone().map_or(Value::Null(SqlType::Json), |text| Value::Text(Cow::Owned(text)));
        }
    }
}

impl<T: Table> RawRow<T> {
    /// Returns the name, type and value of each column.
    pub(super) fn columns(&self) -> impl Iterator<Item = (&'static str, SqlType, &Value<'static>)> {
        T::MODEL.columns.iter().zip(&self.values).map(|(column, value)| (column.name, column.ty, value))
    }

    /// Returns the number of bytes that the row takes in memory.
    pub(super) fn size(&self) -> usize {
        let size = |value: &Value<'_>| match value {
            Value::Text(text) => text.len(),
            Value::Bytes(bytes) => bytes.len(),
            _ => 0,
        };
        size_of_val(self.values.as_slice()) + self.values.iter().map(size).sum::<usize>()
    }

    /// Reads the row as the struct, with `null` in place of JSON, which the struct may be unable to read. Used for the
    /// columns of the key.
    ///
    /// # Errors
    ///
    /// [`Decode`](ErrorKind::Decode) for a value that is not of its column's type.
    pub(super) fn without_json(&self) -> Result<T, Error> {
        T::from_row(&WithoutJson(self))
    }
}

impl<T: Table> FromRow for RawRow<T> {
    fn from_row<R: Row>(row: &R) -> Result<Self, Error> {
        let read = |(at, ty): (usize, &SqlType)| {
            row.value(at, *ty).map(Value::into_owned).map_err(|error| {
                Error::new(ErrorKind::Decode, error.to_string())
                    .with_table(T::MODEL.name)
                    .with_column(T::MODEL.columns.names.at(at))
            })
        };
        let values = T::MODEL.columns.types.iter().enumerate().map(read).collect::<Result<_, _>>()?;
        Ok(Self { values, table: PhantomData })
    }
}

impl<T: Table> TableValues for RawRow<T> {
    type Values<'a> = &'a [Value<'a>];

    fn values(&self) -> Result<&[Value<'_>], Error> {
        Ok(&self.values)
    }
}

impl<T: Table> Insertable for RawRow<T> {
    type Table = Self;
    type Returned = ();
}

impl<T: Table> Table for RawRow<T> {
    const MODEL: &'static TableModel<'static> = T::MODEL;
    const SQL: &'static TableSql = T::SQL;
    type Key<'k> = T::Key<'k>;
    type KeyValues<'k> = T::KeyValues<'k>;

    fn key_values(key: Self::Key<'_>) -> Result<Self::KeyValues<'_>, Error> {
        T::key_values(key)
    }
}

/// Returns the same key for the raw rows of the table.
#[cfg(feature = "legacy")]
pub(super) const fn raw_key<T: Table>(key: crate::UniqueKey<T>) -> crate::UniqueKey<RawRow<T>> {
    crate::UniqueKey::at(key.index())
}

struct WithoutJson<'r, T>(&'r RawRow<T>);

impl<T> Row for WithoutJson<'_, T> {
    fn value(&self, at: usize, ty: SqlType) -> Result<Value<'_>, ValueError> {
        match self.0.values.get(at) {
            Some(Value::Text(_)) if ty == SqlType::Json => Ok(Value::Text(Cow::Borrowed("null"))),
            Some(value) => Ok(value.clone()),
            None => Err(ValueError::new("missing column")),
        }
    }
}

/// Runs a declared select and collects its rows as another type than its struct.
pub(super) async fn select_as<T: FromRow + Send + 'static, C: Connection>(
    connection: &mut C,
    (statement, params): (Statement, Params<'_>),
) -> Result<Vec<T>, Error> {
    let mut rows = Vec::new();
    let push = |row| {
        rows.push(row);
        ControlFlow::Continue(())
    };
    connection.for_each(statement, params, push).await?;
    Ok(rows)
}
