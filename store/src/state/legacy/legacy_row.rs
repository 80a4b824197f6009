//! A row of a legacy table, which may be unreadable.

use std::marker::PhantomData;

use super::LegacyItem;
use super::schema::LegacySchema;
use crate::{Error, ErrorKind, FromRow, Row, SqlType, Value};

/// A row of a legacy table. SQLite files hold whatever was written, so that one unreadable row must not hide the others.
pub(super) struct LegacyRow<S> {
    /// The id; empty if it cannot be read.
    pub(super) id: String,
    pub(super) item: Result<LegacyItem, Error>,
    schema: PhantomData<fn() -> S>,
}

impl<S: LegacySchema> FromRow for LegacyRow<S> {
    fn from_row<R: Row>(row: &R) -> Result<Self, Error> {
        let (id, item) = match S::from_row(row) {
            Ok(row) => (row.id().to_owned(), row.read()),
            Err(error) => {
                let id = match row.value(0, SqlType::Text(None)) {
                    Ok(Value::Text(id)) => id.into_owned(),
                    _ => String::new(),
                };
                let name = if id.is_empty() { "without an id" } else { &id };
                let column = error.column().unwrap_or_default();
                let message = format!(
                    "work item {name}: `{column}`: {}: correct the row and run it again",
                    error.message()
                );
                let error =
                    Error::new(ErrorKind::Decode, message).with_table(S::MODEL.name).with_column(column);
                (id, Err(error))
            }
        };
        Ok(Self { id, item, schema: PhantomData })
    }
}

/// The dedupe key of a row, whose other columns may be unreadable.
pub(super) struct LegacyKey<S>(pub(super) String, PhantomData<fn() -> S>);

impl<S: LegacySchema> FromRow for LegacyKey<S> {
    fn from_row<R: Row>(row: &R) -> Result<Self, Error> {
        let at = S::MODEL.columns.names.iter().position(|name| name == "dedupe_key");
        match row.value(at.unwrap_or_default(), SqlType::Text(None)) {
            Ok(Value::Text(key)) => Ok(Self(key.into_owned(), PhantomData)),
            _ => Err(Error::new(ErrorKind::Decode, "`dedupe_key` is not text").with_table(S::MODEL.name)),
        }
    }
}
