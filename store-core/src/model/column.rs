//! One column of a table.

use crate::literal::Literal;
use crate::sql_type::SqlType;
use crate::texts::Texts;

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
    /// What an upsert makes of the value that is there.
    pub merge: Merge,
    /// The name of the check of its type; `None` for the default one.
    pub check_name: Option<&'a str>,
    /// The name of its default, which is a constraint on SQL Server; `None` for the default one.
    pub default_name: Option<&'a str>,
}

/// What an upsert makes of the value that is there and the one that is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// The one that is given.
    Replace,
    /// Their sum.
    Add,
    /// The one that is given, unless it is NULL.
    Keep,
}

impl<'a> Column<'a> {
    /// A column without default that updates write.
    pub const fn new(name: &'a str, field: &'a str, doc: &'a str, ty: SqlType, nullable: bool) -> Self {
        Self {
            name,
            field,
            doc,
            ty,
            nullable,
            default: None,
            insert_only: false,
            merge: Merge::Replace,
            check_name: None,
            default_name: None,
        }
    }
}

/// The columns of a table, kept part by part.
///
/// A few lists cost the compiler a tenth of what an array of structs does, and the derive pays for that with every
/// table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Columns<'a> {
    /// The names in the database.
    pub names: Texts<'a>,
    /// The struct's fields; none where each has the name of its column.
    pub fields: Texts<'a>,
    /// What the fields' doc comments say; none where no field has one.
    pub docs: Texts<'a>,
    /// The types.
    pub types: &'a [SqlType],
    /// Whether NULL is allowed.
    pub nullable: &'a [bool],
    /// The values of rows that do not give one, with the columns' positions.
    pub defaults: &'a [(usize, Literal<'a>)],
    /// The positions of those that only an insert writes.
    pub insert_only: &'a [usize],
    /// What an upsert makes of those that it does not replace, with their positions.
    pub merges: &'a [(usize, Merge)],
    /// The names of the checks of their types, with the positions of those that do not have the default one.
    pub check_names: &'a [(usize, &'a str)],
    /// The names of their defaults, with the positions of those that do not have the default one.
    pub default_names: &'a [(usize, &'a str)],
}

impl<'a> Columns<'a> {
    /// No columns; what a literal with `..Columns::NONE` takes the parts from that it does not name.
    pub const NONE: Self = {
        let none = Texts::Each(&[]);
        Self {
            names: none,
            fields: none,
            docs: none,
            types: &[],
            nullable: &[],
            defaults: &[],
            insert_only: &[],
            merges: &[],
            check_names: &[],
            default_names: &[],
        }
    };

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The column at this position.
    ///
    /// # Panics
    ///
    /// When there are not so many.
    pub const fn at(&self, position: usize) -> Column<'a> {
        let name = self.names.at(position);
        let field = if self.fields.is_empty() { name } else { self.fields.at(position) };
        let doc = if self.docs.is_empty() { "" } else { self.docs.at(position) };
        let mut column = Column::new(name, field, doc, self.types[position], self.nullable[position]);
        let mut at = 0;
        while at < self.defaults.len() {
            if self.defaults[at].0 == position {
                column.default = Some(self.defaults[at].1);
            }
            at += 1;
        }
        let mut at = 0;
        while at < self.insert_only.len() {
            column.insert_only |= self.insert_only[at] == position;
            at += 1;
        }
        column.merge = self.merge(position);
        column.check_name = given(self.check_names, position);
        column.default_name = given(self.default_names, position);
        column
    }

    /// What an upsert makes of the column at this position.
    pub const fn merge(&self, position: usize) -> Merge {
        let mut at = 0;
        while at < self.merges.len() {
            if self.merges[at].0 == position {
                return self.merges[at].1;
            }
            at += 1;
        }
        Merge::Replace
    }

    /// The column at this position, if there are so many.
    pub fn get(&self, position: usize) -> Option<Column<'a>> {
        (position < self.len()).then(|| self.at(position))
    }

    /// The columns in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Column<'a>> + use<'a> {
        let columns = *self;
        (0..columns.len()).map(move |position| columns.at(position))
    }
}

/// The name in the list that is for the column at this position.
const fn given<'a>(names: &[(usize, &'a str)], position: usize) -> Option<&'a str> {
    let mut at = 0;
    while at < names.len() {
        if names[at].0 == position {
            return Some(names[at].1);
        }
        at += 1;
    }
    None
}
