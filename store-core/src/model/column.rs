//! One column of a table.

use crate::literal::Literal;
use crate::sql_type::SqlType;

/// One column of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column<'a> {
    /// The name in the database.
    pub name: &'a str,
    /// The struct's field it comes from.
    pub field: &'a str,
    /// What the field's doc comment says.
    pub doc: &'a str,
    /// The type, with length, precision and scale.
    pub ty: SqlType,
    /// Whether NULL is allowed.
    pub nullable: bool,
    /// The value of a row that does not give one.
    pub default: Option<Literal<'a>>,
    /// Written when the row is inserted and left alone by update and upsert.
    pub insert_only: bool,
}

impl<'a> Column<'a> {
    /// A column without default that updates write.
    pub const fn new(name: &'a str, field: &'a str, doc: &'a str, ty: SqlType, nullable: bool) -> Self {
        Self { name, field, doc, ty, nullable, default: None, insert_only: false }
    }
}

/// The columns of a table out of their parts, one array each; the derive calls it.
pub const fn columns<const N: usize>(
    names: &'static [&'static str; N],
    fields: &'static [&'static str; N],
    docs: &'static [&'static str; N],
    types: &[SqlType; N],
    nullable: &[bool; N],
    defaults: &[(usize, Literal<'static>)],
    insert_only: &[usize],
) -> [Column<'static>; N] {
    let mut columns = [Column::new("", "", "", SqlType::Deferred, false); N];
    let mut at = 0;
    while at < N {
        columns[at] = Column::new(names[at], fields[at], docs[at], types[at], nullable[at]);
        at += 1;
    }
    let mut at = 0;
    while at < defaults.len() {
        columns[defaults[at].0].default = Some(defaults[at].1);
        at += 1;
    }
    let mut at = 0;
    while at < insert_only.len() {
        columns[insert_only[at]].insert_only = true;
        at += 1;
    }
    columns
}
