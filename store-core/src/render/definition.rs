//! The statements that create a table, split into parts.

use super::{Fragment, Grammar, Renderer, Sql};
use crate::schema::{KeyKind, TableModel};
use crate::text::collect;

/// The statements that create a table, split into the parts from which scripts and repairs are composed.
#[derive(Debug)]
pub(crate) struct TableDefinition {
    /// Creates the schema.
    pub(crate) create_schema: Option<String>,
    /// The name of the table with its schema, in quotes.
    pub(crate) name: String,
    pub(crate) columns: Vec<ColumnDefinition>,
    /// The constraints of the table: primary key, foreign keys and checks.
    pub(crate) constraints: Vec<Definition>,
    /// The unique keys, then the other indexes.
    pub(crate) indexes: Vec<IndexDefinition>,
    /// The statements of a view, which has no other statements than that of the schema.
    pub(crate) view: Option<ViewDefinition>,
    /// The names of parts of the existing table that the struct leaves undeclared.
    pub(crate) undeclared: Vec<String>,
    head: String,
    tail: &'static str,
}

/// The statements of a view.
#[derive(Debug)]
pub(crate) struct ViewDefinition {
    /// Creates the view unless it exists.
    create_if_absent: String,
    /// Creates the view or replaces an existing one.
    pub(crate) replace: Vec<String>,
}

impl ViewDefinition {
    /// Returns the statement that creates the view, with its query as it is.
    pub(crate) fn create(&self) -> &str {
        self.replace.last().map_or("", String::as_str)
    }
}

/// A named part of a `CREATE TABLE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Definition {
    pub(crate) name: String,
    pub(crate) sql: String,
}

/// A column of a `CREATE TABLE`.
#[derive(Clone, Debug)]
pub(crate) struct ColumnDefinition {
    pub(crate) name: String,
    /// The name in an earlier version.
    pub(crate) renamed_from: Option<String>,
    /// The whole definition.
    pub(crate) sql: String,
    /// The type with its collation.
    pub(crate) ty: String,
    /// The default as the definition contains it.
    pub(crate) default: Option<String>,
    /// The value of the default.
    pub(crate) default_value: Option<String>,
    /// The check constraint of the type as the definition contains it.
    pub(crate) check: Option<Definition>,
}

/// A `CREATE INDEX` statement.
#[derive(Clone, Debug)]
pub(crate) struct IndexDefinition {
    pub(crate) unique: bool,
    pub(crate) sql: String,
}

impl TableDefinition {
    /// Renders a table with the grammar of an engine.
    pub(crate) fn of(grammar: &'static dyn Grammar, table: &TableModel<'_>) -> Self {
        let renderer = Renderer::with_grammar(grammar, table);
        let mut name = Sql::default();
        grammar.table(&mut name, table);
        let unique = table.keys.iter().filter(|key| key.kind == KeyKind::Unique).count();
        let indexes = renderer.create_indexes().into_iter().enumerate();
        let constraints = renderer.constraints().into_iter();
        Self {
            create_schema: renderer.create_schema(),
            name: name.into_text(),
            columns: (0..table.columns.len()).map(|at| ColumnDefinition::of(&renderer, at)).collect(),
            constraints: constraints
                .map(|(name, sql)| Definition { name: name.to_owned(), sql: sql.into_text() })
                .collect(),
            indexes: indexes
                .map(|(at, sql)| IndexDefinition { unique: at < unique, sql: sql.into_text() })
                .collect(),
            view: table.view.as_ref().map(|view| ViewDefinition {
                create_if_absent: renderer.create_table().into_text(),
                replace: grammar.replace_view(&renderer, view),
            }),
            undeclared: table.undeclared.iter().copied().map(str::to_owned).collect(),
            head: renderer.create_table_head().into_text(),
            tail: grammar.create_table_tail(table),
        }
    }

    /// Returns the statement that creates the table or the view.
    pub(crate) fn create_table(&self) -> String {
        if let Some(view) = &self.view {
            return view.create_if_absent.clone();
        }
        let columns = self.columns.iter().map(|column| column.sql.clone());
        self.create_table_of(columns.chain(self.constraints.iter().map(|constraint| constraint.sql.clone())))
    }

    /// Returns the statement that creates the table with these columns and constraints.
    pub(crate) fn create_table_of(&self, items: impl IntoIterator<Item = String>) -> String {
        let items: Vec<String> = items.into_iter().map(|item| format!("    {item}")).collect();
        format!("{}{}\n{}", self.head, items.join(",\n"), self.tail)
    }

    /// Returns the statement that creates the table, with a comment after each column.
    pub(crate) fn create_table_with(&self, comments: impl IntoIterator<Item = String>) -> String {
        let mut sql = self.head.clone();
        let mut comments = comments.into_iter();
        let columns = self.columns.iter().map(|column| &column.sql);
        let mut items = columns.chain(self.constraints.iter().map(|constraint| &constraint.sql)).peekable();
        while let Some(item) = items.next() {
            sql.push_str("    ");
            sql.push_str(item);
            sql.push_str(if items.peek().is_some() { "," } else { "" });
            if let Some(comment) = comments.next() {
                sql.push_str(&format!(" -- {comment}"));
            }
            sql.push('\n');
        }
        sql + self.tail
    }

    /// Returns all statements in the order in which they run.
    pub(crate) fn statements(&self) -> impl Iterator<Item = String> {
        let schema = self.create_schema.clone().into_iter();
        schema.chain([self.create_table()]).chain(self.indexes.iter().map(|index| index.sql.clone()))
    }

    /// Returns whether the struct leaves the part of the existing table with this name undeclared.
    pub(crate) fn leaves_undeclared(&self, name: &str) -> bool {
        self.undeclared.iter().any(|undeclared| undeclared.eq_ignore_ascii_case(name))
    }

    /// Returns the definition of the column with this name.
    pub(crate) fn column(&self, name: &str) -> Option<&ColumnDefinition> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Returns the definition of the constraint with this name, of the table or of a column.
    pub(crate) fn constraint(&self, name: &str) -> Option<&str> {
        let checks = self.columns.iter().filter_map(|column| column.check.as_ref());
        let found = self.constraints.iter().chain(checks).find(|constraint| constraint.name == name);
        found.map(|constraint| constraint.sql.as_str())
    }
}

impl ColumnDefinition {
    fn of(renderer: &Renderer<'_>, at: usize) -> Self {
        let column = renderer.table.columns.at(at);
        let write =
            |fragment| collect(|out| renderer.grammar.fragment(out, renderer.table.name, &column, fragment));
        let part = |fragment| Some(write(fragment)).filter(|sql: &String| !sql.is_empty());
        Self {
            name: column.name.to_owned(),
            renamed_from: column.renamed_from.map(str::to_owned),
            sql: write(Fragment::Definition) + renderer.key_in_column(at).text(),
            ty: write(Fragment::Type),
            default: part(Fragment::Default),
            default_value: column.default.map(|default| {
                let mut out = Sql::default();
                renderer.grammar.default_value(&mut out, &default, column.ty);
                out.into_text()
            }),
            check: part(Fragment::Check)
                .map(|sql| Definition { name: renderer.table.check_name(&column), sql }),
        }
    }
}
