//! The statements of a table.

use super::{KeySql, QuerySql};
use crate::dialect::Dialect;
use crate::schema::{KeyStatement, QueryKind, StatementLayout, TableModel, TableStatement};
use crate::text::PackedStrings;

/// The statements of a table or a view, for all engines. A view has those that create and drop it, and its queries.
///
/// All of them are constants of the program: each method returns a `&'static str`, in a `const` too.
#[derive(Clone, Copy, Debug)]
pub struct TableSql([DialectSql; Dialect::ALL.len()]);

impl TableSql {
    /// Creates the statements of a table; called by the derive.
    ///
    /// `names` are the names of the declared queries, `kinds` the positions of their kinds in [`QueryKind::ALL`], `combinations`
    /// the numbers of their combinations of optional filters and orders, and `many` has a 1 for each query with a statement for many elements. `statements`
    /// contains the statements for each engine, in the order of [`Dialect::ALL`]; [`TableStatement`] describes the order within an
    /// engine.
    pub const fn new(
        model: &'static TableModel<'static>,
        names: PackedStrings<'static>,
        kinds: &'static [u8],
        combinations: &'static [u8],
        many: &'static [u8],
        statements: [PackedStrings<'static>; Dialect::ALL.len()],
    ) -> Self {
        let queries = DeclaredQueries { names, kinds, combinations, many };
        let layout = StatementLayout::of(model);
        let mut by_dialect =
            [DialectSql { model, layout, queries, statements: PackedStrings::EMPTY }; Dialect::ALL.len()];
        let mut at = 0;
        while at < statements.len() {
            by_dialect[at].statements = statements[at];
            at += 1;
        }
        Self(by_dialect)
    }

    /// Returns the statements for one engine.
    pub const fn of(&self, dialect: Dialect) -> &DialectSql {
        &self.0[dialect.index()]
    }

    /// Returns the kinds of the declared queries.
    pub fn query_kinds(&self) -> impl Iterator<Item = QueryKind> + use<> {
        let queries = self.0[0].queries;
        (0..queries.names.len()).map(move |query| queries.kind(query))
    }
}

/// The declared queries of a table, as one list per property.
#[derive(Clone, Copy, Debug)]
struct DeclaredQueries {
    names: PackedStrings<'static>,
    kinds: &'static [u8],
    combinations: &'static [u8],
    many: &'static [u8],
}

impl DeclaredQueries {
    const fn kind(&self, query: usize) -> QueryKind {
        QueryKind::ALL[self.kinds[query] as usize]
    }

    const fn combinations(&self, query: usize) -> usize {
        self.combinations[query] as usize
    }

    const fn many(&self, query: usize) -> bool {
        self.many[query] == 1
    }

    /// Returns the number of statements of a query.
    const fn statements(&self, query: usize) -> usize {
        if self.many(query) { 2 * self.combinations(query) } else { self.combinations(query) }
    }
}

/// The statements of a table, for one engine.
#[derive(Clone, Copy, Debug)]
pub struct DialectSql {
    model: &'static TableModel<'static>,
    layout: StatementLayout,
    queries: DeclaredQueries,
    statements: PackedStrings<'static>,
}

/// The number of statements of a table that has only a primary key.
pub(crate) const MIN_STATEMENTS: usize = TableStatement::ALL.len() + KeyStatement::ALL.len();

impl DialectSql {
    /// Returns a statement; empty if the table or the engine has no such statement.
    const fn table_statement(&self, statement: TableStatement) -> &'static str {
        self.statements.at(StatementLayout::table(statement))
    }

    /// Returns the statement that creates the schema unless it exists; `None` for a table or an engine without schemas.
    pub const fn create_schema(&self) -> Option<&'static str> {
        not_empty(self.table_statement(TableStatement::CreateSchema))
    }

    /// Returns the statement that creates the table or the view unless it exists.
    pub const fn create_table(&self) -> &'static str {
        self.table_statement(TableStatement::CreateTable)
    }

    /// Returns the statements that create the unique keys, then the other indexes, unless they exist.
    pub fn create_indexes(&self) -> impl ExactSizeIterator<Item = &'static str> + Clone + use<> {
        let statements = self.statements;
        let (first, len) = self.layout.indexes();
        (0..len).map(move |index| statements.at(first + index))
    }

    /// Returns the statements that create the schema, the table and its indexes, or the view, in the order in which they run.
    pub fn create(&self) -> impl Iterator<Item = &'static str> + Clone + use<> {
        self.create_schema().into_iter().chain([self.create_table()]).chain(self.create_indexes())
    }

    /// Returns the statement that drops the table or the view if it exists.
    pub const fn drop_table(&self) -> &'static str {
        self.table_statement(TableStatement::DropTable)
    }

    /// Returns the statement that inserts a row; the parameters are the columns of [`TableModel::inserted`] in order. If the
    /// database makes a column of the primary key, the statement returns its value.
    pub const fn insert(&self) -> &'static str {
        self.table_statement(TableStatement::Insert)
    }

    /// Returns the statement that inserts a row and returns all columns; `None` for a table that does not ask for it.
    pub const fn insert_returning(&self) -> Option<&'static str> {
        not_empty(self.table_statement(TableStatement::InsertReturning))
    }

    /// Returns the statement that inserts a row with the values that the database would make; `None` for a table where every insert
    /// writes all values. The parameters are the columns of [`TableModel::stored`] in order.
    pub const fn insert_verbatim(&self) -> Option<&'static str> {
        not_empty(self.table_statement(TableStatement::InsertVerbatim))
    }

    /// Returns the statement that inserts many rows, as [`insert_many`](Self::insert_many) does, with the values that the database
    /// would make; `None` for a table where every insert writes all values, and for an engine that inserts rows one by one.
    pub const fn insert_many_verbatim(&self) -> Option<&'static str> {
        not_empty(self.table_statement(TableStatement::InsertManyVerbatim))
    }

    /// Returns the statement that deletes a row unless its version changed; `None` for a table without versions. The parameters are
    /// the columns of the primary key, and the version.
    pub const fn delete_row(&self) -> Option<&'static str> {
        not_empty(self.table_statement(TableStatement::DeleteRow))
    }

    /// Returns the statement that inserts many rows from one JSON parameter; `None` for an engine that inserts them one by one.
    ///
    /// The parameter is an array of rows, each an array: the row's number, its round (see [`KeySql::write_many`]), and the
    /// columns in order, with values as SQL Server converts them from text. If the table has columns of bytes, the last parameter
    /// is the bytes of all rows, and JSON contains the position, from 1, and the length (`[null,null]` for NULL). Rows are
    /// inserted in the order of their numbers; if the database makes a column of the primary key, the statement returns its values
    /// in this order.
    pub const fn insert_many(&self) -> Option<&'static str> {
        not_empty(self.table_statement(TableStatement::InsertMany))
    }

    /// Returns the statement that inserts a row unless the primary key exists.
    pub const fn insert_if_absent(&self) -> &'static str {
        self.key(0).insert_if_absent()
    }

    /// Returns the statement that inserts a row or updates the row with the same primary key.
    pub const fn upsert(&self) -> &'static str {
        self.key(0).upsert()
    }

    /// Returns the statement that reads the row with a primary key.
    pub const fn select(&self) -> &'static str {
        self.key(0).select()
    }

    /// Returns the statement that updates the row with a primary key; see [`KeySql::update`].
    pub const fn update(&self) -> &'static str {
        self.key(0).update()
    }

    /// Returns the statement that deletes the row with a primary key.
    pub const fn delete(&self) -> &'static str {
        self.key(0).delete()
    }

    /// Returns the statements by the key at this position of [`TableModel::keys`]; the primary key is the first.
    ///
    /// The methods of the result panic if `key` is out of bounds; a view has no keys.
    pub const fn key(&self, key: usize) -> KeySql {
        KeySql { model: self.model, layout: self.layout, key, statements: self.statements }
    }

    /// Returns the statements by each key.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = KeySql> + use<> {
        let sql = *self;
        (0..self.model.keys.len()).map(move |key| sql.key(key))
    }

    /// Returns the declared query at this position, in the order of the attributes.
    ///
    /// # Panics
    ///
    /// When `query` is out of bounds.
    pub const fn query(&self, query: usize) -> QuerySql {
        let mut first = self.layout.queries();
        let mut at = 0;
        while at < query {
            first += self.queries.statements(at);
            at += 1;
        }
        QuerySql {
            name: self.queries.names.at(query),
            kind: self.queries.kind(query),
            statements: self.statements,
            first,
            combinations: self.queries.combinations(query),
            many: self.queries.many(query),
        }
    }

    /// Returns the declared queries.
    pub fn queries(&self) -> impl ExactSizeIterator<Item = QuerySql> + use<> {
        let sql = *self;
        (0..self.queries.names.len()).map(move |query| sql.query(query))
    }

    /// Returns every statement with a name, for checkers and snapshots.
    pub fn statements(&self) -> impl Iterator<Item = (String, &'static str)> + use<> {
        let sql = *self;
        let table = TableStatement::ALL
            .into_iter()
            .map(move |statement| (statement.name_for(sql.model), sql.table_statement(statement)));
        let indexes =
            self.create_indexes().enumerate().map(|(at, sql)| (format!("create_index_{}", at + 1), sql));
        let keys = self.keys().flat_map(|key| {
            key.statements().map(move |(name, sql)| (format!("{name}_by_{}", key.name()), sql))
        });
        let queries = self.queries().flat_map(|query| {
            let several = query.combinations > 1;
            query.statements().enumerate().flat_map(move |(at, sql)| {
                let named = |name: String| if several { format!("{name}_{at}") } else { name };
                let many = query.many(at).map(|sql| (named(format!("{}_many", query.name)), sql));
                [(named(query.name.to_owned()), sql)].into_iter().chain(many)
            })
        });
        table.chain(indexes).chain(keys).chain(queries).filter(|(_, sql)| !sql.is_empty())
    }
}

pub(super) const fn not_empty(statement: &'static str) -> Option<&'static str> {
    if statement.is_empty() { None } else { Some(statement) }
}
