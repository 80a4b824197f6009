//! How a table in a database differs from the struct that it comes from.
//!
//! What the table should be is read from the statements that create it, and what it is from the catalog of the
//! database, both into the same shape: the parts of a table, each with a text that is the same for the same thing.

mod mend;
mod mssql;
mod owner;
mod parse;
mod shape;
mod sqlite;
mod token;

use std::fmt;
use std::ops::ControlFlow;

use crate::connection::Connection;
use crate::dialect::Dialect;
use crate::error::{Error, ErrorKind};
use crate::model::TableModel;
use crate::row::{FromRow, Row};
use crate::sql_type::SqlType;
use crate::statement::{Params, Statement};
use crate::table::Table;
use crate::table_sql::DialectSql;
use crate::value::Value;

pub use mend::RepairPlan;
pub(crate) use owner::is_own;
use parse::Place;
use shape::{GENERATED, Item, Shape};
pub use shape::{Part, PartKind};
use sqlite::Elsewhere;
use token::Token;

/// A part of a table that is not as its struct has it.
///
/// ```
/// use store_core::drift::{Drift, Part, PartKind};
///
/// let drift = Drift {
///     part: Part { kind: PartKind::Column, name: "text".to_owned() },
///     expected: Some("TEXT NOT NULL".to_owned()),
///     found: Some("BLOB NOT NULL".to_owned()),
/// };
/// assert_eq!(drift.to_string(), "column text is BLOB NOT NULL, not TEXT NOT NULL");
/// assert!(drift.breaks());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// Which part of the table.
    pub part: Part,
    /// What the struct asks for; `None` for a part that it knows nothing of.
    pub expected: Option<String>,
    /// What the database has; `None` for a part that is missing.
    pub found: Option<String>,
}

impl Drift {
    /// Whether the statements of the struct do not do what they should with the table as it is: a part is missing or
    /// is something else, or a column that the struct does not know must have a value.
    pub fn breaks(&self) -> bool {
        match (&self.expected, &self.found) {
            (Some(expected), Some(found)) => !found.starts_with(NAMED) && !is_valid_json(expected, found),
            (None, Some(found)) => match self.part.kind {
                PartKind::Column => {
                    found.contains(" NOT NULL") && !found.contains(" DEFAULT ") && !found.ends_with(GENERATED)
                }
                PartKind::Check | PartKind::Reference => true,
                PartKind::Key | PartKind::Index => found.starts_with("UNIQUE"),
                PartKind::Whole => false,
            },
            _ => true,
        }
    }
}

/// What is found of a part that is there under another name, which follows.
const NAMED: &str = "named ";

/// Whether both are the check of a column with JSON that may be NULL, the second as it was written before it said so. The
/// SQLite that a program brings along takes NULL either way.
fn is_valid_json(expected: &str, found: &str) -> bool {
    let column = found.strip_prefix("json_valid ( ").and_then(|rest| rest.strip_suffix(" )"));
    column.is_some_and(|column| expected == format!("{column} is null or {found}"))
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = &self.part;
        match (&self.expected, &self.found) {
            (Some(_), Some(found)) if found.starts_with(NAMED) => write!(f, "{part} is {found}"),
            (Some(expected), Some(found)) => write!(f, "{part} is {found}, not {expected}"),
            (Some(_), None) if part.kind == PartKind::Whole => write!(f, "{part} is missing"),
            (Some(expected), None) => write!(f, "{part} is missing: {expected}"),
            (None, Some(found)) => write!(f, "{part} is not of the struct: {found}"),
            (None, None) => write!(f, "{part}"),
        }
    }
}

/// How the table of `T` differs from `T`, part by part; nothing when it does not.
pub(crate) async fn of<T, C>(connection: &mut C) -> Result<Vec<Drift>, Error>
where
    T: Table,
    C: Connection + ?Sized,
{
    let rules = rules(connection.dialect());
    let created = Created::of::<T, C>(connection);
    let (place, expected) = created.shape(rules);
    let found = read::<T, C>(connection, &place).await?;
    Ok(compare(rules, &expected, found.as_ref()))
}

/// What would make the table of `T` as `T` has it, without indexes of the names in `obsolete` that `T` does not know.
pub(crate) async fn plan_repair<T, C>(connection: &mut C, obsolete: &[&str]) -> Result<RepairPlan, Error>
where
    T: Table,
    C: Connection + ?Sized,
{
    let dialect = connection.dialect();
    let mut created = Created::of::<T, C>(connection);
    let elsewhere = elsewhere::<T, C>(connection, &created).await?;
    created.indexes.retain(|text| !elsewhere.iter().any(|other| other.is_made_by(text)));
    let (place, expected) = created.shape(rules(dialect));
    let found = read::<T, C>(connection, &place).await?;
    let view = match (dialect, &found) {
        (Dialect::Sqlite, None) => sqlite::view::<T, C>(connection, &place).await?,
        _ => None,
    };
    let mut mend = match &found {
        None if view.is_some() => {
            RepairPlan { manual_steps: view.into_iter().collect(), ..RepairPlan::default() }
        }
        None => created.anew(),
        Some(found) => {
            let sides = Sides { created: &created, place: &place, expected: &expected, found, obsolete };
            match dialect {
                Dialect::Mssql => mend::mssql::of(sides),
                Dialect::Sqlite => {
                    let around = sqlite::around::<T, C>(connection, &place).await?;
                    mend::sqlite::of(sides, &around)
                }
            }
        }
    };
    mend.manual_steps.extend(elsewhere.iter().map(Elsewhere::fix));
    Ok(mend)
}

/// Refuses to create the table of `T` where SQLite would be silent about what is there: the table of another struct, indexes of
/// other tables, references along which a delete would reach a table in two ways.
///
/// # Errors
///
/// [`AlreadyExists`](ErrorKind::AlreadyExists) when a name is taken,
/// [`InvalidDefinition`](ErrorKind::InvalidDefinition) for the references, and what the engine reports.
pub(crate) async fn may_be_created<T, C>(connection: &mut C) -> Result<(), Error>
where
    T: Table,
    C: Connection + ?Sized,
{
    if connection.dialect() != Dialect::Sqlite {
        return Ok(());
    }
    is_own::<T, C>(connection).await?;
    let created = Created::of::<T, C>(connection);
    owner::cascades::<T, C>(connection, &created.shape(&sqlite::Sqlite).0).await?;
    match elsewhere::<T, C>(connection, &created).await?.first() {
        Some(other) => Err(Error::new(ErrorKind::AlreadyExists, other.fix())
            .with_table(&other.table)
            .with_constraint(&other.index)),
        None => Ok(()),
    }
}

/// Those indexes whose names are those of indexes of other tables: on SQL Server each table has names of its own.
async fn elsewhere<T, C>(connection: &mut C, created: &Created) -> Result<Vec<Elsewhere>, Error>
where
    T: Table,
    C: Connection + ?Sized,
{
    match connection.dialect() {
        Dialect::Sqlite if !created.indexes.is_empty() => {
            let place = created.shape(&sqlite::Sqlite).0;
            let name = |text: &String| parse::index_name(&sqlite::Sqlite, text);
            let names: Vec<String> = created.indexes.iter().map(name).collect();
            sqlite::elsewhere::<T, C>(connection, &place, &names).await
        }
        Dialect::Sqlite | Dialect::Mssql => Ok(Vec::new()),
    }
}

/// The part of the struct that a constraint or index is under another name, where the struct's own name is not there.
///
/// SQL Server shows expressions that say the same in many forms; there the names must be alike as well.
fn renamed<'e>(
    rules: &dyn Rules,
    expected: &'e Shape,
    found: &Shape,
    part: &Part,
    there: &Item,
) -> Option<&'e Part> {
    let has_name = match there {
        Item::Check(_) | Item::Reference(_) => true,
        Item::Index(index) => !index.primary,
        Item::Column(_) | Item::Whole(_) => false,
    };
    if !has_name || expected.get(part).is_some() {
        return None;
    }
    let is = |wanted_part: &Part, wanted: &Item, part: &Part, there: &Item| {
        let (wanted, there) = (wanted.text(), there.text());
        let alike = || one_underscore(&wanted_part.name) == one_underscore(&part.name);
        wanted_part.kind == part.kind && (wanted == there || (alike() && rules.is_same(&wanted, &there)))
    };
    let mut missing = expected.parts().filter(|(wanted, _)| found.get(wanted).is_none());
    let (wanted_part, wanted) = missing.find(|(wanted_part, wanted)| is(wanted_part, wanted, part, there))?;
    // Of several that say the same, the first one is it.
    let mut strange = found.parts().filter(|(other, _)| expected.get(other).is_none());
    let first = strange.find(|(other, item)| is(wanted_part, wanted, other, item))?;
    (first.0 == part).then_some(wanted_part)
}

/// A name with one underscore for several: default names had one between the table and its columns once.
fn one_underscore(name: &str) -> String {
    let mut short = String::with_capacity(name.len());
    for ch in name.chars() {
        if ch != '_' || !short.ends_with('_') {
            short.extend(ch.to_lowercase());
        }
    }
    short
}

/// A table as it should be and as it is.
#[derive(Clone, Copy)]
struct Sides<'s> {
    created: &'s Created,
    place: &'s Place,
    expected: &'s Shape,
    found: &'s Shape,
    /// Names of indexes that are to go where the struct does not know them.
    obsolete: &'s [&'s str],
}

impl Sides<'_> {
    /// The part of the struct that a part is under another name.
    fn renamed(&self, rules: &dyn Rules, part: &Part, there: &Item) -> Option<&Part> {
        renamed(rules, self.expected, self.found, part, there)
    }

    /// Whether an index that is there is to go: it is named so, or has the name of another one.
    fn is_obsolete(&self, part: &Part, there: &Item) -> bool {
        let is_index = matches!(there, Item::Index(index) if !index.constraint);
        let in_the_way = || self.expected.indexes().any(|(wanted, _)| wanted.name == part.name);
        is_index
            && self.expected.get(part).is_none()
            && (self.obsolete.contains(&part.name.as_str()) || in_the_way())
    }

    /// Whether it is a primary key in the place of another one, which has another name or other columns.
    fn is_other_primary(&self, part: &Part, there: &Item) -> bool {
        matches!(there, Item::Index(index) if index.primary) && self.expected.get(part).is_none()
    }
}

/// What makes the table of these statements that of others, for those who check texts.
#[doc(hidden)]
pub fn mend_from(sql: &DialectSql, dialect: Dialect, found: &[&str], obsolete: &[&str]) -> RepairPlan {
    let created = Created {
        schema: sql.create_schema().map(str::to_owned),
        table: sql.create_table().to_owned(),
        indexes: sql.create_indexes().map(str::to_owned).collect(),
    };
    let (place, expected) = created.shape(rules(dialect));
    let [table, indexes @ ..] = found else { return created.anew() };
    let indexes: Vec<String> = indexes.iter().map(|index| (*index).to_owned()).collect();
    let (_, found) = parse::statements(rules(dialect), table, &indexes);
    let sides = Sides { created: &created, place: &place, expected: &expected, found: &found, obsolete };
    match dialect {
        Dialect::Mssql => mend::mssql::of(sides),
        Dialect::Sqlite => {
            let around = sqlite::Around { table: (*table).to_owned(), ..Default::default() };
            mend::sqlite::of(sides, &around)
        }
    }
}

async fn read<T, C>(connection: &mut C, place: &Place) -> Result<Option<Shape>, Error>
where
    T: Table,
    C: Connection + ?Sized,
{
    match connection.dialect() {
        Dialect::Mssql => mssql::read::<T, C>(connection, place).await,
        Dialect::Sqlite => sqlite::read::<T, C>(connection, place).await,
    }
}

/// The statements that create a table, in the schema that it is in.
#[derive(Debug)]
struct Created {
    schema: Option<String>,
    table: String,
    indexes: Vec<String>,
}

impl Created {
    fn of<T: Table, C: Connection + ?Sized>(connection: &C) -> Self {
        let sql = T::SQL.of(connection.dialect());
        let moved = connection.schema_override();
        let text = |sql: &'static str| moved.map_or(sql, |moved| moved.text(sql)).to_owned();
        Self {
            schema: sql.create_schema().map(text),
            table: text(sql.create_table()),
            indexes: sql.create_indexes().map(text).collect(),
        }
    }

    fn shape(&self, rules: &dyn Rules) -> (Place, Shape) {
        parse::statements(rules, &self.table, &self.indexes)
    }

    /// All of them, for a table that is not there.
    fn anew(self) -> RepairPlan {
        let statements = self.schema.into_iter().chain([self.table]).chain(self.indexes).collect();
        RepairPlan { statements, manual_steps: Vec::new() }
    }
}

fn compare(rules: &dyn Rules, expected: &Shape, found: Option<&Shape>) -> Vec<Drift> {
    let Some(found) = found else {
        let part = Part { kind: PartKind::Whole, name: String::new() };
        return vec![Drift { part, expected: Some("a table".to_owned()), found: None }];
    };
    let mut drift = Vec::new();
    let others = || {
        found.parts().filter_map(|(part, there)| Some((renamed(rules, expected, found, part, there)?, part)))
    };
    for (part, wanted) in expected.parts() {
        if let Some((_, other)) = others().find(|(renamed, _)| *renamed == part) {
            let found = Some(format!("{NAMED}{}", other.name));
            drift.push(Drift { part: part.clone(), expected: Some(wanted.text()), found });
            continue;
        }
        let (wanted, there) = (wanted.text(), found.get(part).map(Item::text));
        if !there.as_ref().is_some_and(|there| rules.is_same(&wanted, there)) {
            drift.push(Drift { part: part.clone(), expected: Some(wanted), found: there });
        }
    }
    let strange = |part: &Part| expected.get(part).is_none() && !others().any(|(_, renamed)| renamed == part);
    for (part, there) in found.parts().filter(|(part, _)| strange(part)) {
        drift.push(Drift { part: part.clone(), expected: None, found: Some(there.text()) });
    }
    drift
}

/// What the engines say and keep differently.
trait Rules: Sync {
    /// An expression in a form that is the same for the same expression.
    fn expression(&self, tokens: &[Token]) -> String;

    /// A name in quotes.
    fn quoted(&self, name: &str) -> String;

    /// The name by which a table is referred to.
    fn referred(&self, schema: Option<String>, table: String) -> String;

    /// What there is to say of the table itself.
    fn table(&self, strict: bool) -> Option<&'static str>;

    /// Whether a part is as it should be, as far as the catalog shows it.
    fn is_same(&self, expected: &str, found: &str) -> bool;
}

fn rules(dialect: Dialect) -> &'static dyn Rules {
    match dialect {
        Dialect::Mssql => &mssql::Mssql,
        Dialect::Sqlite => &sqlite::Sqlite,
    }
}

/// Of each column in a statement that creates a table its type, and its default as it is written.
pub(crate) fn definitions(dialect: Dialect, create_table: &str) -> Vec<(String, Option<String>)> {
    parse::columns(rules(dialect), create_table)
        .into_iter()
        .map(|column| (column.with_collation(), column.default_sql))
        .collect()
}

/// The queries of the catalog, for those who check texts.
#[doc(hidden)]
pub const fn catalog(dialect: Dialect) -> &'static [&'static str] {
    match dialect {
        Dialect::Mssql => mssql::QUERIES,
        Dialect::Sqlite => sqlite::QUERIES,
    }
}

/// A row of a catalog, whose columns are all read as text.
struct Line<const N: usize>([Option<String>; N]);

impl<const N: usize> FromRow for Line<N> {
    fn from_row<R: Row>(row: &R) -> Result<Self, Error> {
        let mut columns = [const { None }; N];
        for (at, column) in columns.iter_mut().enumerate() {
            *column = match row.value(at, SqlType::Text(None)) {
                Ok(Value::Text(text)) => Some(text.into_owned()),
                Ok(_) => None,
                Err(error) => return Err(Error::new(ErrorKind::Decode, error.to_string())),
            };
        }
        Ok(Self(columns))
    }
}

/// The rows of a catalog.
pub(crate) async fn lines<C: Connection + ?Sized, const N: usize>(
    connection: &mut C,
    sql: &'static str,
    table: &'static TableModel<'static>,
    params: &[&str],
) -> Result<Vec<[Option<String>; N]>, Error> {
    let params: Vec<Value<'_>> = params.iter().map(|text| Value::Text((*text).into())).collect();
    let mut lines = Vec::new();
    let keep = |line: Line<N>| {
        lines.push(line.0);
        ControlFlow::Continue(())
    };
    let statement = Statement::new(sql, "catalog", table);
    connection.for_each(statement, Params::all(&params), keep).await?;
    Ok(lines)
}
