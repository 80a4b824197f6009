//! What makes a table as its struct has it.

pub(super) mod mssql;
pub(super) mod sqlite;

use super::Rules;
use super::shape::{Column, Index, Item, Shape};
use super::token::tokens;

/// What makes a table as its struct has it, for a table that is not.
///
/// No statement removes a column or a row. What statements cannot mend without knowing more than they do is left to people,
/// in words.
///
/// ```
/// use store_core::drift::RepairPlan;
///
/// let mend = RepairPlan { statements: vec!["DROP INDEX `main`.`ux_old`".to_owned()], manual_steps: Vec::new() };
/// assert!(mend.is_complete());
/// assert!(RepairPlan::default().is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepairPlan {
    /// What is run, one after the other and as a whole: by [`Connection::execute_ddl`](crate::Connection::execute_ddl).
    pub statements: Vec<String>,
    /// What is left to people.
    pub manual_steps: Vec<String>,
}

impl RepairPlan {
    /// Whether the table is as its struct has it.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty() && self.manual_steps.is_empty()
    }

    /// Whether the statements mend all there is.
    pub fn is_complete(&self) -> bool {
        self.manual_steps.is_empty()
    }
}

/// The definitions within a `CREATE TABLE` of the renderer, which gives each a line of its own.
struct Definitions<'c>(Vec<(Option<&'c str>, &'c str)>);

impl<'c> Definitions<'c> {
    fn of(create_table: &'c str) -> Self {
        let lines = create_table.lines().filter_map(|line| line.strip_prefix("    "));
        Self(lines.map(|line| (constraint_name(line), line.trim_end_matches(','))).collect())
    }

    fn column(&self, name: &str) -> Option<&'c str> {
        let is = |line: &str| {
            tokens(line).first().and_then(|token| token.name()).is_some_and(|found| found == name)
        };
        self.0.iter().find(|(constraint, line)| constraint.is_none() && is(line)).map(|(_, line)| *line)
    }

    /// The value that a row has in a column that it does not give.
    fn default(&self, column: &Column) -> Option<&'c str> {
        let constraint = self.constraint(column.default_name.as_deref()?)?;
        constraint.split_once(" DEFAULT ").map(|(_, value)| value)
    }

    /// `CONSTRAINT name …`, which stands alone or at a column.
    fn constraint(&self, name: &str) -> Option<&'c str> {
        let alone = self.0.iter().find(|(constraint, _)| *constraint == Some(name)).map(|(_, line)| *line);
        alone.or_else(|| self.0.iter().find_map(|(_, line)| at_column(line, name)))
    }
}

/// The name of a constraint of the table.
fn constraint_name(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("CONSTRAINT ")?;
    let end = rest.find(' ')?;
    rest[..end].get(1..end - 1)
}

/// `CONSTRAINT name …` of a column, up to the parenthesis that closes it.
fn at_column<'l>(line: &'l str, name: &str) -> Option<&'l str> {
    let (mut literal, mut depth, mut begin) = (false, 0_usize, None);
    for (at, ch) in line.char_indices() {
        literal ^= ch == '\'';
        if literal {
            continue;
        }
        if begin.is_none()
            && depth == 0
            && line[at..].starts_with("CONSTRAINT ")
            && constraint_name(&line[at..]) == Some(name)
        {
            begin = Some(at);
        }
        match ch {
            '(' => depth += 1,
            ')' => {
                depth = depth.saturating_sub(1);
                if let Some(begin) = begin.filter(|_| depth == 0) {
                    return Some(&line[begin..=at]);
                }
            }
            _ => {}
        }
    }
    None
}

/// What differs between the columns of a struct and those of a table.
#[derive(Default)]
struct Columns<'s> {
    missing: Vec<&'s Column>,
    /// Of another type or collation, or NULL where it may not be; as it should be.
    altered: Vec<&'s Column>,
    /// Unknown to the struct, and such that a row must give it.
    demanding: Vec<&'s Column>,
    /// Such that the database gives their values, where rows should.
    generated: Vec<&'s Column>,
}

impl<'s> Columns<'s> {
    fn of(rules: &dyn Rules, expected: &'s Shape, found: &'s Shape) -> Self {
        let mut columns = Self::default();
        for column in expected.columns() {
            match found.column(&column.name) {
                None => columns.missing.push(column),
                Some(there) if there.generated => columns.generated.push(column),
                Some(there) if !rules.is_same(&column.without_default(), &there.without_default()) => {
                    columns.altered.push(column);
                }
                Some(_) => {}
            }
        }
        let unknown = found.columns().filter(|column| expected.column(&column.name).is_none());
        let must_give = |column: &&Column| column.not_null && column.default.is_none() && !column.generated;
        columns.demanding = unknown.filter(must_give).collect();
        columns
    }

    /// Whether an index has a column that rows have no value for.
    fn are_to_fill(&self, index: &Index) -> bool {
        let to_fill =
            |name: &str| self.missing.iter().any(|column| column.name == name && to_fill(column).is_some());
        index.names().any(to_fill)
    }

    /// Whether a column of this name changes.
    fn change(&self, name: &str) -> bool {
        self.altered.iter().chain(&self.demanding).any(|column| column.name == name)
    }
}

/// A column that the rows that are there have no value for: what is left to do when it is there.
fn to_fill(column: &Column) -> Option<String> {
    (column.not_null && column.default.is_none()).then(|| {
        format!(
            "column {0} has no default, and rows that are there have no value for it: it is added as one that may be NULL; \
             give it values (`UPDATE … SET {0} = …`), then check again",
            column.name
        )
    })
}

/// Whether a part is there as it should be.
fn is_as_wanted(rules: &dyn Rules, wanted: &Item, there: Option<&Item>) -> bool {
    there.is_some_and(|there| rules.is_same(&wanted.text(), &there.text()))
}

/// Whether a part that the struct does not know may refuse rows that the struct's statements write.
fn hinders(there: &Item) -> bool {
    match there {
        Item::Index(index) => index.unique,
        Item::Check(_) | Item::Reference(_) => true,
        Item::Column(_) | Item::Whole(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_found_by_name() {
        let definitions = Definitions::of(
            "CREATE TABLE [a].[b] (\n    [id] INT NOT NULL,\n    [text] NVARCHAR(9) NOT NULL CONSTRAINT [df_b_text] DEFAULT (N'),') \
             CONSTRAINT [ck_b_text] CHECK ([text] IN (N'a', N'it''s (b)')),\n    CONSTRAINT [pk_b] PRIMARY KEY CLUSTERED ([id])\n);",
        );
        assert_eq!(definitions.column("id"), Some("[id] INT NOT NULL"));
        assert_eq!(definitions.column("pk_b"), None);
        assert_eq!(definitions.constraint("pk_b"), Some("CONSTRAINT [pk_b] PRIMARY KEY CLUSTERED ([id])"));
        assert_eq!(definitions.constraint("df_b_text"), Some("CONSTRAINT [df_b_text] DEFAULT (N'),')"));
        let check = "CONSTRAINT [ck_b_text] CHECK ([text] IN (N'a', N'it''s (b)'))";
        assert_eq!(definitions.constraint("ck_b_text"), Some(check));
        assert_eq!(definitions.constraint("ck"), None);
    }
}
