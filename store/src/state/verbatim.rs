//! Rows as they stand in the database.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::ops::ControlFlow;

use crate::schema::TableModel;
use crate::{
    Connection, Error, ErrorKind, FromRow, Params, Row, SqlType, Statement, Table, TableSql, UniqueKey,
    Value, ValueError,
};

/// A row of `T` as it stands in the database: what is moved in it stays as it is to the last byte, also where the struct
/// would read it otherwise, as numbers in JSON that are beyond 64 bits.
#[derive(Clone)]
pub(super) struct Verbatim<T> {
    values: Vec<Value<'static>>,
    table: PhantomData<fn() -> T>,
}

/// JSON is the same with blanks in the place of line breaks, as a file has it.
impl<T: Table> PartialEq for Verbatim<T> {
    fn eq(&self, other: &Self) -> bool {
        self.columns().zip(&other.values).all(|((_, ty, one), other)| match (one, other) {
            (Value::Text(one), Value::Text(other)) if ty == SqlType::Json => {
                in_one_line(one) == in_one_line(other)
            }
            _ => one == other,
        })
    }
}

/// A JSON text in one line. Line breaks stand between its tokens only, where a blank means the same
/// (<https://www.rfc-editor.org/rfc/rfc8259#section-2>).
pub(super) fn in_one_line(text: &str) -> Cow<'_, str> {
    let text = text.trim_matches([' ', '\t', '\n', '\r']);
    if text.contains(['\n', '\r']) { text.replace(['\n', '\r'], " ").into() } else { text.into() }
}

impl<T: Table> Verbatim<T> {
    /// What stands in the place of a row of the struct.
    ///
    /// # Errors
    ///
    /// Those of [`Table::values`].
    pub(super) fn of(row: &T) -> Result<Self, Error> {
        let values = row.values()?;
        let read = |(value, ty): (&Value<'_>, &SqlType)| match value {
            // As it comes out of a database, where NULL is one of its column.
            Value::Null(_) => Value::Null(*ty),
            value => value.clone().into_owned(),
        };
        let values = values.as_ref().iter().zip(T::MODEL.columns.types).map(read).collect();
        Ok(Self { values, table: PhantomData })
    }

    /// Puts another JSON text in the place of the one in a column.
    pub(super) fn set_json(&mut self, column: &str, text: Option<String>) {
        let columns = T::MODEL.columns.iter().zip(&mut self.values);
        for (_, value) in columns.filter(|(of, _)| of.name == column && of.ty == SqlType::Json) {
            *value = text.clone().map_or(Value::Null(SqlType::Json), |text| Value::Text(Cow::Owned(text)));
        }
    }

    /// The columns with their values.
    pub(super) fn columns(&self) -> impl Iterator<Item = (&'static str, SqlType, &Value<'static>)> {
        T::MODEL.columns.iter().zip(&self.values).map(|(column, value)| (column.name, column.ty, value))
    }

    /// The row as the struct has it, but for JSON, which may be what the struct cannot read: for what is in its key.
    ///
    /// # Errors
    ///
    /// [`Decode`](ErrorKind::Decode) for a value that is not one of its column's type.
    pub(super) fn without_json(&self) -> Result<T, Error> {
        T::from_row(&WithoutJson(self))
    }
}

impl<T: Table> FromRow for Verbatim<T> {
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

impl<T: Table> Table for Verbatim<T> {
    const MODEL: &'static TableModel<'static> = T::MODEL;
    const SQL: &'static TableSql = T::SQL;
    type Values<'a> = &'a [Value<'a>];
    type Key<'k> = T::Key<'k>;
    type KeyValues<'k> = T::KeyValues<'k>;

    fn values(&self) -> Result<&[Value<'_>], Error> {
        Ok(&self.values)
    }

    fn key_values(key: Self::Key<'_>) -> Result<Self::KeyValues<'_>, Error> {
        T::key_values(key)
    }
}

/// The same key, of the rows as they stand.
pub(super) const fn by<T: Table>(key: UniqueKey<T>) -> UniqueKey<Verbatim<T>> {
    UniqueKey::at(key.index())
}

struct WithoutJson<'r, T>(&'r Verbatim<T>);

impl<T> Row for WithoutJson<'_, T> {
    fn value(&self, at: usize, ty: SqlType) -> Result<Value<'_>, ValueError> {
        match self.0.values.get(at) {
            Some(Value::Text(_)) if ty == SqlType::Json => Ok(Value::Text(Cow::Borrowed("null"))),
            Some(value) => Ok(value.clone()),
            None => Err(ValueError::new("there is no such column")),
        }
    }
}

/// The rows that a declared select gives.
pub(super) async fn all<T: FromRow + Send + 'static, C: Connection>(
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
