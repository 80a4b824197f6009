//! The derives of store: [`Table`], [`View`], [`Field`], [`SqlEnum`] and [`FromRow`].
//!
//! Programs use the re-exports of the `store` crate. The documentation of each derive is the reference of its attributes.
// Each derive has three phases: `attr` parses the attributes and keeps the spans, `lower` resolves names, checks all rules
// and builds the table model of store-core, and `expand` renders the SQL with store-core and generates the implementation.
// All errors of a struct are reported at once. If there are any, `expand` generates a placeholder implementation, so that
// uses of the struct cause no further errors.

mod attr;
mod ctxt;
mod expand;
mod lower;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Implements [`Table`](store_core::Table) for a struct: the struct is a table, and each field is a column.
///
/// The struct gets
///
/// - `Struct::SQL`: all SQL statements of the table for SQL Server and SQLite, as constants. The documentation of the
///   struct shows them.
/// - an implementation of [`FromRow`](store_core::FromRow), and the methods of
///   [`ConnectionExt`](store_core::ConnectionExt), which insert, upsert, select, update and delete rows,
/// - a function for each query that `#[query(…)]` declares,
/// - a constant for each unique key, such as `Struct::UX_STRUCT_EMAIL`, for `insert_if_absent_by` and `upsert_by`.
///
/// Every table needs a primary key. Attributes name the fields of the struct; the name of a column is given once, on its
/// field. A doc comment of a field becomes the description of its column.
///
/// A field has one of these types, or is an `Option` of one for a nullable column: `bool`, `i8`, `i16`, `i32`, `i64`, `u8`,
/// `u16`, `u32`, `u64`, `f32`, `f64`, `String`, `Vec<u8>`, `[u8; N]`, and with the feature of the same name `uuid::Uuid`,
/// `chrono::{DateTime<Utc>, DateTime<FixedOffset>, NaiveDateTime, NaiveDate, NaiveTime}`, `rust_decimal::Decimal` (feature
/// `decimal`) and `serde_json::Value` (feature `json`). `#[derive(Field)]` and `#[derive(SqlEnum)]` make further types. [`SqlType`](store_core::SqlType) lists
/// the column types of both engines.
///
/// Each section below describes an attribute, with a sample and the statements that the attribute changes.
///
#[doc = include_str!("../reference/table.md")]
#[proc_macro_derive(Table, attributes(table, column, query))]
pub fn derive_table(input: TokenStream) -> TokenStream {
    expand::table(&parse_macro_input!(input as DeriveInput)).into()
}

/// Implements [`Field`](store_core::Field) for a newtype: a struct around one value has the column type of that value.
///
/// The length or the digits of the column are given once, on the newtype. Each section below describes an attribute, with a
/// sample and the statements that the attribute changes.
///
#[doc = include_str!("../reference/field.md")]
#[proc_macro_derive(Field, attributes(field))]
pub fn derive_field(input: TokenStream) -> TokenStream {
    expand::field(&parse_macro_input!(input as DeriveInput)).into()
}

/// Implements [`FromRow`](store_core::FromRow) for a struct: its fields are the columns of a row, in order.
///
/// The struct is the result of a declared query with `into`, or of SQL that the program writes. A field has a type that a column
/// can have. Each section below describes an attribute, with a sample and the statements of its query.
///
#[doc = include_str!("../reference/from_row.md")]
#[proc_macro_derive(FromRow, attributes(from_row, column))]
pub fn derive_from_row(input: TokenStream) -> TokenStream {
    expand::from_row(&parse_macro_input!(input as DeriveInput)).into()
}

/// Implements [`View`](store_core::View) for a struct: the struct is a view, and each field is a column of its query, in order.
///
/// The struct gets
///
/// - `Struct::SQL`: the statements that create and drop the view on SQL Server and SQLite, as constants;
/// - an implementation of [`FromRow`](store_core::FromRow);
/// - a function for each `select`, `count` and `exists` that `#[query(…)]` declares; a view is read-only.
///
/// `create`, `drop_view`, `drift` and `plan_repair` of [`ConnectionExt`](store_core::ConnectionExt) accept a view, and so do scripts
/// and the data dictionary. The attributes of queries are those of [`derive@Table`]. Each section below describes an attribute, with a
/// sample and the statements that the attribute changes.
///
#[doc = include_str!("../reference/view.md")]
#[proc_macro_derive(View, attributes(view, column, query))]
pub fn derive_view(input: TokenStream) -> TokenStream {
    expand::view(&parse_macro_input!(input as DeriveInput)).into()
}

/// Returns a [`RawQuery`](store_core::queries::RawQuery): SQL that the program writes, for what no declared query can say.
///
/// `:name` is a parameter, which the macro writes in the form of each engine while the program compiles; its value follows the SQL as
/// `name = value`, or as `name` for the variable of that name. The value has a type that a column can have, or is a `&str` or a `&[u8]`;
/// it is always sent as a parameter. `{Struct}` is the name of the table or the view of a struct that derives `Table` or [`derive@View`]. One text is for both
/// engines, or there is one for each: `sql!(mssql = "…", sqlite = "…", name = value)`.
///
/// The rows are read into any type that implements [`FromRow`](store_core::FromRow), by position: a struct that derives it, a struct of
/// a table, or a tuple. The macro does not check the SQL itself; the database does, when the query runs.
///
/// ```
/// use store::prelude::*;
/// use store::{FromRow, sql};
///
/// #[derive(Table)]
/// #[table(schema = "shop", name = "orders")]
/// struct Order {
///     #[column(primary_key)]
///     id: i64,
///     #[column(len = 50)]
///     customer: String,
///     total: i64,
/// }
///
/// #[derive(Debug, PartialEq, FromRow)]
/// struct Share {
///     customer: String,
///     percent: f64,
/// }
///
/// async fn shares(db: &mut impl Connection, least: i64) -> Result<Vec<Share>, Error> {
///     let shares = sql!(
///         "SELECT customer, 100.0 * SUM(total) / (SELECT SUM(total) FROM {Order}) FROM {Order}
///          GROUP BY customer HAVING SUM(total) >= :least ORDER BY 2 DESC",
///         least,
///     );
///     shares.all(db).await
/// }
///
/// async fn double(db: &mut impl Connection, name: &str) -> Result<u64, Error> {
///     sql!("UPDATE {Order} SET total = 2 * total WHERE customer = :customer", customer = name).execute(db).await
/// }
/// ```
#[proc_macro]
pub fn sql(input: TokenStream) -> TokenStream {
    expand::sql(parse_macro_input!(input as attr::SqlInput)).into()
}

/// Implements [`Field`](store_core::Field) for an enum of unit variants: the column is text, or an integer, with a check constraint
/// that accepts the values of the variants.
///
/// Each section below describes an attribute, with a sample and the statements that the attribute changes.
///
#[doc = include_str!("../reference/sql_enum.md")]
#[proc_macro_derive(SqlEnum, attributes(sql_enum))]
pub fn derive_sql_enum(input: TokenStream) -> TokenStream {
    expand::sql_enum(&parse_macro_input!(input as DeriveInput)).into()
}
